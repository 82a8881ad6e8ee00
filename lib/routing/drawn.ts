// Pure: how much failures draw onto the links of premises. An AWS site is drawn to a link when the shortest path of the
// premises enters by it and usually enters by another: its steering prefixes are then announced there.

import type { Backbone, BackboneLink } from './backbone';
import { compareMetrics, distances, type Metric, nextHops, type Standings } from './shortest-paths';

/** How much a site counts when it is drawn. */
export type Weights = ReadonlyMap<string, number>;

const ORIGIN: Metric = [0, 0, 0, 0];

function reaches(from: Metric | undefined, link: BackboneLink, down: boolean, to: Metric | undefined): boolean {
  if (!from || !to) return false;
  return compareMetrics([from[0] + (down ? 1 : 0), from[1], from[2] + link.cost, from[3] + 1], to) === 0;
}

/** The links on shortest paths of the premises: no other's failure changes where they enter. */
function linksInUse(backbone: Backbone, premises: string, standings: Standings): readonly BackboneLink[] {
  const found = distances(backbone, premises, standings);
  const at = (site: string) => (site === premises ? ORIGIN : found.get(site));
  return backbone.links.filter((link) => {
    const [a, b] = link.between.map(at);
    const down = standings.get(link.name) === 'down';
    return reaches(a, link, down, b) || reaches(b, link, down, a);
  });
}

/** Every single failure and every pair that can change where the premises enter. */
function failures(backbone: Backbone, premises: string): readonly Standings[] {
  return linksInUse(backbone, premises, new Map()).flatMap((first) => {
    const one: Standings = new Map([[first.name, 'down']]);
    const seconds = linksInUse(backbone, premises, one).filter(({ name }) => name !== first.name);
    return [one, ...seconds.map(({ name }): Standings => new Map([...one, [name, 'down']]))];
  });
}

/** What each link draws in one state of the links; where nothing works, what stands is left alone. */
function drawnBy(
  backbone: Backbone,
  premises: string,
  usual: ReadonlyMap<string, BackboneLink>,
  weights: Weights,
  standings: Standings,
): Weights {
  const metrics = distances(backbone, premises, standings);
  const drawn = new Map<string, number>();
  for (const [site, { name }] of nextHops(backbone, premises, standings)) {
    if (usual.get(site)?.name === name || (metrics.get(site)?.[0] ?? 1) > 0) continue;
    drawn.set(name, (drawn.get(name) ?? 0) + (weights.get(site) ?? 0));
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
