// Pure: the part of a topology that routing needs.

import { comparePrefixes, prefix } from '../net/prefix';
import type { Backbone, BackboneLink, BackboneSite } from '../routing/backbone';
import { defined } from './tidy';
import type { Link, Site, Topology } from './topology';

export function toBackbone(topology: Topology): Backbone {
  const { name, sites, links, flows, policy } = topology;
  return { name, sites: sites.map(backboneSite), links: links.map(backboneLink), flows, policy };
}

export function backboneSite(site: Site): BackboneSite {
  const stateful = site.kind === 'on-prem' ? site.stateful : undefined;
  return {
    name: site.name,
    kind: site.kind,
    aggregate: site.cidr,
    specifics: specificsOf(site),
    ...defined({ stateful }),
  };
}

/** What the site really uses: its VPC prefixes, or what it announces; in address order. */
function specificsOf(site: Site): readonly string[] {
  const texts = site.kind === 'aws' ? site.vpcs.map((vpc) => vpc.cidr) : site.announces;
  return texts
    .map(prefix)
    .sort(comparePrefixes)
    .map(({ text }) => text);
}

/** What each kind carries, in bytes: jumbo frames on AWS's own paths, and what IPsec leaves of 1500 (aws VPN guide). */
const USUAL_MTU: Readonly<Record<Link['kind'], number>> = {
  'transit-gateway-peering': 8500,
  'direct-connect': 8500,
  'site-to-site-vpn': 1446,
};

function backboneLink(link: Link): BackboneLink {
  const { name, kind, between, cost, sharedRisks, mssClamp, capacityGbps } = link;
  const probeTarget = link.kind === 'transit-gateway-peering' ? undefined : link.probe?.target;
  return {
    name,
    kind,
    between,
    cost,
    sharedRisks,
    mtu: link.mtu ?? USUAL_MTU[kind],
    mtuHandled: mssClamp || link.mtu !== undefined,
    ...defined({ capacityGbps, probeTarget }),
  };
}
