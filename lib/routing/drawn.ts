// Pure: how much failures draw onto the links of premises. An AWS site is drawn to a link when the shortest path of the
// premises enters by it and usually enters by another: its steering prefixes are then announced there.

import type { Backbone, BackboneLink } from './backbone';
import { nextHops, type Standings, usedLinks } from './shortest-paths';

/** How much a site counts when it is drawn. */
export type Weights = ReadonlyMap<string, number>;

/** Every single failure and every pair that can change where the premises enter: of links on shortest paths of the premises. */
function failures(backbone: Backbone, premises: string): readonly Standings[] {
  const worse = (standings: Standings) =>
    [...usedLinks(backbone, premises, standings)].map((link): Standings => new Map([...standings, [link, 'down']]));
  return worse(new Map()).flatMap((one) => [one, ...worse(one)]);
}

/**
 * What each link draws in one state of the links. Where nothing works, controllers leave what stands; here such a site counts
 * where its shortest path enters. That makes no link's most larger: both failed links are on its usual path, one of them on the
 * new one, and the failure of the other alone draws it there as well, with all that both draw there.
 */
function drawnBy(
  backbone: Backbone,
  premises: string,
  usual: ReadonlyMap<string, BackboneLink>,
  weights: Weights,
  standings: Standings,
): Weights {
  const hops = nextHops(backbone, premises, standings);
  const drawn = new Map<string, number>();
  for (const [site, weight] of weights) {
    const link = hops.get(site);
    if (link && link !== usual.get(site)) drawn.set(link.name, (drawn.get(link.name) ?? 0) + weight);
  }
  return drawn;
}

/** The most that any one or two failures draw onto each link of the premises; links that draw nothing are left out. */
export function mostDrawn(backbone: Backbone, premises: string, weights: Weights): Weights {
  const usual = nextHops(backbone, premises);
  const most = new Map<string, number>();
  for (const standings of failures(backbone, premises))
    for (const [link, weight] of drawnBy(backbone, premises, usual, weights, standings))
      most.set(link, Math.max(most.get(link) ?? 0, weight));
  return most;
}

/** More than any number of failures draw onto any link: every site at once. Cheap to know. */
export function everythingDrawn(weights: Weights): number {
  return [...weights.values()].reduce((sum, weight) => sum + weight, 0);
}
