// Networks built straight from a backbone, with the baseline that the stacks would give it: for tests of what forwards
// and what steers, in their thousands. It shares no code with the stacks.

import { type Prefix, prefix } from '../../lib/net/prefix';
import type { Backbone } from '../../lib/routing/backbone';
import type { GatewayRoute, Network } from '../../lib/routing/network';
import { nextHops } from '../../lib/routing/shortest-paths';
import { steeringPrefixes } from '../../lib/routing/steering';

function route(to: Prefix, origin: GatewayRoute['origin'], attachment: string): GatewayRoute {
  return { prefix: to, origin, target: { kind: 'attachment', attachment }, source: `${origin} ${to.text}` };
}

/** Only AWS sites and peerings; one VPC per specific. */
export function networkOf(backbone: Backbone): Network {
  const sites = backbone.sites.filter((site) => site.kind === 'aws');
  const links = backbone.links.filter((link) => link.kind === 'transit-gateway-peering');
  const local = (site: string) =>
    (sites.find((s) => s.name === site)?.specifics ?? []).map((cidr, i) => route(prefix(cidr), 'vpc', `vpc-${i}`));
  const baseline = (site: string) =>
    [...nextHops(backbone, site)].flatMap(([remote, link]) => {
      const to = sites.find((s) => s.name === remote);
      return to ? [route(prefix(to.aggregate), 'static', link.name)] : [];
    });
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
    tables: sites.flatMap(({ name: site }) =>
      ['spokes', 'transit'].map((name) => ({
        id: `${site}/${name}`,
        name,
        gateway: site,
        routes: [...local(site), ...baseline(site)],
      })),
    ),
    attachments: sites.flatMap(({ name: site, specifics }) => [
      ...specifics.map((_, i) => ({
        id: `vpc-${i}`,
        gateway: site,
        to: { kind: 'vpc' as const, vpc: `${site}/vpc-${i}` },
        table: `${site}/spokes`,
      })),
      ...links
        .filter((link) => link.between.includes(site))
        .map(({ name }) => ({
          id: name,
          gateway: site,
          to: { kind: 'link' as const, link: name },
          table: `${site}/transit`,
        })),
    ]),
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
    links: links.map(({ name, between: [a, b] }) => ({
      name,
      ends: [
        { gateway: a, attachment: name },
        { gateway: b, attachment: name },
      ],
    })),
    prefixLists: sites.flatMap(({ name: site }) =>
      sites
        .filter((remote) => remote.name !== site)
        .map((remote) => ({
          id: `${site}/to-${remote.name}`,
          site,
          steers: remote.name,
          entries: steeringPrefixes(remote.specifics),
        })),
    ),
  };
}
