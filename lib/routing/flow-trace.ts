// Pure: whole flows, every packet of them. The addresses of a site fall into classes that no table tells apart; one
// packet for each class, from each VPC table where traffic starts, is therefore every packet.

import { type Address, comparePrefixes, contains, type Prefix, width } from '../net/prefix';
import type { Flow } from './backbone';
import type { LinkConditions, Network } from './network';
import { OUTCOMES, type Place, type Trace, trace } from './trace';

/** The first addresses of every class of `outer` that these prefixes tell apart, in order. */
export function addressClasses(outer: Prefix, prefixes: readonly Prefix[]): readonly Address[] {
  const size = (p: Prefix) => 1n << BigInt(width(p.family) - p.length);
  const edges = new Set<bigint>([outer.bits]);
  const end = outer.bits + size(outer);
  for (const inner of prefixes) {
    if (!contains(outer, inner)) continue;
    edges.add(inner.bits);
    if (inner.bits + size(inner) < end) edges.add(inner.bits + size(inner));
  }
  return [...edges].sort((a, b) => (a < b ? -1 : 1)).map((bits) => ({ family: outer.family, bits }));
}

const knownDestinations = new WeakMap<Network, Map<string, readonly Address[]>>();

/** One address for each class of a site's VPCs, given every route of the network. */
function destinationsOf(network: Network, site: string): readonly Address[] {
  const known = knownDestinations.get(network) ?? new Map<string, readonly Address[]>();
  knownDestinations.set(network, known);
  const cached = known.get(site);
  if (cached) return cached;
  const prefixes = [...network.tables, ...network.vpcTables].flatMap(({ routes }) => routes.map((r) => r.prefix));
  const destinations = network.vpcs
    .filter((vpc) => vpc.site === site)
    .flatMap((vpc) => [...vpc.cidrs].sort(comparePrefixes))
    .flatMap((cidr) => addressClasses(cidr, prefixes));
  known.set(site, destinations);
  return destinations;
}

/** Where packets of a site start: the VPC tables of its workloads. */
function sourcesOf(network: Network, site: string): readonly Place[] {
  const vpcs = new Set(network.vpcs.filter((vpc) => vpc.site === site).map((vpc) => vpc.id));
  return network.vpcTables
    .filter((table) => table.workload && vpcs.has(table.vpc))
    .map((table) => ({ at: 'vpc-table', table: table.id }));
}

/** Traces of every class of packet of a flow. Empty when one of its sites has no VPC. */
export function traceFlow(network: Network, conditions: LinkConditions, flow: Flow): readonly Trace[] {
  const destinations = destinationsOf(network, flow.to);
  return sourcesOf(network, flow.from).flatMap((source) =>
    destinations.map((destination) => trace(network, conditions, source, destination)),
  );
}

/** The trace that says how a flow fares: the worst, and among equals the first. */
export function worstTrace(traces: readonly Trace[]): Trace | undefined {
  return traces.reduce<Trace | undefined>(
    (worst, next) => (!worst || OUTCOMES.indexOf(next.outcome) > OUTCOMES.indexOf(worst.outcome) ? next : worst),
    undefined,
  );
}
