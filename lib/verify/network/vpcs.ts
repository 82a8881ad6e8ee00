// Pure: VPCs and their route tables. Routes that are not fully known are treated as gateway-tables.ts says.

import { comparePrefixes, contains, type Prefix, prefix } from '../../net/prefix';
import type { Vpc, VpcRoute, VpcTable, VpcTarget } from '../../routing/network';
import type { Facts, VpcRouteFact } from '../facts/facts';

/** The site of each VPC's gateway, by VPC. */
function sitesByAttachment(facts: Facts): ReadonlyMap<string, string> {
  const sites = new Map(facts.gateways.map(({ id, site }) => [id, site]));
  return new Map(
    facts.vpcAttachments.flatMap(({ gateway, vpc }): [string, string][] => {
      const site = gateway.ok ? sites.get(gateway.value) : undefined;
      return vpc.ok && site !== undefined ? [[vpc.value, site]] : [];
    }),
  );
}

/** The probe subnets; a block that was added to a VPC for them belongs to them as a whole. */
function probeAreas(probes: readonly Prefix[], blocks: readonly Prefix[]): Prefix[] {
  const areas = probes.map((probe) => blocks.find((block) => contains(block, probe)) ?? probe);
  return [...new Map(areas.map((area) => [area.text, area])).values()];
}

/** A VPC whose prefixes are not known has none: nothing is then known to be delivered to it. */
export function buildVpcs(facts: Facts): readonly Vpc[] {
  const sites = sitesByAttachment(facts);
  return facts.vpcs.map(({ id, name, site, cidr }): Vpc => {
    const more = facts.vpcCidrs.filter(({ vpc }) => vpc.ok && vpc.value === id);
    const cidrs = [cidr, ...more.map((extra) => extra.cidr)].flatMap((known) => (known.ok ? [known.value] : []));
    const probes = facts.subnets.flatMap((subnet) =>
      subnet.vpc.ok && subnet.vpc.value === id && subnet.probes?.ok ? [subnet.probes.value] : [],
    );
    const vpc = { id, name, site: site ?? sites.get(id) ?? '', cidrs: cidrs.sort(comparePrefixes) };
    const blocks = more.flatMap((extra) => (extra.cidr.ok ? [extra.cidr.value] : []));
    return probes.length === 0 ? vpc : { ...vpc, probes: probeAreas(probes, blocks).sort(comparePrefixes) };
  });
}

function localRoutes(vpc: Vpc): readonly VpcRoute[] {
  return vpc.cidrs.map((cidr) => ({ prefix: cidr, target: { kind: 'local' }, source: `local route of ${vpc.id}` }));
}

function targetOf({ source, exists, gateway, table }: VpcRouteFact): VpcTarget {
  const why = [exists, table, gateway].find((known) => !known.ok);
  if (why && !why.ok) return { kind: 'unknown', why: `where ${source} leads is not known: ${why.error}` };
  return gateway.ok ? { kind: 'gateway', gateway: gateway.value } : { kind: 'unknown', why: gateway.error };
}

const EVERYTHING = [prefix('0.0.0.0/0'), prefix('::/0')] as const;

/** Routes of a table; one of unknown destination may be the longest match for all that is not local. */
function routesOf(routes: readonly VpcRouteFact[]): readonly VpcRoute[] {
  const known = routes.flatMap((route) => {
    const target = targetOf(route);
    const prefixes = route.destinations.ok ? route.destinations.value : [];
    return prefixes.map((destination): VpcRoute => ({ prefix: destination, target, source: route.source }));
  });
  const clouding = routes.find(({ destinations }) => !destinations.ok);
  if (!clouding || clouding.destinations.ok) return known;
  const { source, destinations } = clouding;
  const why = `${source} has a destination that is not known (${destinations.error}) and may be the longest match`;
  const target: VpcTarget = { kind: 'unknown', why };
  return [
    ...known.map((route) => ({ ...route, target })),
    ...EVERYTHING.map((all) => ({ prefix: all, target, source })),
  ];
}

interface Subnets {
  /** Subnets that hold nothing but gateway attachments or probes: no traffic starts there. */
  readonly idle: ReadonlySet<string>;
  /** The table of each subnet, where one is associated. */
  readonly tableOf: ReadonlyMap<string, string>;
}

function readSubnets(facts: Facts): Subnets {
  const attached = facts.vpcAttachments.flatMap(({ subnets }) => subnets.flatMap((s) => (s.ok ? [s.value] : [])));
  const tables = facts.subnetTables.flatMap(({ subnet, table }): [string, string][] =>
    subnet.ok && table.ok ? [[subnet.value, table.value]] : [],
  );
  const probing = facts.subnets.flatMap(({ id, probes }) => (probes ? [id] : []));
  return { idle: new Set([...attached, ...probing]), tableOf: new Map(tables) };
}

/** Traffic starts in a table when one of its subnets holds more than gateway attachments or probes. */
function startsTraffic(subnets: readonly string[], { idle }: Subnets): boolean {
  return subnets.some((subnet) => !idle.has(subnet));
}

/** Subnets without a table of their own use the VPC's main table, which holds the local route only. */
function mainTable(vpc: Vpc, facts: Facts, subnets: Subnets): readonly VpcTable[] {
  const using = facts.subnets.filter(({ id, vpc: of }) => of.ok && of.value === vpc.id && !subnets.tableOf.has(id));
  if (using.length === 0) return [];
  const ids = using.map(({ id }) => id);
  return [{ id: `${vpc.id}.main`, vpc: vpc.id, workload: startsTraffic(ids, subnets), routes: localRoutes(vpc) }];
}

export function buildVpcTables(facts: Facts, vpcs: readonly Vpc[]): readonly VpcTable[] {
  const byId = new Map(vpcs.map((vpc) => [vpc.id, vpc]));
  const subnets = readSubnets(facts);
  const tables = facts.vpcTables.flatMap((table): VpcTable[] => {
    const vpc = table.vpc.ok ? byId.get(table.vpc.value) : undefined;
    if (!vpc) return [];
    const here = facts.vpcRoutes.filter((route) =>
      route.table.ok ? route.table.value === table.id : route.region === table.region,
    );
    const users = [...subnets.tableOf].flatMap(([subnet, used]) => (used === table.id ? [subnet] : []));
    const routes = [...localRoutes(vpc), ...routesOf(here)];
    return [{ id: table.id, vpc: vpc.id, workload: startsTraffic(users, subnets), routes }];
  });
  return [...tables, ...vpcs.flatMap((vpc) => mainTable(vpc, facts, subnets))];
}
