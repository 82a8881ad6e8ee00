// Networks built straight from a backbone, with the baseline that the stacks would give it: for tests of what forwards
// and what steers, in their thousands. It shares no code with the stacks.

import { type Prefix, prefix } from '../../lib/net/prefix';
import type { Backbone, BackboneLink, BackboneSite } from '../../lib/routing/backbone';
import type { GatewayRoute, GatewayTable, Network, Router, Session } from '../../lib/routing/network';
import { pathLengths, routerPreferences } from '../../lib/routing/premises';
import { farSite, nextHops, type Standings } from '../../lib/routing/shortest-paths';
import { steeringPrefixes } from '../../lib/routing/steering';

function route(to: Prefix, origin: GatewayRoute['origin'], attachment: string): GatewayRoute {
  return { prefix: to, origin, target: { kind: 'attachment', attachment }, source: `${origin} ${to.text}` };
}

function isPeering(link: BackboneLink): boolean {
  return link.kind === 'transit-gateway-peering';
}

function localRoutes({ specifics }: BackboneSite): readonly GatewayRoute[] {
  return specifics.map((cidr, i) => route(prefix(cidr), 'vpc', `vpc-${i}`));
}

/** A static route for the aggregate of each other AWS site, over the cheapest path. */
function towardAws(backbone: Backbone, { name }: BackboneSite): readonly GatewayRoute[] {
  const hops = nextHops(backbone, name);
  return backbone.sites.flatMap((remote) => {
    const link = hops.get(remote.name);
    return link && remote.kind === 'aws' ? [route(prefix(remote.aggregate), 'static', link.name)] : [];
  });
}

/**
 * A static route for the aggregate of each on-prem site over peerings: in both tables where the site has no BGP link of
 * its own to it, else in `spokes` only and beneath what BGP brings (split horizon).
 */
function towardPremises(backbone: Backbone, { name }: BackboneSite, table: string): readonly GatewayRoute[] {
  return backbone.sites.flatMap((remote) => {
    if (remote.kind !== 'on-prem') return [];
    const own = backbone.links.filter(({ between }) => between.includes(name) && between.includes(remote.name));
    if (own.length > 0 && table !== 'spokes') return [];
    const standings: Standings = new Map(own.map((link) => [link.name, 'down']));
    const link = nextHops(backbone, name, standings).get(remote.name);
    return link && isPeering(link) ? [route(prefix(remote.aggregate), 'static', link.name)] : [];
  });
}

function tablesOf(backbone: Backbone, site: BackboneSite): readonly GatewayTable[] {
  const table = (name: string, routes: readonly GatewayRoute[]) => ({
    id: `${site.name}/${name}`,
    name,
    gateway: site.name,
    routes,
  });
  const aws = [...localRoutes(site), ...towardAws(backbone, site)];
  const vpns = backbone.links.filter((l) => l.kind === 'site-to-site-vpn' && l.between.includes(site.name));
  return [
    ...['spokes', 'transit'].map((name) => table(name, [...aws, ...towardPremises(backbone, site, name)])),
    ...vpns.map((vpn) => table(`edge-${vpn.name}`, aws)),
  ];
}

function attachmentsOf(backbone: Backbone, site: BackboneSite): Network['attachments'] {
  const vpcs = site.specifics.map((_, i) => ({
    id: `vpc-${i}`,
    gateway: site.name,
    to: { kind: 'vpc' as const, vpc: `${site.name}/vpc-${i}` },
    table: `${site.name}/spokes`,
  }));
  const links = backbone.links
    .filter((link) => link.between.includes(site.name))
    .map(({ name, kind }) => ({
      id: name,
      gateway: site.name,
      to: { kind: 'link' as const, link: name },
      table: `${site.name}/${kind === 'site-to-site-vpn' ? `edge-${name}` : 'transit'}`,
    }));
  return [...vpcs, ...links];
}

function routerOf(backbone: Backbone, { name, aggregate, specifics }: BackboneSite): Router {
  const preferences = routerPreferences(backbone, name);
  const announces = specifics.map(prefix);
  return { id: `${name}/router`, site: name, cidrs: [prefix(aggregate)], announces, preferences, routes: [] };
}

function sessionsOf(backbone: Backbone, premises: BackboneSite): readonly Session[] {
  const lengths = pathLengths(backbone, premises.name);
  return backbone.links
    .filter(({ between }) => between.includes(premises.name))
    .map((link): Session => {
      const gateway = farSite(link, premises.name);
      const own = backbone.sites.find(({ name }) => name === gateway)?.specifics ?? [];
      const aggregates = backbone.sites.filter(({ kind }) => kind === 'aws').map((site) => site.aggregate);
      return {
        link: link.name,
        router: `${premises.name}/router`,
        gateway,
        attachment: link.name,
        origin: link.kind === 'direct-connect' ? 'direct-connect' : 'vpn',
        advertises:
          link.kind === 'direct-connect'
            ? { kind: 'prefixes', prefixes: [...own, ...aggregates].map(prefix) }
            : { kind: 'table' },
        propagatesTo: [`${gateway}/spokes`, `${gateway}/transit`],
        pathLength: lengths.get(link.name) ?? 0,
      };
    });
}

const known = new WeakMap<Backbone, Network>();

/** One VPC per specific of an AWS site; one router per on-prem site. The same value for the same backbone. */
export function networkOf(backbone: Backbone): Network {
  const network = known.get(backbone) ?? builtFrom(backbone);
  known.set(backbone, network);
  return network;
}

function builtFrom(backbone: Backbone): Network {
  const sites = backbone.sites.filter((site) => site.kind === 'aws');
  const premises = backbone.sites.filter((site) => site.kind === 'on-prem');
  const isOnPrem = new Set(premises.map(({ name }) => name));
  const end = (site: string, link: string) =>
    isOnPrem.has(site) ? { router: `${site}/router` } : { gateway: site, attachment: link };
  const vpcs = sites.flatMap((site) =>
    site.specifics.map((cidr, i) => ({
      id: `${site.name}/vpc-${i}`,
      name: `vpc-${i}`,
      site: site.name,
      cidrs: [prefix(cidr)],
    })),
  );
  return {
    gateways: sites.map(({ name }) => ({ id: name, site: name })),
    tables: sites.flatMap((site) => tablesOf(backbone, site)),
    attachments: sites.flatMap((site) => attachmentsOf(backbone, site)),
    vpcs,
    vpcTables: vpcs.map(({ id, site, cidrs }) => ({
      id: `${id}/table`,
      vpc: id,
      workload: true,
      routes: [
        ...cidrs.map((cidr) => ({ prefix: cidr, target: { kind: 'local' as const }, source: 'local' })),
        { prefix: prefix('10.0.0.0/8'), target: { kind: 'gateway' as const, gateway: site }, source: 'default' },
      ],
    })),
    links: backbone.links.map(({ name, between: [a, b] }) => ({ name, ends: [end(a, name), end(b, name)] as const })),
    prefixLists: sites.flatMap(({ name: site }) =>
      backbone.sites
        .filter((remote) => remote.name !== site)
        .map((remote) => ({
          id: `${site}/to-${remote.name}`,
          site,
          steers: remote.name,
          entries: steeringPrefixes(remote.specifics),
        })),
    ),
    routers: premises.map((site) => routerOf(backbone, site)),
    sessions: premises.flatMap((site) => sessionsOf(backbone, site)),
  };
}
