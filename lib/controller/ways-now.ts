// Pure: where a site's overrides should lead when others may not act alike. While a topology is deployed to one site after
// the other, two sites may each be the other's shortest path, and both would wait for the other to let traffic through.
//
//   shortest path          traffic now                       way
//   through sites alike    any                               the shortest path
//   through a site apart   lost                              the best link whose far site delivers as things are, if there is one
//   through a site apart   works, on links that are up       what stands, and nothing else is wanted, so that others can rely on it
//   through a site apart   works otherwise                   the shortest path
//
// Apart is a site that is deployed otherwise, or that was heard and is not any more: its controller may be dead. Sites alike
// do within seconds what the shortest path needs. One that was never heard has yet to begin, and is waited for.

import type { BackboneLink } from '../routing/backbone';
import { compareMetrics, farSite, type Metric, nextHops } from '../routing/shortest-paths';
import type { Publication } from './database';
import { fateOf, isLost, type World } from './guards';
import { deliversWithout, FRESH_MS } from './order';
import { STEERED_TABLES } from './site-routing';
import { haveSameTopology, viewId } from './view';
import { shortestWays, type Way, type Ways } from './ways';

/** The other sites that cannot be expected to act alike. */
export function sitesApart({ backbone, standings, publications, routing, nowMs }: World): ReadonlySet<string> {
  const view = viewId(backbone, standings);
  const isApart = (word: Publication) => nowMs - word.atMs > FRESH_MS || !haveSameTopology(word.view, view);
  const others = [...publications.values()].filter(({ site }) => site !== routing.site);
  return new Set(others.filter(isApart).map(({ site }) => site));
}

/** True when one of these is between this site and the destination. */
function leadsThrough(apart: ReadonlySet<string>, remote: string, { backbone, routing, standings }: World): boolean {
  let site = routing.site;
  for (;;) {
    const link = nextHops(backbone, site, standings).get(remote);
    if (!link) return false;
    site = farSite(link, site);
    if (site === remote) return false;
    if (apart.has(site)) return true;
  }
}

function isUsable({ standings }: World, link: string): boolean {
  return standings.get(link) !== 'down';
}

function deliversOver(link: BackboneLink, remote: string, world: World): boolean {
  const { backbone, publications, routing } = world;
  const next = farSite(link, routing.site);
  const usable = (name: string) => isUsable(world, name);
  return usable(link.name) && deliversWithout(backbone, publications, next, remote, routing.site, usable);
}

/** Drained links, and cost, of the path over this link that traffic would take now. Every site on it delivers, so it ends. */
function metricOver(first: BackboneLink, remote: string, world: World): Metric {
  const { backbone, publications, routing, standings } = world;
  let [drained, cost, site] = [0, 0, routing.site];
  for (let link: BackboneLink | undefined = first; link; ) {
    drained += standings.get(link.name) === 'drained' ? 1 : 0;
    cost += link.cost;
    site = farSite(link, site);
    const [next] = site === remote ? [] : (publications.get(site)?.hops[remote]?.transit ?? []);
    link = backbone.links.find(({ name }) => name === next);
  }
  return [0, drained, cost, 0];
}

/** The best of the site's links whose far site delivers, whatever each site does now or wants to do. */
function rescue(remote: string, world: World): BackboneLink | undefined {
  const { backbone, routing } = world;
  return backbone.links
    .filter((link) => routing.attachmentOf.has(link.name) && deliversOver(link, remote, world))
    .map((link) => ({ link, metric: metricOver(link, remote, world) }))
    .sort((a, b) => compareMetrics(a.metric, b.metric) || (a.link.name < b.link.name ? -1 : 1))[0]?.link;
}

/** True when all of the destination's traffic goes over links that are known and up. */
function isOnGoodLinks(remote: string, { backbone, ownHops, standings }: World): boolean {
  const { transit, spokes } = ownHops[remote] ?? { transit: [], spokes: [] };
  const isKnown = (link: string) => backbone.links.some(({ name }) => name === link);
  return [...transit, ...spokes].every((link) => isKnown(link) && !standings.has(link));
}

/** The shortest path leads through a site apart. */
function wayThroughApart(remote: string, shortest: Way, world: World): Way {
  const isLostNow = STEERED_TABLES.some((table) => isLost(fateOf(world, remote, table)));
  if (!isLostNow) return isOnGoodLinks(remote, world) ? { kind: 'stands' } : shortest;
  const link = rescue(remote, world);
  return link ? { kind: 'link', link: link.name } : shortest;
}

export function waysNow(world: World, apart = sitesApart(world)): Ways {
  const { backbone, routing, standings } = world;
  const shortest = shortestWays(backbone, routing.site, standings);
  if (apart.size === 0) return shortest;
  return new Map(
    [...shortest].map(([remote, way]) => [
      remote,
      leadsThrough(apart, remote, world) ? wayThroughApart(remote, way, world) : way,
    ]),
  );
}
