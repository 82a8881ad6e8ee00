// Pure: findings that say the same of several flows or failures, so that they are told once: they have one code and one
// fix, and their packets end in the same way at the same place. Usually one cause breaks both directions of a flow, and
// those of the sites beyond.

import { scenarioName } from '../routing/scenario';
import type { Finding } from '../verify/findings';

export type Alike = readonly [Finding, ...Finding[]];

const NAMED = 4;

function keyOf({ code, fix, source, trace }: Finding): string {
  const end = trace?.hops.at(-1);
  const place = end?.place.at === 'link' ? end.place.link : end?.table;
  return JSON.stringify([code, fix, source, trace?.outcome, place]);
}

/** In the order of the first of each group. A finding that has no trace stands by itself. */
export function alike(findings: readonly Finding[]): readonly Alike[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const [i, finding] of findings.entries()) {
    const key = finding.flow && finding.trace ? keyOf(finding) : String(i);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

function flowName({ flow }: Finding): string {
  return flow ? `${flow.from} to ${flow.to}` : '';
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return more < 2 ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} and ${more} more flows`;
}

/** What the others add to the first one of a group: the flows, and the failures; undefined when it stands by itself. */
export function othersText([first, ...others]: Alike): string | undefined {
  if (others.length === 0) return undefined;
  const failed = ({ scenario }: Finding) => (scenario ? scenarioName(scenario) : '');
  const flows = [...new Set(others.map(flowName))].filter((flow) => flow !== flowName(first));
  const failures = [...new Set(others.map(failed))].filter((failure) => failure !== failed(first));
  const inOthers = failures.length === 1 ? `with ${failures.join()}` : `with ${failures.length} other failures`;
  return [
    'and so',
    ...(flows.length === 0 ? [] : [listed(flows)]),
    ...(failures.length === 0 ? [] : [`${flows.length === 0 ? '' : 'or '}${inOthers}`]),
  ].join(' ');
}
