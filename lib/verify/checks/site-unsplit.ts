// Pure: VPCs of one site reach each other over their gateway.

import { packetsIn } from '../../routing/flow-trace';
import { finding } from '../findings';
import { journeyOf } from '../journeys';
import type { Check } from './check';

export const siteUnsplit: Check = ({ declared, network, backbone }) => {
  const packets = packetsIn(network, []);
  return backbone.sites.flatMap(({ name }) => {
    if (!declared || !network.vpcs.some((vpc) => vpc.site === name)) return [];
    const flow = { from: name, to: name };
    const { trace } = journeyOf(network, new Map(), { flow, packets: packets(flow) });
    if (trace.outcome === 'delivered') return [];
    return [
      finding('verify-site-split', {
        message: `the VPCs of site ${name} do not all reach each other: ${trace.hops.at(-1)?.said ?? trace.outcome}`,
        fix: `propagate every VPC of ${name} into its table spokes, and route ${name}'s aggregate to the gateway in every VPC`,
        trace,
      }),
    ];
  });
};
