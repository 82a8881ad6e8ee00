// Pure: shortest paths over costed links. A drained link is not removed from the graph but costs more than any path of
// working ones, and a link that looks down more than any drained one, so that a last path stays in use by construction
// (as with OSPF max-metric, RFC 6987).

import type { Backbone, BackboneLink } from './backbone';

/** How far a link may be trusted with traffic. */
export type Standing = 'up' | 'drained' | 'down';

/** Standings by link name; a link that is not named is up. */
export type Standings = ReadonlyMap<string, Standing>;

/** Length of a path, compared field by field: links that are down on it, drained links, cost, number of links. */
export type Metric = readonly [down: number, drained: number, cost: number, links: number];

const ORIGIN: Metric = [0, 0, 0, 0];

export function compareMetrics(a: Metric, b: Metric): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
}

function extend(path: Metric, link: BackboneLink, standing: Standing): Metric {
  return [
    path[0] + (standing === 'down' ? 1 : 0),
    path[1] + (standing === 'drained' ? 1 : 0),
    path[2] + link.cost,
    path[3] + 1,
  ];
}

/** The other site of a link. */
export function farSite(link: BackboneLink, site: string): string {
  return link.between[0] === site ? link.between[1] : link.between[0];
}

interface Graph {
  readonly linksAt: ReadonlyMap<string, readonly BackboneLink[]>;
  /** Sites that may carry other sites' traffic. */
  readonly transit: ReadonlySet<string>;
}

const graphs = new WeakMap<Backbone, Graph>();

function graphOf(backbone: Backbone): Graph {
  const known = graphs.get(backbone);
  if (known) return known;
  const linksAt = new Map<string, BackboneLink[]>(backbone.sites.map((site) => [site.name, []]));
  for (const link of backbone.links) for (const site of link.between) linksAt.get(site)?.push(link);
  const transit = new Set(backbone.sites.filter((site) => site.kind === 'aws').map((site) => site.name));
  const graph = { linksAt, transit };
  graphs.set(backbone, graph);
  return graph;
}

/** The best path found so far to a site: its metric and the link by which it leaves the origin. */
interface Label {
  readonly metric: Metric;
  readonly first?: BackboneLink;
}

/** Ties are broken by the name of the first link, so that every site and every run chooses alike. */
function better(candidate: Label, known: Label | undefined): boolean {
  if (!known) return true;
  const order = compareMetrics(candidate.metric, known.metric);
  return order < 0 || (order === 0 && (candidate.first?.name ?? '') < (known.first?.name ?? ''));
}

function nearest(open: ReadonlyMap<string, Label>): [string, Label] | undefined {
  let best: [string, Label] | undefined;
  for (const entry of open) if (!best || compareMetrics(entry[1].metric, best[1].metric) < 0) best = entry;
  return best;
}

/** Dijkstra from one site. Every link lengthens a path (it counts links too), so a settled label is final. */
function labelsFrom(backbone: Backbone, from: string, standings: Standings): ReadonlyMap<string, Label> {
  const { linksAt, transit } = graphOf(backbone);
  const settled = new Map<string, Label>();
  const open = new Map<string, Label>([[from, { metric: ORIGIN }]]);
  for (let next = nearest(open); next; next = nearest(open)) {
    const [site, label] = next;
    open.delete(site);
    settled.set(site, label);
    if (site !== from && !transit.has(site)) continue;
    for (const link of linksAt.get(site) ?? []) {
      const far = farSite(link, site);
      if (settled.has(far)) continue;
      const metric = extend(label.metric, link, standings.get(link.name) ?? 'up');
      const candidate = { metric, first: label.first ?? link };
      if (better(candidate, open.get(far))) open.set(far, candidate);
    }
  }
  settled.delete(from);
  return settled;
}

/**
 * The link by which traffic from a site leaves toward each site it can reach, in the order of distance. Every site that
 * computes this from the same standings chooses a next hop that is strictly nearer, so following them never loops.
 */
export function nextHops(
  backbone: Backbone,
  from: string,
  standings: Standings = new Map(),
): ReadonlyMap<string, BackboneLink> {
  const hops = new Map<string, BackboneLink>();
  for (const [site, label] of labelsFrom(backbone, from, standings)) if (label.first) hops.set(site, label.first);
  return hops;
}

/** The sites to which some path has no link that is down. */
export function workingDestinations(backbone: Backbone, from: string, standings: Standings): ReadonlySet<string> {
  const working = [...labelsFrom(backbone, from, standings)].filter(([, { metric }]) => metric[0] === 0);
  return new Set(working.map(([site]) => site));
}

/** The metric of the shortest path to each site that can be reached. */
export function distances(
  backbone: Backbone,
  from: string,
  standings: Standings = new Map(),
): ReadonlyMap<string, Metric> {
  return new Map([...labelsFrom(backbone, from, standings)].map(([site, label]) => [site, label.metric]));
}
