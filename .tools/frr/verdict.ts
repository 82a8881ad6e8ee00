// Pure: what FRR's parser says of configurations, as one line for each.

export interface Reading {
  /** What was read. */
  readonly name: string;
  readonly wanted: 'taken' | 'refused';
  /** What the parser complained of; empty when it took all of it. */
  readonly complaint: string;
}

interface Verdict {
  readonly passed: number;
  readonly failed: number;
  readonly lines: readonly string[];
}

function isAsWanted({ wanted, complaint }: Reading): boolean {
  return (complaint === '') === (wanted === 'taken');
}

function linesOf(reading: Reading): readonly string[] {
  const { name, wanted, complaint } = reading;
  if (isAsWanted(reading)) return [`ok: ${name}${wanted === 'refused' ? ' is refused' : ''}`];
  if (wanted === 'refused') return [`FAILED: ${name} is taken, so that the parser's silence means nothing`];
  return [
    `FAILED: ${name}`,
    ...complaint
      .trim()
      .split('\n')
      .map((line) => `  ${line}`),
  ];
}

/** A run in which nothing wrong was read has failed, too: a parser that takes everything says nothing. */
export function verdictOn(readings: readonly Reading[]): Verdict {
  const failed = readings.filter((reading) => !isAsWanted(reading)).length;
  const missing = (['taken', 'refused'] as const).filter((kind) => !readings.some(({ wanted }) => wanted === kind));
  return {
    passed: readings.length - failed,
    failed: failed + missing.length,
    lines: [...readings.flatMap(linesOf), ...missing.map((kind) => `FAILED: nothing was read that has to be ${kind}`)],
  };
}
