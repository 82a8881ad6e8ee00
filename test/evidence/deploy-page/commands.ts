// Pure: the commands of a page, as the words that a shell would make of them.

interface Command {
  /** As it stands on the page, on one line. */
  readonly text: string;
  readonly words: readonly string[];
}

/** Words without their quotes. Nothing on a page needs more of a shell than quotes. */
function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** `name=$(command)` is its command. */
function commandIn(line: string): string {
  return /^\w+=\$\((.*)\)$/.exec(line)?.[1] ?? line;
}

/** All commands in the `sh` blocks of a page, whatever they need, in order; a backslash at the end of a line goes on in the next one. */
export function commandsOf(page: string): readonly Command[] {
  const blocks = [...page.matchAll(/^ *```sh(?: \w+)?\n([\s\S]*?)^ *```$/gm)].map((match) => match[1] ?? '');
  const lines = blocks.flatMap((block) => block.replace(/\\\n\s*/g, '').split('\n'));
  return lines
    .map((line) => commandIn(line.replace(/\s+#.*$/, '').trim()))
    .filter((text) => text !== '')
    .map((text) => ({ text, words: wordsOf(text) }));
}
