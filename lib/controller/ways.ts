// Pure: where a site's overrides for each other site should lead.

import type { Backbone } from '../routing/backbone';
import { nextHops, type Standings, workingDestinations } from '../routing/shortest-paths';

/** To this link, or where they lead as it is. */
export type Way = { readonly kind: 'link'; readonly link: string } | { readonly kind: 'stands' };

/** By destination site; those that cannot be reached are missing. */
export type Ways = ReadonlyMap<string, Way>;

const STANDS: Way = { kind: 'stands' };

/** The shortest paths. Where no working path is known there is nothing to move to, so what stands stays. */
export function shortestWays(backbone: Backbone, site: string, standings: Standings): Ways {
  const working = workingDestinations(backbone, site, standings);
  const ways = new Map<string, Way>();
  for (const [remote, { name }] of nextHops(backbone, site, standings))
    ways.set(remote, working.has(remote) ? { kind: 'link', link: name } : STANDS);
  return ways;
}
