// Pure: a scenario's traffic as packets of a network: where they start and where they go.

import { type Address, addressAt } from '../net/prefix';
import type { Network, Vpc } from '../routing/network';
import type { PacketFlow } from './packets';
import type { Traffic, TrafficEnd } from './scenario';

/** Offset of a VPC's example host: past the addresses that AWS reserves in its first subnet. */
const HOST = 10n;

function vpcOf(network: Network, { site, vpc }: TrafficEnd): Vpc | undefined {
  return network.vpcs.find((v) => v.site === site && v.name === vpc);
}

function flowFrom(network: Network, from: TrafficEnd, to: TrafficEnd, { packetsPerSecond, name }: Traffic): PacketFlow {
  const source = network.vpcTables.find((table) => table.workload && table.vpc === vpcOf(network, from)?.id);
  const cidr = vpcOf(network, to)?.cidrs[0];
  if (!source || !cidr)
    throw new Error(`${name}: ${from.site}/${from.vpc} or ${to.site}/${to.vpc} is not in the templates`);
  const destination: Address = addressAt(cidr, HOST);
  return {
    name: `${from.site}/${from.vpc} → ${to.site}/${to.vpc}`,
    source: { at: 'vpc-table', table: source.id },
    destination,
    packetsPerSecond,
  };
}

/** Two flows for each entry, there and back. Throws when an end has no VPC or no workload table in the network. */
export function packetFlows(network: Network, traffic: readonly Traffic[]): readonly PacketFlow[] {
  return traffic.flatMap((entry) => {
    const [a, b] = entry.between;
    return [flowFrom(network, a, b, entry), flowFrom(network, b, a, entry)];
  });
}
