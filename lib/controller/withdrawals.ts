// Pure: desired withdrawals. A BGP link that is drained or down, and that no shortest path uses, takes its own routes and
// advertisements back, so that a second failure finds BGP already elsewhere. The last link that announces a site is
// never withdrawn.

import type { Backbone } from '../routing/backbone';
import { nextHops, type Standings } from '../routing/shortest-paths';
import type { SiteRouting } from './site-routing';

/**
 * A BGP link whose AWS end is silent: `spokes` and `transit` do not learn what the premises announce over it, and it
 * announces neither the site's specifics nor the aggregates of sites beyond. On Direct Connect the site's own aggregate
 * and the link's probe prefix stay.
 */
export interface Withdrawal {
  readonly site: string;
  readonly link: string;
}

/** The withdrawals that these standings ask of a site, in the order of link names. */
export function withdrawalsFor(routing: SiteRouting, backbone: Backbone, standings: Standings): readonly Withdrawal[] {
  const standingOf = (link: string) => standings.get(link) ?? 'up';
  return [...routing.sessionOf.values()].flatMap(({ link, premises }): Withdrawal[] => {
    const others = backbone.links.filter(({ name, between }) => name !== link && between.includes(premises));
    const isLast = !others.some(({ name }) => standingOf(name) === 'up');
    if (standingOf(link) === 'up' || isLast) return [];
    const entered = [...nextHops(backbone, premises, standings).values()].some(({ name }) => name === link);
    const left = nextHops(backbone, routing.site, standings).get(premises)?.name === link;
    return entered || left ? [] : [{ site: routing.site, link }];
  });
}
