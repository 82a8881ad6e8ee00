// Pure: which flows a change touches, by what their packets enter and look up.

import type { Journey, Traffic } from '../journeys';
import type { Change } from './changes';

/** Journeys of all flows in one network, with an index of what they enter and look up. */
export interface Journeys {
  /** Flows by site where they end, then by table or router. */
  readonly byHolder: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  readonly byLink: ReadonlyMap<string, readonly number[]>;
}

function put(map: Map<string, number[]>, key: string, flow: number): void {
  const flows = map.get(key);
  if (flows) flows.push(flow);
  else map.set(key, [flow]);
}

export function indexJourneys(traffic: readonly Traffic[], all: readonly Journey[]): Journeys {
  const byHolder = new Map<string, Map<string, number[]>>();
  const byLink = new Map<string, number[]>();
  for (const [i, { links, holders }] of all.entries()) {
    const to = traffic[i]?.flow.to ?? '';
    const ofSite = byHolder.get(to) ?? new Map<string, number[]>();
    byHolder.set(to, ofSite);
    for (const link of links) put(byLink, link, i);
    for (const holder of holders) put(ofSite, holder, i);
  }
  return { byHolder, byLink };
}

/** True when the change may make a difference to a packet of this journey. */
export function touches(change: Change, { links, holders }: Journey, { flow }: Traffic): boolean {
  if (change.dead.some((link) => links.has(link))) return true;
  const changed = change.holders.get(flow.to);
  if (changed) for (const holder of holders) if (changed.has(holder)) return true;
  return false;
}

/** Every flow that the change may touch, where these `moved` ones have other journeys than the index says. */
export function touchedBy(
  change: Change,
  { byLink, byHolder }: Journeys,
  moved: ReadonlyMap<number, Journey>,
  traffic: readonly Traffic[],
): ReadonlySet<number> {
  const flows = new Set<number>();
  const add = (found: readonly number[] = []) => {
    for (const flow of found) if (!moved.has(flow)) flows.add(flow);
  };
  for (const link of change.dead) add(byLink.get(link));
  for (const [site, holders] of change.holders) for (const holder of holders) add(byHolder.get(site)?.get(holder));
  for (const [i, journey] of moved) {
    const its = traffic[i];
    if (its && touches(change, journey, its)) flows.add(i);
  }
  return flows;
}
