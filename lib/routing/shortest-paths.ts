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
  readonly named: ReadonlyMap<string, BackboneLink>;
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
  const named = new Map(backbone.links.map((link) => [link.name, link]));
  const graph = { named, linksAt, transit };
  graphs.set(backbone, graph);
  return graph;
}

/** The links of a site, in the order of the backbone's. */
export function linksAt(backbone: Backbone, site: string): readonly BackboneLink[] {
  return graphOf(backbone).linksAt.get(site) ?? [];
}

export function linkNamed(backbone: Backbone, name: string): BackboneLink | undefined {
  return graphOf(backbone).named.get(name);
}

/** The best path found so far to a site: its metric, and the links by which it leaves the origin and enters the site. */
interface Label {
  readonly site: string;
  readonly metric: Metric;
  readonly first?: BackboneLink;
  readonly last?: BackboneLink;
}

/** Ties are broken by the name of the first link, so that every site and every run chooses alike. */
function better(candidate: Label, known: Label | undefined): boolean {
  if (!known) return true;
  const order = compareMetrics(candidate.metric, known.metric);
  return order < 0 || (order === 0 && (candidate.first?.name ?? '') < (known.first?.name ?? ''));
}

function nearest(open: ReadonlyMap<string, Label>): Label | undefined {
  let best: Label | undefined;
  for (const label of open.values()) if (!best || compareMetrics(label.metric, best.metric) < 0) best = label;
  return best;
}

/** What is known of the shortest paths from a site, in the order of distance; what is read from it is read once. */
interface Paths {
  readonly labels: ReadonlyMap<string, Label>;
  hops?: ReadonlyMap<string, BackboneLink>;
  links?: ReadonlySet<string>;
  working?: ReadonlySet<string>;
}

/** Dijkstra from one site. Every link lengthens a path (it counts links too), so a settled label is final. */
function search(backbone: Backbone, from: string, standings: Standings): Paths {
  const { linksAt, transit } = graphOf(backbone);
  const settled = new Map<string, Label>();
  const open = new Map<string, Label>([[from, { site: from, metric: ORIGIN }]]);
  for (let label = nearest(open); label; label = nearest(open)) {
    const { site } = label;
    open.delete(site);
    settled.set(site, label);
    if (site !== from && !transit.has(site)) continue;
    for (const link of linksAt.get(site) ?? []) {
      const far = farSite(link, site);
      if (settled.has(far)) continue;
      const metric = extend(label.metric, link, standings.get(link.name) ?? 'up');
      const candidate = { site: far, metric, first: label.first ?? link, last: link };
      if (better(candidate, open.get(far))) open.set(far, candidate);
    }
  }
  settled.delete(from);
  return { labels: settled };
}

const NO_STANDINGS: Standings = new Map();

const searched = new WeakMap<Backbone, WeakMap<Standings, Map<string, Paths>>>();

/** The same values are asked for by many. */
function pathsFrom(backbone: Backbone, from: string, standings: Standings): Paths {
  const ofBackbone = searched.get(backbone) ?? new WeakMap<Standings, Map<string, Paths>>();
  searched.set(backbone, ofBackbone);
  const known = ofBackbone.get(standings) ?? new Map<string, Paths>();
  ofBackbone.set(standings, known);
  const paths = known.get(from) ?? search(backbone, from, standings);
  known.set(from, paths);
  return paths;
}

function firstLinks(labels: Paths['labels']): ReadonlyMap<string, BackboneLink> {
  const hops = new Map<string, BackboneLink>();
  for (const [site, { first }] of labels) if (first) hops.set(site, first);
  return hops;
}

function lastLinks(labels: Paths['labels']): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { last } of labels.values()) if (last) names.add(last.name);
  return names;
}

function reachedUnbroken(labels: Paths['labels']): ReadonlySet<string> {
  const sites = new Set<string>();
  for (const [site, { metric }] of labels) if (metric[0] === 0) sites.add(site);
  return sites;
}

/**
 * The link by which traffic from a site leaves toward each site it can reach, in the order of distance. Every site that
 * computes this from the same standings chooses a next hop that is strictly nearer, so following them never loops.
 */
export function nextHops(
  backbone: Backbone,
  from: string,
  standings: Standings = NO_STANDINGS,
): ReadonlyMap<string, BackboneLink> {
  const paths = pathsFrom(backbone, from, standings);
  paths.hops ??= firstLinks(paths.labels);
  return paths.hops;
}

/**
 * The links of all shortest paths from a site, as they are chosen. That another link stands worse changes none of the
 * site's next hops and distances: the paths chosen avoid it, and those that use it only get longer.
 */
export function usedLinks(backbone: Backbone, from: string, standings: Standings): ReadonlySet<string> {
  const paths = pathsFrom(backbone, from, standings);
  paths.links ??= lastLinks(paths.labels);
  return paths.links;
}

/** The sites to which some path has no link that is down. */
export function workingDestinations(backbone: Backbone, from: string, standings: Standings): ReadonlySet<string> {
  const paths = pathsFrom(backbone, from, standings);
  paths.working ??= reachedUnbroken(paths.labels);
  return paths.working;
}

/** The metric of the shortest path to each site that can be reached. */
export function distances(
  backbone: Backbone,
  from: string,
  standings: Standings = NO_STANDINGS,
): ReadonlyMap<string, Metric> {
  return new Map([...pathsFrom(backbone, from, standings).labels].map(([site, label]) => [site, label.metric]));
}
