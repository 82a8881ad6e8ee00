// Pure: words of a command line as a shell hands them over. Bash breaks words also at `=` and `:` (COMP_WORDBREAKS) and leaves
// quotes in them; the other shells hand over what they would give to a program.

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

const BREAKS = ['=', ':'];

/** The same words with what bash broke off put together again. */
function joined(words: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const [i, word] of words.entries()) {
    const continues = i > 0 && (BREAKS.includes(word) || BREAKS.includes(words[i - 1] ?? ''));
    const before = continues ? whole.pop() : undefined;
    whole.push(`${before ?? ''}${word}`);
  }
  return whole;
}

/** Without quotes and backslashes, as bash would take them off; a quote that is not closed yet, too. */
function unquoted(word: string): string {
  return word.replace(/'([^']*)(?:'|$)|"((?:\\.|[^"\\])*)(?:"|$)|\\(.)/g, (_, single, double, escaped) => {
    if (double !== undefined) return double.replace(/\\(["\\$`])/g, '$1');
    return single ?? escaped;
  });
}

/** The words before the cursor, and the one at it. */
interface TypedWords {
  readonly before: readonly string[];
  readonly current: string;
}

/** @param words from the first one after the command up to the cursor; the last may be empty */
export function typedWords(shell: Shell, words: readonly string[]): TypedWords {
  const whole = shell === 'bash' ? joined(words).map(unquoted) : words;
  return { before: whole.slice(0, -1), current: whole.at(-1) ?? '' };
}
