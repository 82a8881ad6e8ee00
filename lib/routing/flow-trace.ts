// Pure: whole flows, every packet of them. The addresses of a site fall into classes that no table tells apart; one
// packet for each class, from each VPC table where traffic starts, is therefore every packet.

import { type Address, comparePrefixes, contains, holdsAddress, type Prefix, width } from '../net/prefix';
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
  return [...edges].sort((a, b) => Number(a - b)).map((bits) => ({ family: outer.family, bits }));
}

/** Every prefix that any table or router may hold, whatever the conditions of the links, each once. */
function prefixesOf(network: Network): readonly Prefix[] {
  const tables = [...network.tables, ...network.vpcTables].flatMap(({ routes }) => routes.map((route) => route.prefix));
  const advertised = network.sessions.flatMap(({ advertises }) =>
    advertises.kind === 'prefixes' ? advertises.prefixes : [],
  );
  const routers = network.routers.flatMap(({ announces, mayAnnounce, routes }) => [
    ...announces,
    ...(mayAnnounce?.prefixes ?? []),
    ...routes.map((route) => route.prefix),
  ]);
  return [...new Map([...tables, ...advertised, ...routers].map((each) => [each.text, each])).values()];
}

/** Where a site's packets end: its VPCs and what is announced of it, without what only answers probes. */
function areasOf(network: Network, site: string) {
  const vpcs = network.vpcs.filter((vpc) => vpc.site === site).map(({ cidrs, probes }) => ({ cidrs, probes }));
  const routers = network.routers.filter((router) => router.site === site);
  return [...vpcs, ...routers.map(({ announces, holds, probes }) => ({ cidrs: holds ?? announces, probes }))];
}

/** One address for each class of a site's addresses, as these prefixes tell them apart. */
function destinationsOf(network: Network, site: string, prefixes: readonly Prefix[]): readonly Address[] {
  return areasOf(network, site).flatMap(({ cidrs, probes = [] }) =>
    [...cidrs]
      .sort(comparePrefixes)
      .flatMap((cidr) => addressClasses(cidr, [...prefixes, ...probes]))
      .filter((address) => !probes.some((probe) => holdsAddress(probe, address))),
  );
}

/** Where packets of a site start: the VPC tables of its workloads, or its router. */
function sourcesOf(network: Network, site: string): readonly Place[] {
  const vpcs = new Set(network.vpcs.filter((vpc) => vpc.site === site).map((vpc) => vpc.id));
  const tables = network.vpcTables.filter((table) => table.workload && vpcs.has(table.vpc));
  const routers = network.routers.filter((router) => router.site === site);
  return [
    ...tables.map((table): Place => ({ at: 'vpc-table', table: table.id })),
    ...routers.map((router): Place => ({ at: 'router', router: router.id })),
  ];
}

/** A packet: where it starts, and its destination. */
interface Packet {
  readonly from: Place;
  readonly to: Address;
}

/** One packet for each class of a flow's packets; `more` are prefixes of routes that the network may yet hold. */
export function packetsIn(network: Network, more: readonly Prefix[]): (flow: Flow) => readonly Packet[] {
  const prefixes = [...prefixesOf(network), ...more];
  const known = new Map<string, readonly Address[]>();
  return ({ from, to }) => {
    const destinations = known.get(to) ?? destinationsOf(network, to, prefixes);
    known.set(to, destinations);
    return sourcesOf(network, from).flatMap((source) => destinations.map((address) => ({ from: source, to: address })));
  };
}

const packetsOf = new WeakMap<Network, (flow: Flow) => readonly Packet[]>();

/** Traces of every class of packet of a flow. Empty when one of its sites has neither a VPC nor a router. */
export function traceFlow(network: Network, conditions: LinkConditions, flow: Flow): readonly Trace[] {
  const packets = packetsOf.get(network) ?? packetsIn(network, []);
  packetsOf.set(network, packets);
  return packets(flow).map(({ from, to }) => trace(network, conditions, from, to));
}

/** The trace that says how a flow fares: the worst, and among equals the first. */
export function worstTrace(traces: readonly Trace[]): Trace | undefined {
  return traces.reduce<Trace | undefined>(
    (worst, next) => (!worst || OUTCOMES.indexOf(next.outcome) > OUTCOMES.indexOf(worst.outcome) ? next : worst),
    undefined,
  );
}
