// Pure: names for what templates show. Whatever is a site or a link gets a name that nothing else of its kind has.

import type { Facts } from '../facts/facts';

interface Named {
  readonly id: string;
  readonly name: string;
  /** What it is part of, which tells it from others of its name. */
  readonly of?: string;
}

/** Names by id, each its own: where several would be alike they say what they are part of, and at last their ids. */
function uniqueNames(named: readonly Named[]): (id: string) => string {
  const told = (ways: readonly ((each: Named) => string)[]): ReadonlyMap<string, string> => {
    const [way, ...others] = ways;
    if (!way) return new Map(named.map(({ id }) => [id, id]));
    const counts = new Map<string, number>();
    for (const each of named) counts.set(way(each), (counts.get(way(each)) ?? 0) + 1);
    const further = told(others);
    return new Map(
      named.map((each) => [each.id, counts.get(way(each)) === 1 ? way(each) : (further.get(each.id) ?? each.id)]),
    );
  };
  const names = told([
    ({ name }) => name,
    ({ name, of }) => (of === undefined ? name : `${name} of ${of}`),
    ({ id, name }) => `${name} (${id})`,
  ]);
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

/** The site name of the gateway that a VPC is attached to, by VPC. */
function carriersOf({ gateways, vpcAttachments }: Facts): ReadonlyMap<string, string> {
  const sites = new Map(gateways.map(({ id, site }) => [id, site]));
  const carriers = vpcAttachments.flatMap(({ gateway, vpc }) => {
    const site = gateway.ok ? sites.get(gateway.value) : undefined;
    return vpc.ok && site !== undefined ? [[vpc.value, site] as const] : [];
  });
  return new Map(carriers);
}

function siteNames(facts: Facts, connected: ReadonlySet<string>, premises: readonly Named[]): (id: string) => string {
  const carriers = carriersOf(facts);
  const vpcs = facts.vpcs.filter(({ id }) => connected.has(id));
  return uniqueNames([
    ...facts.gateways.map(({ id, site }) => ({ id, name: site })),
    ...vpcs.map(({ id, name }): Named => {
      const of = carriers.get(id);
      return of === undefined ? { id, name } : { id, name, of };
    }),
    ...premises,
  ]);
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
  const siteName = siteNames(facts, connected, premises);
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
