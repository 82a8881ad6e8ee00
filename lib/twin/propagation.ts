// Pure: propagation of attachments into gateway tables: of a BGP link, what its premises announce; of a VPC, its CIDRs.

import type { GatewayRoute, GatewayTable, Network } from '../routing/network';
import { indexNetwork } from '../routing/network-index';
import { type Owner, requireAttachment, requireTable, withTable } from './gateway-tables';
import { Refused } from './refused';

export interface TablePropagation {
  readonly table: string;
  readonly attachment: string;
}

function isFrom(route: GatewayRoute, attachment: string): boolean {
  return route.origin === 'vpc' && route.target.kind === 'attachment' && route.target.attachment === attachment;
}

/** Attachment ids of the VPCs that propagate into a table. */
export function propagatingVpcs(network: Network, table: GatewayTable): readonly string[] {
  return network.attachments
    .filter(({ gateway, to }) => gateway === table.gateway && to.kind === 'vpc')
    .filter(({ id }) => table.routes.some((route) => isFrom(route, id)))
    .map(({ id }) => id);
}

function sessionIndex(network: Network, { gateway }: Owner, { attachment }: TablePropagation): number {
  return network.sessions.findIndex((session) => session.gateway === gateway && session.attachment === attachment);
}

function withTables(
  network: Network,
  index: number,
  change: (tables: readonly string[]) => readonly string[],
): Network {
  const sessions = network.sessions.map((session, i) =>
    i === index ? { ...session, propagatesTo: change(session.propagatesTo) } : session,
  );
  return { ...network, sessions };
}

function vpcRoutes(network: Network, owner: Owner, attachment: string): readonly GatewayRoute[] {
  const { to } = requireAttachment(network, owner, attachment);
  // Over a peering there are static routes only.
  if (to.kind !== 'vpc') throw new Refused('InvalidParameterValue', `${attachment} does not propagate`);
  const vpc = indexNetwork(network).vpcs.get(to.vpc);
  return (vpc?.cidrs ?? []).map((prefix) => ({
    prefix,
    origin: 'vpc',
    target: { kind: 'attachment', attachment },
    source: `propagated by ${attachment}`,
  }));
}

/** What stands already is refused. */
export function enablePropagation(network: Network, owner: Owner, propagation: TablePropagation): Network {
  const { table: id, attachment } = propagation;
  const table = requireTable(network, owner, id);
  const index = sessionIndex(network, owner, propagation);
  if (isEnabled(network, table, index, attachment))
    throw new Refused('TransitGatewayRouteTablePropagation.Duplicate', `${attachment} already propagates to ${id}`);
  if (index >= 0) return withTables(network, index, (tables) => [...tables, id].sort());
  return withTable(network, { ...table, routes: [...table.routes, ...vpcRoutes(network, owner, attachment)] });
}

/** What does not stand is refused. */
export function disablePropagation(network: Network, owner: Owner, propagation: TablePropagation): Network {
  const { table: id, attachment } = propagation;
  const table = requireTable(network, owner, id);
  const index = sessionIndex(network, owner, propagation);
  if (!isEnabled(network, table, index, attachment))
    throw new Refused('TransitGatewayRouteTablePropagation.NotFound', `${attachment} does not propagate to ${id}`);
  if (index >= 0) return withTables(network, index, (tables) => tables.filter((other) => other !== id));
  return withTable(network, { ...table, routes: table.routes.filter((route) => !isFrom(route, attachment)) });
}

function isEnabled(network: Network, table: GatewayTable, index: number, attachment: string): boolean {
  const session = network.sessions[index];
  return session ? session.propagatesTo.includes(table.id) : table.routes.some((route) => isFrom(route, attachment));
}
