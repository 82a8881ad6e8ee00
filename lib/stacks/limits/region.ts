// Pure: what a site takes of quotas of its region and of its VPCs, all of which AWS raises.

import { QUOTAS } from '../../net/quotas';
import type { Usage } from '../../topology/limits/usage';
import { probeEnds, probeVpc } from '../../topology/probe-subnets';
import type { AwsSite, Topology } from '../../topology/topology';
import { INTERFACE_SERVICES } from '../endpoint-services';

/** One list for each other site, and for an AWS site one for each of its VPCs. */
function prefixLists({ sites }: Topology, { name: own }: AwsSite): number {
  const others = sites.filter(({ name }) => name !== own);
  return others.reduce((sum, other) => sum + 1 + (other.kind === 'aws' ? other.vpcs.length : 0), 0);
}

/** The local route, every other site, and the own one when it has other VPCs. */
function vpcRoutes({ sites }: Topology, { vpcs }: AwsSite): number {
  return sites.length + (vpcs.length > 1 ? 1 : 0);
}

export function regionUsages(topology: Topology, site: AwsSite): readonly Usage[] {
  const { name } = site;
  const responders = probeEnds(topology, site).filter(({ far }) => far).length;
  const probed = probeVpc(site)?.name;
  const shared = probed !== undefined && site.controller?.vpc === probed ? INTERFACE_SERVICES.length : 0;
  return [
    {
      quota: QUOTAS.prefixListsOfRegion,
      path: ['sites', name, 'region'],
      who: `the region of ${name}`,
      count: prefixLists(topology, site),
      fix: 'have fewer VPCs in the other sites',
    },
    {
      quota: QUOTAS.routesOfVpcTable,
      path: ['sites', name, 'vpcs'],
      who: `each table of the VPCs of ${name}`,
      count: vpcRoutes(topology, site),
      fix: 'have fewer sites',
    },
    {
      quota: QUOTAS.endpointsOfVpc,
      path: ['sites', name, 'vpcs', probed ?? ''],
      who: `the VPC of ${name} that holds the probe subnets`,
      count: responders + shared,
      fix: `end some links at another site than ${name}`,
    },
  ];
}
