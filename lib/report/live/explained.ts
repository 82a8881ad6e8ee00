// Pure: why a link counts as it does, and why a flow takes its path, as text.

import type { ExplainedCheck, ExplainedLink } from '../../controller/link-state/explain-link';
import type { ExplainedFlow, ExplainedPath, HopReason } from '../../controller/operator/explain-flow';
import type { PathHop } from '../../controller/operator/flow-paths';
import { printable } from '../../net/printable';
import type { Palette } from '../palette';
import { pathText } from './flows';

type Verdict = ExplainedLink['verdict'];

function verdictText({ standing, code, because }: Verdict): string {
  return printable(`${standing}, ${code}: ${because}`);
}

/** Facts are shown where a check first saw them. */
function factLines(facts: readonly string[], number: number, shown: Map<string, number>): readonly string[] {
  const fresh = facts.filter((fact) => !shown.has(fact));
  const before = [...new Set(facts.flatMap((fact) => shown.get(fact) ?? []))].sort((a, b) => a - b);
  for (const fact of fresh) shown.set(fact, number);
  const joined = `${fresh.length === 0 ? '' : 'and '}what ${before.join(', ')} saw`;
  return before.length === 0 ? fresh : [...fresh, joined];
}

function checkLines(
  { check, verdict, decides, facts }: ExplainedCheck,
  number: number,
  shown: Map<string, number>,
  colors: Palette,
): readonly string[] {
  const said = verdict ? verdictText(verdict) : colors.dim('has nothing to say');
  const head = `${String(number).padStart(2)}  ${colors.bold(check)}: ${said}`;
  return [
    decides ? `${head}  ${colors.bold('← decides')}` : head,
    ...factLines(facts, number, shown).map((fact) => colors.dim(`      ${printable(fact)}`)),
  ];
}

/** What all checks come to, which somebody in a hurry reads, and what would change it; then every check in order. */
export function explainedLinkText(
  { link, checks, verdict, changedBy, otherwise }: ExplainedLink,
  colors: Palette,
): string {
  const shown = new Map<string, number>();
  return [
    `${colors.bold(link)} is ${verdictText(verdict)}`,
    `changed by ${changedBy}`,
    `without it the link would be ${verdictText(otherwise)}`,
    '',
    ...checks.flatMap((check, i) => checkLines(check, i + 1, shown, colors)),
  ].join('\n');
}

function hopText({ at, table, matched, said }: PathHop): string {
  const where = 'site' in at ? at.site : `link ${at.link}`;
  const asked = table === undefined ? '' : `, table ${table}`;
  const route = matched ? `: ${matched.prefix} ${matched.origin} (${matched.source})` : '';
  return `${where}${asked}${route}: ${said}`;
}

function reasonLines({ site, because, held }: HopReason, colors: Palette): readonly string[] {
  return [
    `  ${colors.bold(site)}: ${printable(because)}`,
    ...held.map(({ table, code, because: why }) => `    ${colors.yellow(code)} holds ${table}: ${printable(why)}`),
  ];
}

function pathLines(path: ExplainedPath, colors: Palette): readonly string[] {
  const { outcome, entry, hops, reasons, links } = path;
  const head = entry === undefined ? pathText(path) : `${pathText(path)} (entering by ${entry})`;
  return [
    outcome === 'delivered' ? colors.green(printable(head)) : colors.red(printable(head)),
    ...hops.map((hop, i) => `  ${String(i + 1).padStart(2)}  ${printable(hopText(hop))}`),
    ...(reasons.length === 0 ? [] : ['why it goes there']),
    ...reasons.flatMap((reason) => reasonLines(reason, colors)),
    ...(links.length === 0 ? [] : ['links on it']),
    ...links.map((state) => `  ${colors.bold(state.link)}: ${verdictText(state)}`),
  ];
}

export function explainedFlowText({ from, to, paths, agrees }: ExplainedFlow, colors: Palette): string {
  const ways = paths.map((path) => pathLines(path, colors).join('\n'));
  const differs = agrees
    ? []
    : [colors.yellow('what the sites publish leads elsewhere: a change is under way, or a word is old')];
  return [colors.bold(`${from} → ${to}`), ...ways, ...differs].join('\n\n');
}
