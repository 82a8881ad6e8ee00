// Pure: how an on-prem router is asked to choose, from the topology alone: which link it prefers for which site's
// prefixes, and how it lengthens AS paths so that AWS sites choose alike. `router-config` writes this down for real
// routers, and the forwarding model takes it for granted.

import { prefix } from '../net/prefix';
import type { Backbone, BackboneLink } from './backbone';
import type { RouterPreference } from './network';
import { compareMetrics, distances, farSite, type Metric } from './shortest-paths';

/** No two links of a backbone have the same name. */
function compareNames(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function bgpLinksOf(backbone: Backbone, premises: string): readonly BackboneLink[] {
  return backbone.links.filter(({ between }) => between.includes(premises));
}

/** Length of the whole way to a site by way of this link, which itself counts only by its cost; undefined when it does not lead there. */
function lengthBy(backbone: Backbone, link: BackboneLink, premises: string, site: string): Metric | undefined {
  const entry = farSite(link, premises);
  const beyond = entry === site ? ([0, 0, 0, 0] as const) : distances(backbone, entry).get(site);
  return beyond && [beyond[0], beyond[1], beyond[2] + link.cost, beyond[3]];
}

/**
 * For each AWS site, the links of the premises that lead to it, the shortest whole way first; ties in the order of link
 * names. The first is the one that the shortest path takes, so that the router's choice and the healthy metric agree.
 */
export function routerPreferences(backbone: Backbone, premises: string): readonly RouterPreference[] {
  return backbone.sites
    .filter(({ kind }) => kind === 'aws')
    .map((site) => {
      const ways = bgpLinksOf(backbone, premises).flatMap((link) => {
        const metric = lengthBy(backbone, link, premises, site.name);
        return metric ? [{ link: link.name, metric }] : [];
      });
      ways.sort((a, b) => compareMetrics(a.metric, b.metric) || compareNames(a.link, b.link));
      return { area: prefix(site.aggregate), links: ways.map(({ link }) => link) };
    });
}

/**
 * How often the premises' own AS stands on the path of what they announce over each of their links: once on the
 * cheapest, once more on each that costs more (ties in the order of names), so that no two are equal.
 */
export function pathLengths(backbone: Backbone, premises: string): ReadonlyMap<string, number> {
  const links = [...bgpLinksOf(backbone, premises)].sort((a, b) => a.cost - b.cost || compareNames(a.name, b.name));
  return new Map(links.map(({ name }, i) => [name, i + 1]));
}
