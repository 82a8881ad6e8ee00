// Pure: what differs between two states of a network, in terms of what packets look up.

import { overlaps, type Prefix } from '../../net/prefix';
import type { GatewayRoute, Network, RouterRoute } from '../../routing/network';
import { carries } from '../../routing/trace';
import { identityMemo } from './identity-memo';
import type { State } from './states';

/** Prefixes at which packets end, by site. */
type Destinations = ReadonlyMap<string, readonly Prefix[]>;

/** Where packets of each site end: in its VPCs, or behind its router. */
function destinationsIn({ vpcs, routers }: Network): Destinations {
  const bySite = new Map<string, readonly Prefix[]>();
  const put = (site: string, prefixes: readonly Prefix[]) =>
    bySite.set(site, [...(bySite.get(site) ?? []), ...prefixes]);
  for (const { site, cidrs } of vpcs) put(site, cidrs);
  for (const { site, announces } of routers) put(site, announces);
  return bySite;
}

export interface Change {
  /** Links that carry data before and not after. */
  readonly dead: readonly string[];
  /** The tables and routers that may give packets to a site another route, by that site. */
  readonly holders: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A site, and the id of a table or router. */
type Changed = readonly [site: string, holder: string];

interface Holder {
  readonly id: string;
  readonly routes: readonly (GatewayRoute | RouterRoute)[];
}

function routeKey(route: GatewayRoute | RouterRoute): string {
  const { kind, ...target } = route.target;
  const origin = 'origin' in route ? `${route.origin} ${route.pathLength ?? 0}` : '';
  return [route.prefix.text, origin, kind, ...Object.values(target)].join(' ');
}

/** The routes that only `routes` has; they are compared as values only where they are not the same objects. */
function onlyIn(routes: Holder['routes'], others: Holder['routes']): Holder['routes'] {
  const same = new Set(others);
  const own = routes.filter((route) => !same.has(route));
  if (own.length === 0) return own;
  const mine = new Set(routes);
  const equal = new Set(others.filter((route) => !mine.has(route)).map(routeKey));
  return own.filter((route) => !equal.has(routeKey(route)));
}

function changedPrefixes(before: Holder['routes'], after: Holder['routes']): readonly Prefix[] {
  // Controllers put what they add behind the baseline, which most states share.
  let shared = 0;
  while (shared < before.length && before[shared] === after[shared]) shared++;
  const [old, now] = [before.slice(shared), after.slice(shared)];
  return [...onlyIn(old, now), ...onlyIn(now, old)].map((route) => route.prefix);
}

/**
 * Compares states of one network. The one after fails all that the one before fails. Holders stand in the same order in
 * every state.
 */
export function comparer(network: Network): (before: State, after: State) => Change {
  const destinations = destinationsIn(network);
  const sitesOf = new Map<string, readonly string[]>();
  const sitesAt = (to: Prefix): readonly string[] => {
    const known = sitesOf.get(to.text);
    if (known) return known;
    const hit = [...destinations].filter(([, areas]) => areas.some((area) => overlaps(area, to)));
    const sites = hit.map(([site]) => site);
    sitesOf.set(to.text, sites);
    return sites;
  };
  const compare = (before: readonly Holder[], after: readonly Holder[]): readonly Changed[] =>
    before.flatMap((holder, i) => {
      const now = after[i];
      if (!now || now.routes === holder.routes) return [];
      const sites = new Set(changedPrefixes(holder.routes, now.routes).flatMap(sitesAt));
      return [...sites].map((site): Changed => [site, holder.id]);
    });
  const known = identityMemo<readonly Changed[]>();
  return (before, after) => {
    const holders = new Map<string, Set<string>>();
    const note = (one: object, other: object | undefined, changed: () => readonly Changed[]) => {
      if (!other || one === other) return;
      for (const [site, holder] of known([one, other], changed)) {
        const of = holders.get(site);
        if (of) of.add(holder);
        else holders.set(site, new Set([holder]));
      }
    };
    for (const [i, part] of before.parts.entries())
      note(part, after.parts[i], () => compare(part.tables, after.parts[i]?.tables ?? []));
    for (const [i, router] of before.routers.entries())
      note(router, after.routers[i], () => compare([router], after.routers.slice(i, i + 1)));
    const dead = [...after.conditions].flatMap(([link, condition]) =>
      !carries(condition) && carries(before.conditions.get(link)) ? [link] : [],
    );
    return { dead, holders };
  };
}
