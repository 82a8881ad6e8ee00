// Pure: the network as the sites publish it, as tables, so that the same trace that judges templates judges a plan.
// Only one destination matters at a time, so each table holds one route per specific of that destination. A guard asks
// for many networks that hardly differ; what they have in common is one value, and is indexed once.

import type { Backbone, BackboneSite } from '../routing/backbone';
import type { GatewayRoute, GatewayTable, Network, RouteTarget } from '../routing/network';
import { linksAt } from '../routing/shortest-paths';
import type { PublishedHops } from './database';
import { specificsOf } from './site-prefixes';
import { STEERED_TABLES } from './site-routing';

/** Next hops of every site toward one destination. */
interface HopsToward {
  readonly sites: Pick<ReadonlyMap<string, PublishedHops>, 'get'>;
  /** What arrives over a VPN is looked up in a table of its own: the links it takes from there, by VPN link. */
  readonly edges: ReadonlyMap<string, readonly string[]>;
}

/** As arrival: traffic that is looked up in `transit`, whichever link it came by. */
export const ARRIVAL = '(arrival)';

function targetOf(links: readonly string[]): RouteTarget | undefined {
  const [first] = links;
  if (first === undefined) return undefined;
  if (links.length === 1) return { kind: 'attachment', attachment: first };
  return { kind: 'unknown', why: `its prefixes take different links: ${links.join(', ')}` };
}

/** The id of a site's table in a published network. */
export function tableId(site: string, name: string): string {
  return `${site}/${name}`;
}

/** Where a table is: what of it does not depend on what is published. */
type Shelf = Omit<GatewayTable, 'routes'>;

function shelfOf(site: string, name: string): Shelf {
  return { id: tableId(site, name), name, gateway: site };
}

function routesOf({ gateway: site }: Shelf, remote: BackboneSite, links: readonly string[]): readonly GatewayRoute[] {
  const target = site === remote.name ? ({ kind: 'attachment', attachment: 'vpc' } as const) : targetOf(links);
  if (target === undefined) return [];
  return specificsOf(remote).map((specific) => ({
    prefix: specific,
    origin: 'static',
    target,
    source: `published by ${site}`,
  }));
}

interface Filled {
  readonly links: readonly string[];
  readonly table: GatewayTable;
}

const lastFilled = new WeakMap<BackboneSite, Map<Shelf, Filled>>();

function same(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((link, i) => link === b[i]));
}

/** Tables toward a destination; each is the same value as the last time, unless other links are published for it. */
function filler(remote: BackboneSite): (shelf: Shelf, links: readonly string[]) => GatewayTable {
  const last = lastFilled.get(remote) ?? new Map<Shelf, Filled>();
  lastFilled.set(remote, last);
  return (shelf, links) => {
    const known = last.get(shelf);
    if (known && same(known.links, links)) return known.table;
    const table = { ...shelf, routes: routesOf(shelf, remote, links) };
    last.set(shelf, { links, table });
    return table;
  };
}

/** What nobody publishes: the same for every destination. */
interface Frame {
  readonly sites: readonly SiteFrame[];
  readonly fixed: Omit<Network, 'tables' | 'attachments'>;
  /** For the VPN links that had tables of their own the last time, as one text. */
  attachments?: { readonly edges: string; readonly made: Network['attachments'] };
}

interface SiteFrame {
  readonly site: string;
  readonly spokes: Shelf;
  readonly transit: Shelf;
  /** By the site's links; that of a link is used when traffic that arrives over it is looked up in a table of its own. */
  readonly edges: ReadonlyMap<string, Shelf>;
}

const frames = new WeakMap<Backbone, Frame>();

function siteFrames(backbone: Backbone): readonly SiteFrame[] {
  return backbone.sites.map(({ name: site }) => {
    const edges = new Map(linksAt(backbone, site).map(({ name }) => [name, shelfOf(site, `edge-${name}`)]));
    return { site, spokes: shelfOf(site, 'spokes'), transit: shelfOf(site, 'transit'), edges };
  });
}

function frameOf(backbone: Backbone): Frame {
  const known = frames.get(backbone);
  if (known) return known;
  const fixed = {
    gateways: backbone.sites.map(({ name }) => ({ id: name, site: name })),
    vpcs: backbone.sites.map((s) => ({ id: s.name, name: s.name, site: s.name, cidrs: specificsOf(s) })),
    vpcTables: [],
    links: backbone.links.map(({ name, between: [a, b] }) => ({
      name,
      ends: [
        { gateway: a, attachment: name },
        { gateway: b, attachment: name },
      ] as const,
    })),
    prefixLists: [],
    routers: [],
    sessions: [],
  };
  const frame = { sites: siteFrames(backbone), fixed };
  frames.set(backbone, frame);
  return frame;
}

function attachmentsAt({ site, spokes, transit, edges }: SiteFrame, hops: HopsToward): Network['attachments'] {
  return [
    { id: 'vpc', gateway: site, to: { kind: 'vpc', vpc: site }, table: spokes.id },
    { id: ARRIVAL, gateway: site, to: { kind: 'vpc', vpc: site }, table: transit.id },
    ...[...edges].map(([link, edge]) => ({
      id: link,
      gateway: site,
      to: { kind: 'link', link } as const,
      table: hops.edges.has(link) ? edge.id : transit.id,
    })),
  ];
}

function attachmentsOf(frame: Frame, hops: HopsToward): Network['attachments'] {
  const edges = [...hops.edges.keys()].sort().join(' ');
  if (frame.attachments?.edges === edges) return frame.attachments.made;
  const made = frame.sites.flatMap((site) => attachmentsAt(site, hops));
  frame.attachments = { edges, made };
  return made;
}

const NO_LINKS: readonly string[] = [];

/** Every site as a gateway with one VPC; attachment ids are link names. */
export function publishedNetwork(backbone: Backbone, remote: BackboneSite, hops: HopsToward): Network {
  const frame = frameOf(backbone);
  const fill = filler(remote);
  const tables: GatewayTable[] = [];
  for (const { site, spokes, transit, edges } of frame.sites) {
    const published = hops.sites.get(site);
    tables.push(fill(spokes, published?.spokes ?? NO_LINKS), fill(transit, published?.transit ?? NO_LINKS));
    for (const [link, onward] of hops.edges) {
      const edge = edges.get(link);
      if (edge) tables.push(fill(edge, onward));
    }
  }
  return { ...frame.fixed, tables, attachments: attachmentsOf(frame, hops) };
}

/** The network toward the same destination, had this site published these next hops. */
export function withHopsOf(site: string, hops: PublishedHops, network: Network, remote: BackboneSite): Network {
  const linksIn = new Map(STEERED_TABLES.map((name) => [tableId(site, name), hops[name]]));
  const tables = network.tables.map((table) => {
    const links = linksIn.get(table.id);
    return links === undefined ? table : { ...table, routes: routesOf(table, remote, links) };
  });
  return { ...network, tables };
}
