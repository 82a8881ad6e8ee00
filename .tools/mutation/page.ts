// What docs/mutants.md shows: a row for each file that was mutated, and the explanations.

import type { Mutant } from './mutants';
import type { Explained } from './survivors';

export interface Score {
  readonly mutants: number;
  readonly killed: number;
  readonly explained: number;
}

/** By file. A mutant that survives without an explanation counts as neither. */
export function scoresOf(mutants: readonly Mutant[], explained: readonly Mutant[]): ReadonlyMap<string, Score> {
  const files = [...new Set(mutants.map(({ file }) => file))];
  return new Map(
    files.map((file) => {
      const own = mutants.filter((mutant) => mutant.file === file);
      const killed = own.filter(({ fate }) => fate !== 'survived').length;
      return [file, { mutants: own.length, killed, explained: own.filter((one) => explained.includes(one)).length }];
    }),
  );
}

/** The scores that the page shows. */
export function scoresIn(page: string): ReadonlyMap<string, Score> {
  const rows = page.matchAll(/^\| `(.*?)` \| (\d+) \| (\d+) \| (\d+) \|/gm);
  return new Map(
    [...rows].map(([, file = '', mutants, killed, explained]) => [
      file,
      { mutants: Number(mutants), killed: Number(killed), explained: Number(explained) },
    ]),
  );
}

/** Throws on a page without a place for either part. */
export function pageWith(page: string, scores: ReadonlyMap<string, Score>, explanations: readonly Explained[]): string {
  return withPart(withPart(page, 'scores', scoreTable(scores)), 'survivors', explanationList(explanations));
}

function withPart(page: string, mark: string, text: string): string {
  const between = new RegExp(`(<!-- ${mark} -->\\n).*?(<!-- end -->)`, 's');
  if (!between.test(page)) throw new Error(`the page has no place for ${mark}`);
  return page.replace(between, (_, start: string, end: string) => `${start}${text}\n${end}`);
}

function scoreTable(scores: ReadonlyMap<string, Score>): string {
  const sorted = [...scores].sort(([a], [b]) => (a < b ? -1 : 1));
  const row = (name: string, { mutants, killed, explained }: Score) =>
    `| ${name} | ${mutants} | ${killed} | ${explained} | ${share(killed, mutants)} |`;
  const sum = (key: keyof Score) => sorted.reduce((whole, [, score]) => whole + score[key], 0);
  const all = { mutants: sum('mutants'), killed: sum('killed'), explained: sum('explained') };
  return [
    '| file | mutants | killed | explained | killed of all |',
    '|---|---|---|---|---|',
    ...sorted.map(([file, score]) => row(`\`${file}\``, score)),
    row('all', all),
  ].join('\n');
}

/** Rounded down: only a file without survivors has 100 %. */
function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;
}

/** Each reason once, with the mutants it stands for. */
function explanationList(explanations: readonly Explained[]): string {
  const reasons = new Map<string, Explained[]>();
  for (const one of explanations) {
    const because = one.because.trim();
    reasons.set(because, [...(reasons.get(because) ?? []), one]);
  }
  return [...reasons]
    .map(([because, mutants]) => [`- ${because}`, ...mutants.map((mutant) => `  - ${described(mutant)}`)].join('\n'))
    .join('\n');
}

function described({ file, was, now }: Explained): string {
  return `\`${file}\`: ${code(was)} made ${now === '' ? 'nothing' : code(now)}`;
}

const LONGEST = 90;

/** Markdown takes a text with backticks between two of them. */
function code(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, 60)} … ${text.slice(-25)}` : text;
  return short.includes('`') ? `\`\` ${short} \`\`` : `\`${short}\``;
}
