// Pure: shortest paths over costed links. A drained link is not removed from the graph but costs more than any path of
// working ones, and a link that looks down more than any drained one, so that a last path stays in use by construction
// (as with OSPF max-metric, RFC 6987).

import type { Backbone, BackboneLink } from './backbone';
import { fieldsOf, type Graph, graphOf, type Label, searchFrom } from './path-search';

/** How far a link may be trusted with traffic. */
export type Standing = 'up' | 'drained' | 'down';

/** Standings by link name; a link that is not named is up. */
export type Standings = ReadonlyMap<string, Standing>;

/** Length of a path, compared field by field: links that are down on it, drained links, cost, number of links. */
export type Metric = readonly [down: number, drained: number, cost: number, links: number];

export function compareMetrics(a: Metric, b: Metric): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
}

/** The other site of a link. */
export function farSite(link: BackboneLink, site: string): string {
  return link.between[0] === site ? link.between[1] : link.between[0];
}

interface Indexed {
  readonly graph: Graph;
  readonly named: ReadonlyMap<string, BackboneLink>;
  readonly linksAt: ReadonlyMap<string, readonly BackboneLink[]>;
}

const indexes = new WeakMap<Backbone, Indexed>();

function indexed(backbone: Backbone): Indexed {
  const linksAt = new Map<string, BackboneLink[]>(backbone.sites.map((site) => [site.name, []]));
  for (const link of backbone.links) for (const site of link.between) linksAt.get(site)?.push(link);
  const named = new Map(backbone.links.map((link) => [link.name, link]));
  const index = { graph: graphOf(backbone), named, linksAt };
  indexes.set(backbone, index);
  return index;
}

function indexOf(backbone: Backbone): Indexed {
  return indexes.get(backbone) ?? indexed(backbone);
}

/** The links of a site, in the order of the backbone's. */
export function linksAt(backbone: Backbone, site: string): readonly BackboneLink[] {
  return indexOf(backbone).linksAt.get(site) ?? [];
}

export function linkNamed(backbone: Backbone, name: string): BackboneLink | undefined {
  return indexOf(backbone).named.get(name);
}

/** What is known of the shortest paths from a site, in the order of distance; what is read from it is read once. */
interface Paths {
  readonly labels: readonly Label[];
  hops?: ReadonlyMap<string, BackboneLink>;
  links?: ReadonlySet<string>;
  working?: ReadonlySet<string>;
}

const NO_STANDINGS: Standings = new Map();

const searched = new WeakMap<Backbone, WeakMap<Standings, Map<string, Paths>>>();

/** The same values are asked for by many. */
function pathsFrom(backbone: Backbone, from: string, standings: Standings): Paths {
  const ofBackbone = searched.get(backbone) ?? new WeakMap<Standings, Map<string, Paths>>();
  searched.set(backbone, ofBackbone);
  const known = ofBackbone.get(standings) ?? new Map<string, Paths>();
  ofBackbone.set(standings, known);
  const paths = known.get(from) ?? { labels: searchFrom(indexOf(backbone).graph, from, standings) };
  known.set(from, paths);
  return paths;
}

function firstLinks(labels: Paths['labels']): ReadonlyMap<string, BackboneLink> {
  const hops = new Map<string, BackboneLink>();
  for (const { site, first } of labels) hops.set(site, first.link);
  return hops;
}

function lastLinks(labels: Paths['labels']): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { last } of labels) names.add(last.link.name);
  return names;
}

function reachedUnbroken(labels: Paths['labels']): ReadonlySet<string> {
  const sites = new Set<string>();
  for (const label of labels) if (fieldsOf(label)[0] === 0) sites.add(label.site);
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
  return new Map(pathsFrom(backbone, from, standings).labels.map((label) => [label.site, fieldsOf(label)]));
}
