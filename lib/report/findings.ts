// Pure: findings as lines of text.
//
//   error  verify-dead-link: a flow ends in a dead link, where it must be delivered
//     iad to pdx, iad-pdx grey, controlled: dead-link after iad-pdx: link iad-pdx drops data
//       and so pdx to iad
//     fix: add a link, so that iad and pdx are joined without iad-pdx, or let the flow survive less (survive)
//
// Findings that one fix mends stand together, and those that say the same are told once.

import { VERIFY_CODES } from '../net/codes/verify';
import { labelled } from '../net/labelled';
import type { Hop, Place } from '../routing/trace';
import type { Finding } from '../verify/findings';
import { type Alike, alike, othersText } from './alike';
import type { Palette } from './palette';

function painted({ severity }: Finding, colors: Palette): string {
  const label = severity.padEnd(9);
  return severity === 'error' ? colors.red(label) : severity === 'warning' ? colors.yellow(label) : colors.dim(label);
}

export function placeText(place: Place): string {
  switch (place.at) {
    case 'vpc-table':
      return `VPC table ${place.table}`;
    case 'gateway':
      return `gateway ${place.gateway}`;
    case 'link':
      return `link ${place.link}`;
    case 'router':
      return place.router;
    case 'appliance':
      return `appliance ${place.appliance}`;
    case 'vpc':
      return `VPC ${place.vpc}`;
  }
}

type Labels = Readonly<Record<string, string>>;

/** One line for each hop: where, which route matched, and what happened. */
export function hopLines(hops: readonly Hop[], labels: Labels): readonly string[] {
  return hops.map(({ place, table, matched, said }, i) => {
    const looked = table !== undefined && place.at === 'gateway' ? `, table ${table}` : '';
    const route = matched ? `: ${matched.prefix} ${matched.origin} (${matched.source})` : '';
    return `${String(i + 1).padStart(2)}  ${labelled(`${placeText(place)}${looked}${route}: ${said}`, labels)}`;
  });
}

interface Options {
  readonly labels: Labels;
  readonly colors: Palette;
  /** Prints the hops of each finding's trace. */
  readonly trace: boolean;
}

function findingLines(group: Alike, { labels, colors, trace }: Options) {
  const [{ message, source, trace: journey }] = group;
  const hops = trace && journey ? hopLines(journey.hops, labels) : [];
  const others = othersText(group);
  return [
    `  ${labelled(message, labels)}`,
    ...(others === undefined ? [] : [`    ${others}`]),
    ...(source === undefined ? [] : [`    ${colors.dim(`at ${source}`)}`]),
    ...hops.map((line) => `    ${colors.dim(line)}`),
  ];
}

/** Findings in their order, those of one code and fix together, those that say the same once, a blank line after each group. */
export function findingGroups(findings: readonly Finding[], options: Options): readonly string[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.fix}`;
    const group = groups.get(key) ?? [];
    group.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { colors, labels } = options;
    return [
      `${painted(first, colors)}${colors.bold(first.code)}: ${VERIFY_CODES[first.code].meaning}`,
      ...alike(group).flatMap((same) => findingLines(same, options)),
      `  fix: ${labelled(first.fix, labels)}`,
      '',
    ];
  });
}
