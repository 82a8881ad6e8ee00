// Pure: findings that somebody has accepted, as lines of text: what was accepted, why, and where that is written.
//
//   acknowledged  verify-single-point-of-failure[iad-pdx]: its second link comes in March
//     link iad-pdx is the only way for iad to pdx, pdx to iad, and 2 losses that come of it
//       in the topology file

import { labelled } from '../net/labelled';
import type { Finding } from '../verify/findings';
import type { Palette } from './palette';

type Accepted = Finding & Required<Pick<Finding, 'acknowledged'>>;

interface Options {
  readonly labels: Readonly<Record<string, string>>;
  readonly colors: Palette;
}

function isAccepted(finding: Finding): finding is Accepted {
  return finding.acknowledged !== undefined;
}

/** Where it is accepted: at a construct, on the whole app (empty), or in the topology file (absent). */
export function placeText({ at }: Pick<Accepted['acknowledged'], 'at'>): string {
  if (at === undefined) return 'in the topology file';
  return at === '' ? 'on the whole app' : `at ${at}`;
}

function lines([first, ...others]: readonly [Accepted, ...Accepted[]], { labels, colors }: Options): readonly string[] {
  const { id, reason } = first.acknowledged;
  const alike = others.filter(({ acknowledged: { cause } }) => cause === undefined).length;
  const losses = others.length - alike;
  const more = [
    ...(alike === 0 ? [] : [`${alike} more like it`]),
    ...(losses === 0 ? [] : [losses === 1 ? 'one loss that comes of it' : `${losses} losses that come of it`]),
  ].map((text) => `, and ${text}`);
  return [
    `${colors.dim('acknowledged  ')}${colors.bold(id)}: ${reason}`,
    `  ${labelled(first.message, labels)}${more.join('')}`,
    `    ${colors.dim(placeText(first.acknowledged))}`,
    '',
  ];
}

/** What one acknowledgement accepts is told together, a blank line after each. */
export function acknowledgedLines(findings: readonly Finding[], options: Options): readonly string[] {
  const groups = new Map<string, [Accepted, ...Accepted[]]>();
  for (const finding of findings.filter(isAccepted)) {
    const { id, at, reason } = finding.acknowledged;
    const key = JSON.stringify([id, at, reason]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap((group) => lines(group, options));
}
