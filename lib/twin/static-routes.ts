// Pure: static routes of gateway tables, and what EC2 refuses of them. A route that moves does so in one step: there is
// never none between an old and a new one.

import { type Prefix, samePrefix } from '../net/prefix';
import type { GatewayRoute, GatewayTable, Network, RouteTarget } from '../routing/network';
import { type Owner, requireAttachment, requireTable, withTable } from './gateway-tables';
import { Refused } from './refused';

/** Which route is meant: a table has at most one static route for a prefix. */
interface StaticKey {
  readonly table: string;
  readonly prefix: Prefix;
}

/** Where a static route leads: an attachment's id, or nowhere. */
export type StaticTarget = { readonly attachment: string } | 'blackhole';

export function staticRoute({ routes }: GatewayTable, prefix: Prefix): GatewayRoute | undefined {
  return routes.find((route) => route.origin === 'static' && samePrefix(route.prefix, prefix));
}

function put(network: Network, table: GatewayTable, prefix: Prefix, next: GatewayRoute | undefined): Network {
  const before = staticRoute(table, prefix);
  const others = table.routes.filter((route) => route !== before);
  return withTable(network, { ...table, routes: next ? [...others, next] : others });
}

function routeTo(network: Network, owner: Owner, prefix: Prefix, to: StaticTarget): GatewayRoute {
  const target: RouteTarget =
    to === 'blackhole'
      ? { kind: 'blackhole' }
      : { kind: 'attachment', attachment: requireAttachment(network, owner, to.attachment).id };
  return { prefix, origin: 'static', target, source: 'written by the controller' };
}

function requireRoute(network: Network, owner: Owner, { table: id, prefix }: StaticKey): GatewayTable {
  const table = requireTable(network, owner, id);
  if (!staticRoute(table, prefix))
    throw new Refused('InvalidRoute.NotFound', `${id} has no static route for ${prefix.text}`);
  return table;
}

export function createRoute(network: Network, owner: Owner, key: StaticKey, target: StaticTarget): Network {
  const table = requireTable(network, owner, key.table);
  if (staticRoute(table, key.prefix))
    throw new Refused('RouteAlreadyExists', `${key.table} has a static route for ${key.prefix.text}`);
  return put(network, table, key.prefix, routeTo(network, owner, key.prefix, target));
}

export function replaceRoute(network: Network, owner: Owner, key: StaticKey, target: StaticTarget): Network {
  const table = requireRoute(network, owner, key);
  return put(network, table, key.prefix, routeTo(network, owner, key.prefix, target));
}

export function deleteRoute(network: Network, owner: Owner, key: StaticKey): Network {
  return put(network, requireRoute(network, owner, key), key.prefix, undefined);
}
