// Mutants as Stryker's report tells of them (mutation-testing-elements, its schema of reports), with the text that was changed.

export interface Mutant {
  /** File of the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The line, without what stands around it. */
  readonly text: string;
  /** What was put in place of what, the second in one line. */
  readonly was: string;
  readonly now: string;
  readonly fate: Fate;
}

/**
 * What never ends is noticed, and so is what breaks a file of tests while it is loaded. What no test reaches survives, as what a test
 * reaches and does not notice.
 */
export type Fate = 'killed' | 'endless' | 'survived';

const FATES: Readonly<Record<string, Fate>> = {
  Killed: 'killed',
  Timeout: 'endless',
  RuntimeError: 'killed',
  Survived: 'survived',
  NoCoverage: 'survived',
};

interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly status: string;
          readonly statusReason?: string;
          readonly replacement?: string;
          readonly location: { readonly start: Place; readonly end: Place };
        }[];
      }
    >
  >;
}

/** In the order of files and places. Throws when a mutant has no verdict, such as one that does not compile. */
export function mutantsIn({ files }: Report): readonly Mutant[] {
  return Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, { source, mutants }]) => {
      const lines = source.split('\n');
      return mutants
        .map(({ status, statusReason, replacement = '', location: { start, end } }): Mutant => {
          const fate = FATES[status];
          if (!fate)
            throw new Error(`${file}:${start.line}: a mutant is ${status}: ${statusReason ?? 'no reason given'}`);
          const text = (lines[start.line - 1] ?? '').trim();
          return { file, line: start.line, text, was: between(lines, start, end), now: inOneLine(replacement), fate };
        })
        .sort((a, b) => a.line - b.line);
    });
}

function between(lines: readonly string[], start: Place, end: Place): string {
  const within = lines.slice(start.line - 1, end.line);
  const last = (within.pop() ?? '').slice(0, end.column - 1);
  const [first = '', ...rest] = [...within, last];
  return inOneLine([first.slice(start.column - 1), ...rest].join('\n'));
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
