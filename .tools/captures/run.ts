// `npm run captures`: does what the pages below say before what they show of a terminal, on a twin and in real time, and
// writes down what is seen. `-- --check` writes nothing, and fails when it is not what the pages show; `-- PAGE …` is about
// these pages only.

import { readFileSync, writeFileSync } from 'node:fs';
import { captured } from './capture-page';
import { capturesIn, withTexts } from './captures-in';
import { changedLines } from './changed';

const PAGES = ['docs/operate.md', 'docs/twin.md'];

function say(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** False: the page shows something else, and was not written. */
async function takePage(file: string, isCheck: boolean): Promise<boolean> {
  const page = readFileSync(file, 'utf8');
  const captures = capturesIn(page);
  const texts = await captured(captures);
  const changes = captures.flatMap(({ line, text }, i) =>
    changedLines(text, texts[i] ?? '').map((change) => `${file}:${line}: ${change}`),
  );
  say(...changes, `${file}: ${captures.length} captures, ${changes.length} lines changed`);
  if (isCheck) return changes.length === 0;
  writeFileSync(file, withTexts(page, texts));
  return true;
}

async function main(words: readonly string[]): Promise<void> {
  const asked = words.filter((word) => word !== '--check');
  const pages = asked.length > 0 ? asked : PAGES;
  const taken = await Promise.all(pages.map((page) => takePage(page, words.includes('--check'))));
  if (taken.includes(false)) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
