// Pure: prefix-list references of gateway tables, and what EC2 refuses of them. All routes of a list move in one step, as
// one call moves them on AWS.

import { referencedRoutes } from '../controller/overrides';
import type { GatewayRoute, GatewayTable, Network, PrefixList, RouteTarget } from '../routing/network';
import { type Owner, requireAttachment, requireTable, withTable } from './gateway-tables';
import { Refused } from './refused';

/** Which reference is meant: a table has at most one to a list. */
export interface ReferenceKey {
  readonly table: string;
  readonly list: string;
}

/** Where a reference leads: an attachment's id, or nowhere. */
export type ReferenceTarget = { readonly attachment: string } | 'blackhole';

function isOf({ list }: ReferenceKey) {
  return (route: GatewayRoute) => route.origin === 'prefix-list' && route.source === list;
}

/** The target of the reference that a table has to a list that is not empty; undefined when it has none. */
export function referenceTarget({ routes }: GatewayTable, list: string): RouteTarget | undefined {
  return routes.find((route) => route.origin === 'prefix-list' && route.source === list)?.target;
}

export function requireList(network: Network, { site }: Owner, id: string): PrefixList {
  const list = network.prefixLists.find((one) => one.id === id && one.site === site);
  if (!list) throw new Refused('InvalidPrefixListID.NotFound', `${id} is no prefix list in this region`);
  return list;
}

function routesTo(network: Network, owner: Owner, list: PrefixList, target: ReferenceTarget): readonly GatewayRoute[] {
  if (target === 'blackhole')
    return list.entries.map((prefix) => ({
      prefix,
      origin: 'prefix-list',
      target: { kind: 'blackhole' },
      source: list.id,
    }));
  requireAttachment(network, owner, target.attachment);
  return referencedRoutes(list, target.attachment);
}

/** The network with this reference in place of what the table had of the list; undefined takes it away. */
export function putReference(
  network: Network,
  owner: Owner,
  key: ReferenceKey,
  target: ReferenceTarget | undefined,
): Network {
  const list = requireList(network, owner, key.list);
  const added = target === undefined ? [] : routesTo(network, owner, list, target);
  const table = requireTable(network, owner, key.table);
  const isOld = isOf(key);
  const others = table.routes.filter((route) => !isOld(route));
  return withTable(network, { ...table, routes: [...others, ...added] });
}

export function refuseReference(
  network: Network,
  owner: Owner,
  { table: id, list }: ReferenceKey,
  wanted: 'absent' | 'present',
) {
  const isPresent = referenceTarget(requireTable(network, owner, id), list) !== undefined;
  if (isPresent && wanted === 'absent')
    throw new Refused('PrefixListReferenceAlreadyExists', `${id} already refers to ${list}`);
  if (!isPresent && wanted === 'present')
    throw new Refused('InvalidPrefixListReference.NotFound', `${id} does not refer to ${list}`);
}
