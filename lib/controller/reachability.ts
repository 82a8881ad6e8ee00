// Pure: which sites what leaves this site's VPCs arrives at. Health checks watch it, and names move by it, so a guess
// is never said: while nothing is said, a health check keeps the status that it has.
//
//   an order that has not expired evacuates the site   0
//   it is the own site, which needs no link            1
//   it arrives                                         1
//   it is lost on a link, in a loop or for a route     0
//   a site on the way has published nothing, or what
//   its tables do is not known                         nothing

import { arrivalOf, type World } from './guards';
import { evacuatedSites } from './names/evacuated';

export interface Reachable {
  readonly to: string;
  readonly value: 0 | 1;
}

function toldOf(world: World, site: string, evacuated: ReadonlySet<string>): Reachable['value'] | undefined {
  if (evacuated.has(site)) return 0;
  if (site === world.routing.site) return 1;
  const outcome = arrivalOf(world, site);
  if (outcome === 'unknown') return undefined;
  return outcome === 'delivered' ? 1 : 0;
}

/** Of every site of which it is known, in the backbone's order. The own one leaves only when it is evacuated. */
export function reachability(world: World): readonly Reachable[] {
  const evacuated = evacuatedSites(world.snapshot.orders, world.nowMs);
  return world.backbone.sites.flatMap(({ name: to }) => {
    const value = toldOf(world, to, evacuated);
    return value === undefined ? [] : [{ to, value }];
  });
}
