// Pure: the network as the sites publish it, as tables, so that the same trace that judges templates judges a plan.
// Only one destination matters at a time, so each table holds one route per specific of that destination.

import type { Backbone, BackboneSite } from '../routing/backbone';
import type { GatewayRoute, GatewayTable, Network, RouteTarget } from '../routing/network';
import type { PublishedHops } from './database';
import { specificsOf } from './site-prefixes';

/** Next hops of every site toward one destination. */
interface HopsToward {
  readonly sites: ReadonlyMap<string, PublishedHops>;
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

function tableOf(site: string, name: string, remote: BackboneSite, links: readonly string[]): GatewayTable {
  const target = targetOf(links);
  const routes = specificsOf(remote).map(
    (specific): GatewayRoute => ({
      prefix: specific,
      origin: 'static',
      target: site === remote.name ? { kind: 'attachment', attachment: 'vpc' } : (target ?? { kind: 'blackhole' }),
      source: `published by ${site}`,
    }),
  );
  const isEmpty = target === undefined && site !== remote.name;
  return { id: `${site}/${name}`, name, gateway: site, routes: isEmpty ? [] : routes };
}

function attachmentsOf(backbone: Backbone, site: string, { edges }: HopsToward): Network['attachments'] {
  const links = backbone.links.filter((link) => link.between.includes(site));
  return [
    { id: 'vpc', gateway: site, to: { kind: 'vpc', vpc: site }, table: `${site}/spokes` },
    { id: ARRIVAL, gateway: site, to: { kind: 'vpc', vpc: site }, table: `${site}/transit` },
    ...links.map(({ name }) => ({
      id: name,
      gateway: site,
      to: { kind: 'link', link: name } as const,
      table: edges.has(name) ? `${site}/edge-${name}` : `${site}/transit`,
    })),
  ];
}

/** Every site as a gateway with one VPC; attachment ids are link names. */
export function publishedNetwork(backbone: Backbone, remote: BackboneSite, hops: HopsToward): Network {
  const sites = backbone.sites.map(({ name }) => name);
  const linksOf = (site: string, table: 'transit' | 'spokes') => hops.sites.get(site)?.[table] ?? [];
  const edgesAt = (site: string) =>
    backbone.links.filter(({ name, between }) => hops.edges.has(name) && between.includes(site));
  return {
    gateways: sites.map((site) => ({ id: site, site })),
    tables: sites.flatMap((site) => [
      tableOf(site, 'spokes', remote, linksOf(site, 'spokes')),
      tableOf(site, 'transit', remote, linksOf(site, 'transit')),
      ...edgesAt(site).map(({ name }) => tableOf(site, `edge-${name}`, remote, hops.edges.get(name) ?? [])),
    ]),
    attachments: sites.flatMap((site) => attachmentsOf(backbone, site, hops)),
    vpcs: backbone.sites.map((s) => ({ id: s.name, name: s.name, site: s.name, cidrs: specificsOf(s) })),
    vpcTables: [],
    links: backbone.links.map(({ name, between: [a, b] }) => ({
      name,
      ends: [
        { gateway: a, attachment: name },
        { gateway: b, attachment: name },
      ],
    })),
    prefixLists: [],
    routers: [],
    sessions: [],
  };
}
