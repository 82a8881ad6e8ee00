// Pure: what is taken of quotas of regions and of VPCs: prefix lists, route tables and their routes.

import { QUOTAS } from '../../net/quotas';
import type { Facts, PrefixListFact } from '../facts/facts';
import { sourceOf } from '../labels';
import { grouped, type TemplateTake } from './template-take';

/** A reference to a list costs MaxEntries, used or not. Source: AWS, "Amazon VPC quotas", customer-managed prefix lists. */
function costOf({ maxEntries, entries }: PrefixListFact): number {
  return Math.max(maxEntries ?? 0, entries.ok ? entries.value.length : 1);
}

function listTakes({ prefixLists }: Facts): readonly TemplateTake[] {
  const each = prefixLists.map((list) => ({
    quota: QUOTAS.entriesOfPrefixList,
    who: `the prefix list ${list.source}`,
    count: costOf(list),
    fix: 'let shorter prefixes stand for several',
    source: list.source,
  }));
  const regions = [...grouped(prefixLists, ({ region }) => region ?? 'no region')].map(([region, lists]) => ({
    quota: QUOTAS.prefixListsOfRegion,
    who: `the region ${region}`,
    count: lists.length,
    fix: 'have fewer VPCs in the other sites',
    source: lists.at(-1)?.source ?? '',
  }));
  return [...each, ...regions];
}

function tableTakes(facts: Facts): readonly TemplateTake[] {
  const costs = new Map(facts.prefixLists.map((list) => [list.id, costOf(list)]));
  const routes = grouped(facts.vpcRoutes, ({ table }) => (table.ok ? table.value : undefined));
  return [...routes].map(([table, own]) => ({
    quota: QUOTAS.routesOfVpcTable,
    who: `the route table ${sourceOf(facts, table)}`,
    count: 1 + own.reduce((total, { list }) => total + (list === undefined ? 1 : (costs.get(list) ?? 1)), 0),
    fix: 'let shorter prefixes stand for several',
    source: sourceOf(facts, table),
  }));
}

/** The main table of a VPC is one of them. */
function vpcTakes(facts: Facts): readonly TemplateTake[] {
  const tables = grouped(facts.vpcTables, ({ vpc }) => (vpc.ok ? vpc.value : undefined));
  return [...tables].map(([vpc, own]) => ({
    quota: QUOTAS.tablesOfVpc,
    who: `the VPC ${sourceOf(facts, vpc)}`,
    count: own.length + 1,
    fix: 'let subnets share tables',
    source: sourceOf(facts, vpc),
  }));
}

export function vpcTakesIn(facts: Facts): readonly TemplateTake[] {
  return [...listTakes(facts), ...tableTakes(facts), ...vpcTakes(facts)];
}
