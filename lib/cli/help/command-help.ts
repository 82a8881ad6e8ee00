// Pure: what a command says of itself after its options: notes, examples, and what its exit codes mean.

interface Example {
  /** As it is typed, from `detour` on. */
  readonly line: string;
  /** What comes of it, where the line alone does not say so. */
  readonly says?: string;
}

export interface CommandHelp {
  /** Paragraphs with an empty line between them, wrapped as they are printed. */
  readonly notes?: string;
  readonly examples: readonly Example[];
  /** What an exit code means here, besides those of every command. */
  readonly exits: Readonly<Record<number, string>>;
}

/** What they mean everywhere. */
const COMMON_EXITS: Readonly<Record<number, string>> = {
  0: 'done',
  2: 'the call was wrong: an unknown command or option, or a value that is not allowed',
};

/** All exit codes, in order, each with its meaning. What a command says of one wins. */
export function exitsOf({ exits }: CommandHelp): readonly (readonly [code: number, meaning: string])[] {
  return Object.entries({ ...COMMON_EXITS, ...exits })
    .map(([code, meaning]) => [Number(code), meaning] as const)
    .sort(([a], [b]) => a - b);
}

/** A line for each example, with what they say in one column where that does not make them too wide. */
export function exampleLines(examples: readonly Example[]): readonly string[] {
  const width = Math.max(...examples.map(({ line, says }) => (says === undefined ? 0 : line.length)));
  return examples.map(({ line, says }) => (says === undefined ? line : `${line.padEnd(width)}  # ${says}`));
}

/** As it is printed after the options. */
export function helpText(help: CommandHelp): string {
  const exits = exitsOf(help).map(([code, meaning]) => `  ${code}  ${meaning}`);
  const examples = exampleLines(help.examples).map((line) => `  ${line}`);
  return [
    ...(help.notes === undefined ? [] : ['', help.notes]),
    '',
    'Examples:',
    ...examples,
    '',
    'Exit codes:',
    ...exits,
  ].join('\n');
}
