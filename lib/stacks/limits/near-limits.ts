// Pure: quotas of AWS that a valid topology takes most of, or more of than AWS gives without being asked. It is said before
// anything is deployed; what AWS never gives is an error of the topology file already.

import type { Issue } from '../../net/issue';
import { isNear, isOver } from '../../net/quotas';
import { toBackbone } from '../../topology/backbone';
import { fixedUsages } from '../../topology/limits/fixed-usages';
import { type Usage, usageTexts } from '../../topology/limits/usage';
import type { AwsSite, Topology } from '../../topology/topology';
import { gatewayUsages } from './gateway';
import { regionUsages } from './region';

function usagesOf(topology: Topology): readonly Usage[] {
  const backbone = toBackbone(topology);
  const sites = topology.sites.filter((site): site is AwsSite => site.kind === 'aws');
  return [
    ...fixedUsages(topology),
    ...sites.flatMap((site) => [...gatewayUsages(topology, backbone, site), ...regionUsages(topology, site)]),
  ];
}

export function nearLimits(topology: Topology): readonly Issue[] {
  return usagesOf(topology)
    .filter(isNear)
    .map((usage) => ({
      code: isOver(usage) ? 'stacks-limit-default' : 'stacks-limit-near',
      path: usage.path,
      ...usageTexts(usage),
    }));
}
