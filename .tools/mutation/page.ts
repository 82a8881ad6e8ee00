// What docs/mutants.md shows of a run.

import type { Mutant } from './mutants';
import type { Survivors } from './survivors';

/** A row for each file, and one for all. */
export function scoreTable(mutants: readonly Mutant[], { explained }: Survivors): string {
  const files = [...new Set(mutants.map(({ file }) => file))];
  const row = (name: string, of: readonly Mutant[]) => {
    const killed = of.filter(({ fate }) => fate === 'killed').length;
    const reasons = explained.filter(({ mutant }) => of.includes(mutant)).length;
    return `| ${name} | ${of.length} | ${killed} | ${reasons} | ${share(killed, of.length)} |`;
  };
  return [
    '| file | mutants | killed | explained | killed of all |',
    '|---|---|---|---|---|',
    ...files.map((file) =>
      row(
        `\`${file}\``,
        mutants.filter((mutant) => mutant.file === file),
      ),
    ),
    row('all', mutants),
  ].join('\n');
}

/** Rounded down: only a file without survivors has 100 %. */
function share(part: number, whole: number): string {
  return `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;
}

/** Each reason once, with the mutants it stands for. */
export function explanationList({ explained }: Survivors): string {
  const reasons = new Map<string, Mutant[]>();
  for (const { mutant, because } of explained) reasons.set(because, [...(reasons.get(because) ?? []), mutant]);
  return [...reasons]
    .map(([because, mutants]) =>
      [`- ${because.trim()}`, ...mutants.map((mutant) => `  - ${described(mutant)}`)].join('\n'),
    )
    .join('\n');
}

/** For a person: the place, and what was put in place of what. */
export function described({ file, was, now }: Mutant): string {
  return `\`${file}\`: ${code(was)} made ${now === '' ? 'nothing' : code(now)}`;
}

/** Markdown takes a text with backticks between two of them. */
function code(text: string): string {
  const short = text.length > 90 ? `${text.slice(0, 60)} … ${text.slice(-25)}` : text;
  return short.includes('`') ? `\`\` ${short} \`\`` : `\`${short}\``;
}
