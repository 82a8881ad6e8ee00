// Pure: the network as the sites publish it, as tables, so that the same trace that judges templates judges a plan.
// Only one destination matters at a time, so each table holds one route per specific of that destination.

import { prefix } from '../net/prefix';
import type { Backbone, BackboneSite } from '../routing/backbone';
import type { GatewayRoute, GatewayTable, Network, RouteTarget } from '../routing/network';
import type { PublishedHops } from './database';

/** Next hops of every site toward one destination. */
type HopsToward = ReadonlyMap<string, PublishedHops>;

function targetOf(links: readonly string[]): RouteTarget | undefined {
  const [first] = links;
  if (first === undefined) return undefined;
  if (links.length === 1) return { kind: 'attachment', attachment: first };
  return { kind: 'unknown', why: `its prefixes take different links: ${links.join(', ')}` };
}

function tableOf(
  site: string,
  name: 'transit' | 'spokes',
  remote: BackboneSite,
  links: readonly string[],
): GatewayTable {
  const target = targetOf(links);
  const routes = remote.specifics.map(
    (specific): GatewayRoute => ({
      prefix: prefix(specific),
      origin: 'static',
      target: site === remote.name ? { kind: 'attachment', attachment: 'vpc' } : (target ?? { kind: 'blackhole' }),
      source: `published by ${site}`,
    }),
  );
  const isEmpty = target === undefined && site !== remote.name;
  return { id: `${site}/${name}`, name, gateway: site, routes: isEmpty ? [] : routes };
}

function attachmentsOf(backbone: Backbone, site: string): Network['attachments'] {
  const links = backbone.links.filter((link) => link.between.includes(site));
  return [
    { id: 'vpc', gateway: site, to: { kind: 'vpc', vpc: site }, table: `${site}/spokes` },
    ...links.map(({ name }) => ({
      id: name,
      gateway: site,
      to: { kind: 'link', link: name } as const,
      table: `${site}/transit`,
    })),
  ];
}

/** Every site as a gateway with one VPC; attachment ids are link names. */
export function publishedNetwork(backbone: Backbone, remote: BackboneSite, hops: HopsToward): Network {
  const sites = backbone.sites.map(({ name }) => name);
  const linksOf = (site: string, table: 'transit' | 'spokes') => hops.get(site)?.[table] ?? [];
  return {
    gateways: sites.map((site) => ({ id: site, site })),
    tables: sites.flatMap((site) => [
      tableOf(site, 'spokes', remote, linksOf(site, 'spokes')),
      tableOf(site, 'transit', remote, linksOf(site, 'transit')),
    ]),
    attachments: sites.flatMap((site) => attachmentsOf(backbone, site)),
    vpcs: backbone.sites.map((s) => ({ id: s.name, name: s.name, site: s.name, cidrs: s.specifics.map(prefix) })),
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
