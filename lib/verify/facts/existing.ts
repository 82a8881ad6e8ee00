// Pure: facts about what the stacks use and did not make. No template defines it; the metadata names it.

import { parsePrefix } from '../../net/prefix';
import { err, ok } from '../../net/result';
import type { ExistingNetwork, ExistingVpc } from '../../routing/backbone';
import type { Facts } from './facts';

/** What one stack says of the existing network it uses. */
export interface ExistingPart extends ExistingNetwork {
  readonly region: string | undefined;
}

/** The literal ids that templates may then refer to. */
export function idsOf(parts: readonly ExistingPart[]): ReadonlySet<string> {
  return new Set(
    parts.flatMap(({ gateways, vpcs }) => [
      ...gateways.map(({ id }) => id),
      ...vpcs.flatMap(({ id, routeTableIds }) => [id, ...routeTableIds]),
    ]),
  );
}

function base(id: string, region: string | undefined) {
  return { id, source: id, region, exists: ok(true as const) };
}

/** A route table of an existing VPC serves subnets that we do not know: traffic starts there. */
function tableFacts({ id: vpc, routeTableIds }: ExistingVpc, region: string | undefined) {
  return routeTableIds.map((table) => {
    const subnet = `${table} (subnets)`;
    return {
      table: { ...base(table, region), vpc: ok(vpc) },
      subnet: { ...base(subnet, region), vpc: ok(vpc) },
      use: { ...base(`${table} (association)`, region), subnet: ok(subnet), table: ok(table) },
    };
  });
}

function vpcFact({ id, name, site, cidr }: ExistingVpc, region: string | undefined) {
  const parsed = parsePrefix(cidr);
  return { ...base(id, region), name, site, cidr: parsed.ok ? parsed : err(`${cidr}: ${parsed.error}`) };
}

/** The facts, and beside them what exists already. */
export function withExisting(facts: Facts, parts: readonly ExistingPart[]): Facts {
  const tables = parts.flatMap(({ region, vpcs }) => vpcs.flatMap((vpc) => tableFacts(vpc, region)));
  return {
    ...facts,
    gateways: [
      ...facts.gateways,
      ...parts.flatMap(({ region, gateways }) => gateways.map(({ id, site }) => ({ ...base(id, region), site }))),
    ],
    vpcs: [...facts.vpcs, ...parts.flatMap(({ region, vpcs }) => vpcs.map((vpc) => vpcFact(vpc, region)))],
    subnets: [...facts.subnets, ...tables.map(({ subnet }) => subnet)],
    vpcTables: [...facts.vpcTables, ...tables.map(({ table }) => table)],
    subnetTables: [...facts.subnetTables, ...tables.map(({ use }) => use)],
  };
}
