// Pure: single points of failure: links, shared risks and sites whose loss alone loses a flow that arrives while nothing
// has failed, with all that controllers can do about it. The sites of a flow itself are none of its.

import type { Flow } from '../../routing/backbone';
import { failureCount, NOTHING_FAILED, type Scenario } from '../../routing/scenario';
import { compareText } from '../json';
import type { Difference, SinglePoint } from './difference-schema';
import { type Compared, fatesOf } from './side';

type Point = Pick<SinglePoint, 'kind' | 'name'>;

function pointOf({ links, risks, sites = [] }: Scenario): Point | undefined {
  const [link, risk, site] = [links[0], risks[0], sites[0]];
  if (link) return { kind: 'link', name: link.name };
  if (risk) return { kind: 'risk', name: risk.name };
  return site === undefined ? undefined : { kind: 'site', name: site };
}

interface Weakness {
  readonly point: Point;
  readonly flow: Flow;
}

/** By a key that says the same at either side; one for all forms in which a link fails. */
function weaknesses(side: Compared): ReadonlyMap<string, Weakness> {
  const fates = fatesOf(side);
  const single = side.verification.scenarios.filter((scenario) => failureCount(scenario) === 1);
  const found = new Map<string, Weakness>();
  for (const { from, to } of side.verification.flows) {
    const flow = { from, to };
    if (fates(NOTHING_FAILED, flow, 'controlled')?.outcome !== 'delivered') continue;
    for (const scenario of single) {
      const point = pointOf(scenario);
      const isOwn = point?.kind === 'site' && (point.name === from || point.name === to);
      if (!point || isOwn || fates(scenario, flow, 'controlled')?.outcome === 'delivered') continue;
      found.set(JSON.stringify([point, flow]), { point, flow });
    }
  }
  return found;
}

const KINDS: readonly Point['kind'][] = ['risk', 'site', 'link'];

/** What takes most along first, then by name; the flows of each in their order. */
function byPoint(found: readonly Weakness[]): readonly SinglePoint[] {
  const points = new Map<string, { readonly point: Point; readonly flows: Flow[] }>();
  for (const { point, flow } of found) {
    const key = JSON.stringify(point);
    const known = points.get(key) ?? { point, flows: [] };
    points.set(key, known);
    known.flows.push(flow);
  }
  return [...points.values()]
    .map(({ point, flows }) => ({ ...point, flows }))
    .sort(
      (a, b) =>
        b.flows.length - a.flows.length || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || compareText(a.name, b.name),
    );
}

export function singlePointChanges(base: Compared, head: Compared): Difference['singlePoints'] {
  const [before, after] = [weaknesses(base), weaknesses(head)];
  const only = (here: typeof before, there: typeof before) =>
    byPoint([...here].flatMap(([key, weakness]) => (there.has(key) ? [] : [weakness])));
  return { added: only(after, before), removed: only(before, after) };
}
