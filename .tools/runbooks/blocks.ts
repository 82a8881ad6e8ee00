// Pure: the blocks of a page that somebody copies into a terminal, and what the page says that they print.
//
//   fence          is
//   ```sh          copied, and run by the tests
//   ```sh twin     the same, in a place to practise only: it makes something go wrong there
//   ```sh account  copied, and needs an account of AWS, people or a deployment: the tests do not run it
//   ```text        right after one that is run: what it prints

type Kind = 'run' | 'twin' | 'account';

export interface Block {
  readonly kind: Kind;
  /** Of the page, from 1: where its commands begin. */
  readonly line: number;
  readonly commands: string;
  /** What the page says that it prints. */
  readonly prints?: string;
}

const FENCE = /^( *)```(\w+)?(?: (\w+))?\n([\s\S]*?)^ *```$/gm;
const KINDS: Readonly<Record<string, Kind>> = { '': 'run', twin: 'twin', account: 'account' };

function lineOf(page: string, index: number): number {
  return page.slice(0, index).split('\n').length;
}

/** A fence in a list stands further right, and so does what is in it. */
function withoutIndent(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

/** In the order of the page. Throws at a fence `sh` with a word that means nothing. */
export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  let end = 0;
  for (const match of page.matchAll(FENCE)) {
    const [all, indent = '', language = '', word = '', text = ''] = match;
    const between = page.slice(end, match.index);
    const last = blocks.at(-1);
    end = match.index + all.length;
    if (language === 'text' && last && last.prints === undefined && between.trim() === '')
      blocks.splice(-1, 1, { ...last, prints: withoutIndent(text, indent) });
    if (language !== 'sh') continue;
    const kind = KINDS[word];
    if (!kind) throw new Error(`line ${lineOf(page, match.index)}: \`sh ${word}\` means nothing`);
    blocks.push({ kind, line: lineOf(page, match.index) + 1, commands: withoutIndent(text, indent) });
  }
  return blocks;
}

/** What is run, one command a line, as `aws ec2 search-transit-gateway-routes`, in their order. */
export function operationsIn(commands: string): readonly string[] {
  return [...commands.matchAll(/(?:^|[\s("`])aws ([a-z][a-z0-9-]*) ([a-z][a-z0-9-]*)/gm)].map(
    (match) => `aws ${match[1]} ${match[2]}`,
  );
}
