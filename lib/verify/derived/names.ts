// Pure: names for what templates show. Whatever is a site or a link gets a name that nothing else of its kind has.

import type { Facts } from '../facts/facts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Names by id: each its own, and with the id in parentheses where several would have the same. */
export function uniqueNames(named: readonly Named[]): (id: string) => string {
  const counts = new Map<string, number>();
  for (const { name } of named) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = new Map(named.map(({ id, name }) => [id, (counts.get(name) ?? 0) > 1 ? `${name} (${id})` : name]));
  return (id) => names.get(id) ?? id;
}

/** VPCs that have to do with a gateway: attached to one, or with a route to one. */
function connectedVpcs(facts: Facts): ReadonlySet<string> {
  const tables = new Map(facts.vpcTables.flatMap(({ id, vpc }) => (vpc.ok ? [[id, vpc.value] as const] : [])));
  const routed = facts.vpcRoutes.flatMap(({ table, target }) =>
    target.kind === 'gateway' && table.ok ? (tables.get(table.value) ?? []) : [],
  );
  return new Set([...facts.vpcAttachments.flatMap(({ vpc }) => (vpc.ok ? [vpc.value] : [])), ...routed]);
}

/**
 * The facts, in which every gateway and every VPC that has to do with one is a site of its own, and no two links have the
 * same name. `premises` are sites beside them.
 */
export function withOwnNames(
  facts: Facts,
  premises: readonly Named[],
): { facts: Facts; siteName: (id: string) => string } {
  const connected = connectedVpcs(facts);
  const vpcs = facts.vpcs.filter(({ id }) => connected.has(id));
  const siteName = uniqueNames([
    ...facts.gateways.map(({ id, site }) => ({ id, name: site })),
    ...vpcs.map(({ id, name }) => ({ id, name })),
    ...premises,
  ]);
  const links = [...facts.peerings, ...facts.vpns, ...facts.directConnects, ...facts.connects];
  const linkName = uniqueNames(links.map(({ id, link }) => ({ id, name: link })));
  const renamed = <T extends { readonly id: string; readonly link: string }>(list: readonly T[]): readonly T[] =>
    list.map((fact) => ({ ...fact, link: linkName(fact.id) }));
  return {
    siteName,
    facts: {
      ...facts,
      gateways: facts.gateways.map((gateway) => ({ ...gateway, site: siteName(gateway.id) })),
      vpcs: facts.vpcs.map((vpc) =>
        connected.has(vpc.id) ? { ...vpc, name: siteName(vpc.id), site: siteName(vpc.id) } : { ...vpc, site: '' },
      ),
      peerings: renamed(facts.peerings),
      vpns: renamed(facts.vpns),
      directConnects: renamed(facts.directConnects),
      connects: renamed(facts.connects),
    },
  };
}
