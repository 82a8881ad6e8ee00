// Pure: what differs between two states of a network, in terms of what packets look up.

import { overlaps, type Prefix } from '../../net/prefix';
import type { GatewayRoute, Network, RouterRoute } from '../../routing/network';
import { carries } from '../../routing/trace';
import type { State } from './states';

/** Prefixes at which packets end, by site. */
type Destinations = ReadonlyMap<string, readonly Prefix[]>;

/** Where packets of each site end: in its VPCs, or behind its router. */
function destinationsIn({ vpcs, routers }: Network): Destinations {
  const bySite = new Map<string, readonly Prefix[]>();
  const put = (site: string, prefixes: readonly Prefix[]) =>
    bySite.set(site, [...(bySite.get(site) ?? []), ...prefixes]);
  for (const { site, cidrs } of vpcs) put(site, cidrs);
  for (const { site, announces, holds } of routers) put(site, holds ?? announces);
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

const routeKeys = new WeakMap<GatewayRoute | RouterRoute, string>();

/** All that decides where the route forwards, as text. */
function routeKey(route: GatewayRoute | RouterRoute): string {
  const known = routeKeys.get(route);
  if (known !== undefined) return known;
  const { kind, ...target } = route.target;
  const origin = 'origin' in route ? `${route.origin} ${route.pathLength ?? 0}` : '';
  const key = [route.prefix.text, origin, kind, ...Object.values(target)].join(' ');
  routeKeys.set(route, key);
  return key;
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

/** Sites at which packets end that a prefix may hold. */
function sitesAtPrefix(network: Network): (to: Prefix) => readonly string[] {
  const destinations = destinationsIn(network);
  const known = new Map<string, readonly string[]>();
  return (to) => {
    const before = known.get(to.text);
    if (before) return before;
    const hit = [...destinations].filter(([, areas]) => areas.some((area) => overlaps(area, to)));
    const sites = hit.map(([site]) => site);
    known.set(to.text, sites);
    return sites;
  };
}

/** What is found out about two things that are held is found out once. */
function oncePerPair<T>(): (one: object, other: object, make: () => T) => T {
  const known = new WeakMap<object, WeakMap<object, { readonly made: T }>>();
  return (one, other, make) => {
    const ofOne = known.get(one) ?? new WeakMap<object, { readonly made: T }>();
    known.set(one, ofOne);
    const found = ofOne.get(other) ?? { made: make() };
    ofOne.set(other, found);
    return found.made;
  };
}

function bySite(changes: readonly Changed[]): Change['holders'] {
  const holders = new Map<string, Set<string>>();
  for (const [site, holder] of changes) {
    const of = holders.get(site);
    if (of) of.add(holder);
    else holders.set(site, new Set([holder]));
  }
  return holders;
}

/**
 * Compares states of one network. The one after fails all that the one before fails. Holders stand in the same order in
 * every state.
 */
export function comparer(network: Network): (before: State, after: State) => Change {
  const sitesAt = sitesAtPrefix(network);
  const once = oncePerPair<readonly Changed[]>();
  const compare = (before: readonly Holder[], after: readonly Holder[]): readonly Changed[] =>
    before.flatMap((holder, i) => {
      const now = after[i];
      if (!now || now.routes === holder.routes) return [];
      const sites = new Set(changedPrefixes(holder.routes, now.routes).flatMap(sitesAt));
      return [...sites].map((site): Changed => [site, holder.id]);
    });
  return (before, after) => {
    const parts = before.parts.flatMap((part, i) => {
      const now = after.parts[i];
      if (!now || now === part) return [];
      const changed = () => compare(part.tables, now.tables);
      return part.kept && now.kept ? once(part, now, changed) : changed();
    });
    const routers = before.routers.flatMap((router, i) => {
      const now = after.routers[i];
      return !now || now === router ? [] : once(router, now, () => compare([router], [now]));
    });
    const dead = [...after.conditions].flatMap(([link, condition]) =>
      !carries(condition) && carries(before.conditions.get(link)) ? [link] : [],
    );
    return { dead, holders: bySite([...parts, ...routers]) };
  };
}
