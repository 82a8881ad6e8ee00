// Pure: VPCs and their route tables. Routes that are not fully known are treated as gateway-tables.ts says.

import { comparePrefixes, contains, type Prefix, prefix } from '../../net/prefix';
import type { Appliance, Vpc, VpcRoute, VpcTable, VpcTarget } from '../../routing/network';
import type { VpcRouteFact } from '../facts/appliances';
import type { Facts } from '../facts/facts';
import { mainTableId, readSubnets, type Subnets, tablesUsedBy } from './subnets';
import { mayBeTogether } from './where';

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

/** The tables by which a VPC is entered from gateways, when all of them are known. */
function entriesOf(facts: Facts, subnetsOf: Subnets, id: string): readonly string[] | undefined {
  const attachments = facts.vpcAttachments.filter(({ vpc }) => vpc.ok && vpc.value === id);
  return tablesUsedBy(
    subnetsOf,
    attachments.flatMap(({ subnets }) => subnets),
  );
}

/** What routes of VPCs lead through. */
export function buildAppliances(facts: Facts): readonly Appliance[] {
  const subnetsOf = readSubnets(facts);
  const vpcs = new Map(facts.subnets.flatMap(({ id, vpc }): [string, string][] => (vpc.ok ? [[id, vpc.value]] : [])));
  return facts.appliances.map(({ id, source, kind, subnets }): Appliance => {
    const [first] = subnets.flatMap((subnet) => (subnet.ok ? (vpcs.get(subnet.value) ?? []) : []));
    return { id, source, kind, vpc: first ?? '', tables: tablesUsedBy(subnetsOf, subnets) ?? [] };
  });
}

/** A VPC whose prefixes are not known has none: nothing is then known to be delivered to it. */
export function buildVpcs(facts: Facts): readonly Vpc[] {
  const sites = sitesByAttachment(facts);
  const subnetsOf = readSubnets(facts);
  return facts.vpcs.map(({ id, name, site, cidr }): Vpc => {
    const more = facts.vpcCidrs.filter(({ vpc }) => vpc.ok && vpc.value === id);
    const cidrs = [cidr, ...more.map((extra) => extra.cidr)].flatMap((known) => (known.ok ? [known.value] : []));
    const probes = facts.subnets.flatMap((subnet) =>
      subnet.vpc.ok && subnet.vpc.value === id && subnet.probes?.ok ? [subnet.probes.value] : [],
    );
    const entries = entriesOf(facts, subnetsOf, id);
    const vpc = {
      id,
      name,
      site: site ?? sites.get(id) ?? '',
      cidrs: cidrs.sort(comparePrefixes),
      ...(entries ? { entries } : {}),
    };
    const blocks = more.flatMap((extra) => (extra.cidr.ok ? [extra.cidr.value] : []));
    return probes.length === 0 ? vpc : { ...vpc, probes: probeAreas(probes, blocks).sort(comparePrefixes) };
  });
}

function localRoutes(vpc: Vpc): readonly VpcRoute[] {
  return vpc.cidrs.map((cidr) => ({ prefix: cidr, target: { kind: 'local' }, source: `local route of ${vpc.id}` }));
}

/** Where a route leads, or why that is not known. */
function targetOf({ source, exists, target, table }: VpcRouteFact): VpcTarget {
  const lost = (why: string): VpcTarget => ({ kind: 'unknown', why: `where ${source} leads is not known: ${why}` });
  for (const known of [exists, table]) if (!known.ok) return lost(known.error);
  switch (target.kind) {
    case 'gateway':
      return target.gateway.ok ? { kind: 'gateway', gateway: target.gateway.value } : lost(target.gateway.error);
    case 'appliance':
      return target.appliance.ok
        ? { kind: 'appliance', appliance: target.appliance.value }
        : lost(target.appliance.error);
    case 'unknown':
      return lost(target.why);
    case 'internet':
    case 'local':
      return target;
  }
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

/** Traffic starts in a table when one of its subnets holds more than gateway attachments or probes. */
function startsTraffic(subnets: readonly string[], { idle }: Subnets): boolean {
  return subnets.some((subnet) => !idle.has(subnet));
}

/** Subnets without a table of their own use the VPC's main table, which holds the local route only. */
function mainTable(vpc: Vpc, facts: Facts, subnets: Subnets): readonly VpcTable[] {
  const using = facts.subnets.filter(({ id, vpc: of }) => of.ok && of.value === vpc.id && !subnets.tableOf.has(id));
  if (using.length === 0) return [];
  const ids = using.map(({ id }) => id);
  return [{ id: mainTableId(vpc.id), vpc: vpc.id, workload: startsTraffic(ids, subnets), routes: localRoutes(vpc) }];
}

export function buildVpcTables(facts: Facts, vpcs: readonly Vpc[]): readonly VpcTable[] {
  const byId = new Map(vpcs.map((vpc) => [vpc.id, vpc]));
  const subnets = readSubnets(facts);
  const tables = facts.vpcTables.flatMap((table): VpcTable[] => {
    const vpc = table.vpc.ok ? byId.get(table.vpc.value) : undefined;
    if (!vpc) return [];
    const here = facts.vpcRoutes.filter((route) =>
      route.table.ok ? route.table.value === table.id : mayBeTogether(route, table),
    );
    const users = [...subnets.tableOf].flatMap(([subnet, used]) => (used === table.id ? [subnet] : []));
    const routes = [...localRoutes(vpc), ...routesOf(here)];
    return [{ id: table.id, vpc: vpc.id, workload: startsTraffic(users, subnets), routes }];
  });
  return [...tables, ...vpcs.flatMap((vpc) => mainTable(vpc, facts, subnets))];
}
