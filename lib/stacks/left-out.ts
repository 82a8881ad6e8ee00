// Pure: what a valid topology asks for and the stacks leave out, although they build the rest. Nothing in it makes a path
// look redundant that is not, so it is said and not refused.

import type { Issue } from '../net/issue';
import { probeVpc } from '../topology/probe-subnets';
import type { Site, Topology } from '../topology/topology';

/** In the order of the file format. */
export function leftOut(topology: Topology): readonly Issue[] {
  return [
    ...unshared(topology),
    ...unprobedSites(topology),
    ...unprobedLinks(topology),
    ...sitesWithoutNames(topology),
  ];
}

/** Opening a gateway to others is for its owner to do. */
function unshared({ sites, shareWith }: Topology): readonly Issue[] {
  if (shareWith.length === 0) return [];
  return sites.flatMap((site): readonly Issue[] => {
    if (site.kind !== 'aws' || site.transitGatewayId === undefined) return [];
    return [
      {
        code: 'stacks-existing-not-shared',
        path: ['sites', site.name, 'transitGatewayId'],
        problem: `the existing gateway ${site.transitGatewayId} is not shared with shareWith`,
        got: site.transitGatewayId,
        allowed: 'gateways that detour makes are shared',
        fix: 'let its owner share it, where that is wanted',
      },
    ];
  });
}

/** Records follow what a site's controller says, and a site without links has none. */
function sitesWithoutNames({ sites, links, services }: Topology): readonly Issue[] {
  if (services.length === 0) return [];
  return sites
    .filter(({ kind, name }) => kind === 'aws' && !links.some(({ between }) => between.includes(name)))
    .map(({ name }) => ({
      code: 'stacks-no-records',
      path: ['sites', name],
      problem: `the VPCs of ${name} get no failover records, because no link leads there`,
      got: 'no link',
      allowed: 'records are made at sites that links lead to',
      fix: `add a link to ${name}, or have nothing there ask for the names of services`,
    }));
}

/** Probe subnets go into a VPC that Detour makes, and into nobody else's. */
function isUnprobed(site: Site): boolean {
  return site.kind === 'aws' && probeVpc(site) === undefined;
}

function unprobedSites({ sites, links }: Topology): readonly Issue[] {
  return sites
    .filter(isUnprobed)
    .filter(({ name }) => links.some(({ between }) => between.includes(name)))
    .map(({ name }) => ({
      code: 'stacks-unprobed',
      path: ['sites', name, 'vpcs'],
      problem: `links of ${name} are not probed, because all of its VPCs exist already`,
      got: 'existing VPCs only',
      allowed: 'probe subnets go into a VPC that detour makes',
      fix: `add a VPC to ${name} that detour makes, of a /24 or shorter`,
    }));
}

/** Detour makes nothing on premises that could answer. Nothing more is said where there is no room to ask from either. */
function unprobedLinks({ sites, links }: Topology): readonly Issue[] {
  const silent = new Set(sites.filter(isUnprobed).map(({ name }) => name));
  return links
    .filter((link) => link.kind !== 'transit-gateway-peering' && link.probe === undefined)
    .filter(({ between }) => !between.some((site) => silent.has(site)))
    .map(({ name }) => ({
      code: 'stacks-link-unprobed',
      path: ['links', name],
      problem: `${name} is not probed, so that a fault which BGP does not notice is not seen on it`,
      got: 'no probe',
      allowed: 'an address of its own on premises that answers TCP',
      fix: 'write such an address as target of the probe of the link',
    }));
}
