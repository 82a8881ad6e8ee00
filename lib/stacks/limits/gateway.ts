// Pure: what a site's transit gateway takes of quotas that AWS raises.
//
// Routes are counted as if every override and every announcement stood at once, which no combination of failures exceeds:
//
//   each of spokes and transit   VPCs, baseline, pins, what BGP brings, and MaxEntries of the list of every other site
//   each edge table              VPCs, baseline, its pin, and the steering prefixes of every AWS site

import { QUOTAS } from '../../net/quotas';
import type { Backbone } from '../../routing/backbone';
import { maxEntriesOf } from '../../routing/steering';
import { steeringCount } from '../../topology/limits/prefix-list-entries';
import { gatewayText, type Usage } from '../../topology/limits/usage';
import type { AwsSite, Link, Topology } from '../../topology/topology';
import { baselineOf } from '../baseline';
import { pinsOf } from '../pins';

/** `spokes` and `transit`. */
const STEERED_TABLES = 2;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function linksAt({ links }: Topology, site: string, kind: Link['kind']): readonly Link[] {
  return links.filter((link) => link.kind === kind && link.between.includes(site));
}

/** Prefixes of the VPCs as every table learns them. */
function ownPrefixes({ vpcs, probeCidr }: AwsSite): number {
  return vpcs.length + (probeCidr === undefined ? 0 : 1);
}

/** A prefix that two links bring is counted twice, although a table shows the better one only. */
function learned({ sites, links }: Topology, site: string): number {
  const own = links.filter(({ between }) => between.includes(site));
  const announced = sites.flatMap((other) => (other.kind === 'on-prem' ? [other] : []));
  return sum(
    announced.map(({ name, announces }) => announces.length * own.filter((l) => l.between.includes(name)).length),
  );
}

function routes(topology: Topology, backbone: Backbone, site: AwsSite): number {
  const baseline = baselineOf(backbone, site.name);
  const pins = pinsOf(topology, site);
  const others = topology.sites.filter(({ name }) => name !== site.name);
  const overrides = sum(others.map((remote) => maxEntriesOf(steeringCount(remote))));
  const announced = sum(topology.sites.filter(({ kind }) => kind === 'aws').map(steeringCount));
  const edges = linksAt(topology, site.name, 'site-to-site-vpn').length;
  const steered = STEERED_TABLES * (ownPrefixes(site) + learned(topology, site.name) + overrides);
  const perEdge = ownPrefixes(site) + baseline.edge.length + announced;
  const stated = baseline.spokes.length + baseline.transit.length + pins.spokes.length + pins.transit.length;
  return steered + stated + pins.edge.size + edges * perEdge;
}

export function gatewayUsages(topology: Topology, backbone: Backbone, site: AwsSite): readonly Usage[] {
  const path = ['sites', site.name];
  const who = gatewayText(site);
  const vpns = linksAt(topology, site.name, 'site-to-site-vpn').length;
  const peerings = linksAt(topology, site.name, 'transit-gateway-peering').length;
  return [
    { quota: QUOTAS.tablesOfGateway, path, who, count: STEERED_TABLES + vpns, fix: 'end some VPNs at another site' },
    { quota: QUOTAS.peeringsOfGateway, path, who, count: peerings, fix: 'have fewer peerings there' },
    {
      quota: QUOTAS.routesOfGateway,
      path,
      who: gatewayText(site, 'with traffic to every other site steered at once'),
      count: routes(topology, backbone, site),
      fix: 'have fewer VPCs and announcements in the sites',
    },
  ];
}
