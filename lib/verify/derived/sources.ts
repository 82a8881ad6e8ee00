// Pure: where traffic starts in VPCs that nobody described. Subnets that no table leads out of to a gateway have nothing to
// do with other sites, as public ones often do not; in which subnets workloads are is not said:
//
//   a table leads to a gateway, and serves a subnet without an attachment or an endpoint of a firewall   starts there
//   there is none: it leads to a gateway, and serves a subnet with an attachment                          starts there
//   there is none, and the VPC has no firewall: nothing leads to a gateway                                every table
//
// A VPC of which only subnets with firewalls lead on is a passage: nothing starts in it, and it is nobody's destination.

import type { VpcTable, VpcTarget } from '../../routing/network';
import type { Facts } from '../facts/facts';
import { readSubnets, type Subnets } from '../network/subnets';

/** Subnets that hold an endpoint through which traffic is led, and what else is in them is no workload. */
function passages(facts: Facts): ReadonlySet<string> {
  const walls = facts.appliances.filter(({ kind }) => kind === 'firewall' || kind === 'load-balanced');
  return new Set(walls.flatMap(({ subnets }) => subnets.flatMap((subnet) => (subnet.ok ? [subnet.value] : []))));
}

/** Subnets by the table that they use. */
function subnetsByTable(facts: Facts, { usedBy }: Subnets): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const { id } of facts.subnets) {
    const table = usedBy(id);
    if (table.ok) users.set(table.value, [...(users.get(table.value) ?? []), id]);
  }
  return users;
}

function leads(...kinds: readonly VpcTarget['kind'][]): (table: VpcTable) => boolean {
  return ({ routes }) => routes.some(({ target }) => kinds.includes(target.kind));
}

/** In a VPC with firewalls, a table that leads nobody knows where may well lead to one of them. */
const leadsOut = leads('gateway');
const mayLeadOut = leads('gateway', 'unknown');

/** The tables, each said to be one where traffic starts or not. */
export function withInferredSources(facts: Facts, tables: readonly VpcTable[]): readonly VpcTable[] {
  const subnets = readSubnets(facts);
  const users = subnetsByTable(facts, subnets);
  const walls = passages(facts);
  const serves = ({ id }: VpcTable, isOne: (subnet: string) => boolean) => (users.get(id) ?? []).some(isOne);
  const isFree = (subnet: string) => !walls.has(subnet) && !subnets.idle.has(subnet);
  const startsIn = (vpc: string): readonly VpcTable[] => {
    const own = tables.filter((table) => table.vpc === vpc);
    const hasWalls = own.some((table) => serves(table, (subnet) => walls.has(subnet)));
    const leading = own.filter(hasWalls ? leadsOut : mayLeadOut);
    const free = leading.filter((table) => serves(table, isFree));
    if (free.length > 0) return free;
    const attached = leading.filter((table) => serves(table, (subnet) => !walls.has(subnet)));
    return attached.length > 0 || hasWalls ? attached : own.filter((table) => serves(table, () => true));
  };
  const sources = new Set([...new Set(tables.map(({ vpc }) => vpc))].flatMap(startsIn));
  return tables.map((table) => ({ ...table, workload: sources.has(table) }));
}
