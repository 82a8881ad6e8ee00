// Pure: what becomes of a packet inside a VPC: in its route tables, in the appliances that they lead through, and where it
// arrives.

import { type Address, holdsAddress, prefix } from '../net/prefix';
import { matchVpcRoute } from './lookup';
import type { Appliance, VpcTarget } from './network';
import type { NetworkIndex } from './network-index';
import type { Hop, Outcome, Place, Step } from './trace';

export function end(hop: Hop, outcome: Exclude<Outcome, 'loop'>): Step {
  return { kind: 'end', hop, outcome };
}

/** On to the first of these places, or to any of the others; an end that is unknown when there is none. */
export function forward(hop: Hop, [next, ...others]: readonly Place[]): Step {
  if (!next) return end(hop, 'unknown');
  return others.length === 0 ? { kind: 'forward', hop, next } : { kind: 'forward', hop, next, others };
}

/** A hop of which is not said yet what happens there. */
export type Unsaid = Omit<Hop, 'said'>;

/** In a route table of the VPC in which the packet starts, or by which it goes on. */
export function atVpcTable(index: NetworkIndex, place: Place & { at: 'vpc-table' }, destination: Address): Step {
  const table = index.vpcTables.get(place.table);
  if (!table) return end({ place, said: 'there is no such VPC route table' }, 'unknown');
  const route = matchVpcRoute(table.routes, destination);
  if (!route) return end({ place, table: table.id, said: 'no route matches' }, 'no-path');
  const matched = { prefix: route.prefix.text, origin: 'vpc-route', source: route.source };
  return fromVpc(index, table.vpc, { place, table: table.id, matched }, route.target, destination);
}

function fromVpc(index: NetworkIndex, vpc: string, hop: Unsaid, target: VpcTarget, destination: Address): Step {
  switch (target.kind) {
    case 'local':
      return end({ ...hop, said: 'stays in the VPC' }, 'delivered');
    case 'blackhole':
      return end({ ...hop, said: 'is dropped by a blackhole route' }, 'blackhole');
    case 'unknown':
      return end({ ...hop, said: target.why }, 'unknown');
    case 'internet':
      return toInternet(hop, target.by, destination);
    case 'appliance': {
      const { appliance } = target;
      return {
        kind: 'forward',
        hop: { ...hop, said: `goes through ${appliance}` },
        next: { at: 'appliance', appliance },
      };
    }
    case 'gateway': {
      const { gateway } = target;
      const attachment = index.vpcAttachments.get(`${gateway} ${vpc}`);
      if (!attachment) return end({ ...hop, said: 'the VPC is not attached to the gateway of this route' }, 'no-path');
      const next: Place = { at: 'gateway', gateway, arrivedBy: attachment.id };
      return { kind: 'forward', hop: { ...hop, said: 'goes to the transit gateway' }, next };
    }
  }
}

/** Addresses that the internet does not carry (RFC 1918, 3927, 4193, 6598). */
const PRIVATE = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].map(
  prefix,
);

function toInternet(hop: Unsaid, by: string, destination: Address): Step {
  if (PRIVATE.some((area) => holdsAddress(area, destination)))
    return end({ ...hop, said: `goes to ${by}, and the internet carries no private addresses` }, 'no-path');
  return end({ ...hop, said: `goes to ${by}, and where the internet takes it is not known` }, 'unknown');
}

const SAID: Readonly<Record<Appliance['kind'], string>> = {
  firewall: 'passes a firewall',
  'load-balanced': 'passes what is behind a Gateway Load Balancer endpoint',
  instance: 'passes an instance',
  nat: 'passes a NAT gateway, which replaces its source',
};

/** An appliance hands a packet on in its own subnets. It keeps the state of connections. */
export function atAppliance(index: NetworkIndex, place: Place & { at: 'appliance' }): Step {
  const appliance = index.appliances.get(place.appliance);
  if (!appliance) return end({ place, said: 'there is no such appliance' }, 'unknown');
  const { id, kind, tables } = appliance;
  if (tables.length === 0) return end({ place, said: 'in which subnets it comes out is not known' }, 'unknown');
  return forward(
    { place, stateful: id, said: SAID[kind] },
    tables.map((table): Place => ({ at: 'vpc-table', table })),
  );
}

/** True when a table leads an address of its own VPC elsewhere first. */
function diverts(index: NetworkIndex, table: string, destination: Address): boolean {
  const route = matchVpcRoute(index.vpcTables.get(table)?.routes ?? [], destination);
  return route !== undefined && route.target.kind !== 'local';
}

/**
 * Arrival from a gateway. A VPC that holds the address has delivered, unless a table of the subnets by which it enters
 * leads elsewhere first; one that does not hold it hands it on by these tables.
 */
export function atVpc(index: NetworkIndex, place: Place & { at: 'vpc' }, destination: Address): Step {
  const vpc = index.vpcs.get(place.vpc);
  if (!vpc) return end({ place, said: `enters VPC ${place.vpc}, of which nothing is known` }, 'unknown');
  const { cidrs, entries = [] } = vpc;
  const holds = cidrs.some((cidr) => holdsAddress(cidr, destination));
  if (holds && !entries.some((table) => diverts(index, table, destination)))
    return end({ place, said: `arrives in VPC ${place.vpc}` }, 'delivered');
  const said = holds
    ? `enters VPC ${place.vpc}, which leads it elsewhere first`
    : `enters VPC ${place.vpc}, which does not hold the address`;
  return forward(
    { place, said },
    entries.map((table): Place => ({ at: 'vpc-table', table })),
  );
}
