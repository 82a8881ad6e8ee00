// Pure: a scenario's traffic as packets of a network: where they start and where they go.

import { type Address, addressAt } from '../net/prefix';
import type { Network, Router, Vpc } from '../routing/network';
import type { Place } from '../routing/trace';
import type { PacketFlow } from './packets';
import type { Traffic, TrafficEnd } from './scenario';

/** Offset of an end's example host: in a VPC past the addresses that AWS reserves in its first subnet. */
const HOST = 10n;

function vpcOf(network: Network, { site, vpc }: TrafficEnd): Vpc | undefined {
  return network.vpcs.find((v) => v.site === site && v.name === vpc);
}

function routerOf(network: Network, { site, vpc }: TrafficEnd): Router | undefined {
  return vpc === undefined ? network.routers.find((router) => router.site === site) : undefined;
}

/** Where packets of an end start: a table of its workloads, or its router. */
function sourceOf(network: Network, end: TrafficEnd): Place | undefined {
  const router = routerOf(network, end);
  if (router) return { at: 'router', router: router.id };
  const vpc = vpcOf(network, end)?.id;
  const table = network.vpcTables.find((t) => t.workload && t.vpc === vpc);
  return table && { at: 'vpc-table', table: table.id };
}

function hostOf(network: Network, end: TrafficEnd): Address | undefined {
  const cidr = routerOf(network, end)?.announces[0] ?? vpcOf(network, end)?.cidrs[0];
  return cidr && addressAt(cidr, HOST);
}

function endName({ site, vpc }: TrafficEnd): string {
  return vpc === undefined ? site : `${site}/${vpc}`;
}

function flowFrom(network: Network, from: TrafficEnd, to: TrafficEnd, { packetsPerSecond, name }: Traffic): PacketFlow {
  const [source, destination] = [sourceOf(network, from), hostOf(network, to)];
  if (!source || !destination) throw new Error(`${name}: ${endName(from)} or ${endName(to)} is not in the templates`);
  return { name: `${endName(from)} → ${endName(to)}`, source, destination, packetsPerSecond };
}

/** Two flows for each entry, there and back. Throws when the network has nothing of an end where packets start or go. */
export function packetFlows(network: Network, traffic: readonly Traffic[]): readonly PacketFlow[] {
  return traffic.flatMap((entry) => {
    const [a, b] = entry.between;
    return [flowFrom(network, a, b, entry), flowFrom(network, b, a, entry)];
  });
}
