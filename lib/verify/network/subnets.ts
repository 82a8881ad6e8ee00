// Pure: subnets of VPCs: which table each uses, and what stands in it.

import { err, ok } from '../../net/result';
import type { Facts, Reference } from '../facts/facts';

/** The id of a VPC's main table, which subnets without a table of their own use. */
export function mainTableId(vpc: string): string {
  return `${vpc}.main`;
}

export interface Subnets {
  /** Subnets that hold nothing but gateway attachments or probes: no traffic starts there. */
  readonly idle: ReadonlySet<string>;
  /** The table of each subnet, where one is associated. */
  readonly tableOf: ReadonlyMap<string, string>;
  /** The table that a subnet uses, its own or the main one. */
  readonly usedBy: (subnet: string) => Reference;
}

export function readSubnets(facts: Pick<Facts, 'vpcAttachments' | 'subnetTables' | 'subnets'>): Subnets {
  const attached = facts.vpcAttachments.flatMap(({ subnets }) => subnets.flatMap((s) => (s.ok ? [s.value] : [])));
  const probing = facts.subnets.flatMap(({ id, probes }) => (probes ? [id] : []));
  const tables = new Map<string, Reference>(
    facts.subnetTables.flatMap(({ subnet, table }): [string, Reference][] =>
      subnet.ok ? [[subnet.value, table]] : [],
    ),
  );
  const mains = new Map(facts.subnets.flatMap(({ id, vpc }): [string, string][] => (vpc.ok ? [[id, vpc.value]] : [])));
  return {
    idle: new Set([...attached, ...probing]),
    tableOf: new Map([...tables].flatMap(([subnet, table]) => (table.ok ? [[subnet, table.value]] : []))),
    usedBy: (subnet) => {
      const vpc = mains.get(subnet);
      return tables.get(subnet) ?? (vpc === undefined ? err(`nothing is known of ${subnet}`) : ok(mainTableId(vpc)));
    },
  };
}

/** The tables that these subnets use, each once, or undefined when one is not known. */
export function tablesUsedBy({ usedBy }: Subnets, subnets: readonly Reference[]): readonly string[] | undefined {
  const tables = subnets.map((subnet) => (subnet.ok ? usedBy(subnet.value) : subnet));
  const known = tables.flatMap((table) => (table.ok ? [table.value] : []));
  return known.length === tables.length && known.length > 0 ? [...new Set(known)].sort() : undefined;
}
