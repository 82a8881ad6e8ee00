// Pure: the routes of gateway tables, static ones and those that VPCs propagate.
//
// A route that is not fully known must never let a packet seem delivered:
//
//   table      destination   effect
//   known      known         the route, its target unknown where the template does not settle it
//   known      unknown       it may be the longest match for anything: every other target of the table is unknown
//   unknown    known         a route with an unknown target in every table of its region
//   unknown    unknown       every target of every table of its region is unknown
//
// Where the region of one of them is not known, they may be in the same.

import { type Prefix, prefix } from '../../net/prefix';
import { err, ok } from '../../net/result';
import type {
  GatewayRoute,
  GatewayTable,
  Network,
  RouteOrigin,
  RouteTarget,
  Session,
  Vpc,
} from '../../routing/network';
import type { Fact, Facts, Known, Reference } from '../facts/facts';
import { hasInterface } from './bgp';
import { mayBeTogether } from './where';

/** A route of any origin, before it is put into tables. */
interface LooseRoute {
  readonly fact: Fact;
  readonly table: Reference;
  readonly destination: Known<Prefix>;
  readonly origin: RouteOrigin;
  readonly target: RouteTarget;
}

function unknown(fact: Fact, why: string): RouteTarget {
  return { kind: 'unknown', why: `where ${fact.source} leads is not known: ${why}` };
}

function staticRoutes(facts: Facts): readonly LooseRoute[] {
  return facts.gatewayRoutes.map((fact): LooseRoute => {
    const { table, destination, target } = fact;
    const route = { fact, table, destination, origin: 'static' } as const;
    if (!fact.exists.ok) return { ...route, target: unknown(fact, fact.exists.error) };
    if (target.kind === 'blackhole') return { ...route, target };
    const { attachment } = target;
    return attachment.ok
      ? { ...route, target: { kind: 'attachment', attachment: attachment.value } }
      : { ...route, target: unknown(fact, attachment.error) };
  });
}

/**
 * Which prefixes an attachment propagates. A peering propagates none, and a VPN without BGP does not either: they carry
 * static routes only; and nobody announces anything to a Direct Connect gateway without an interface.
 */
function propagated(facts: Facts, vpcs: ReadonlyMap<string, Vpc>, sessions: readonly Session[]) {
  const attachments = new Map(facts.vpcAttachments.map((attachment) => [attachment.id, attachment]));
  const peerings = new Set(facts.peerings.map(({ id }) => id));
  const speaking = new Set(sessions.map((session) => session.attachment));
  const silent = new Set([
    ...facts.directConnects.flatMap(({ directConnectGateway: dx }) =>
      dx.ok && !hasInterface(facts, dx.value) ? [dx.value] : [],
    ),
    ...facts.vpns.flatMap(({ id, bgp }) => (bgp.ok && !bgp.value ? [id] : [])),
  ]);
  return ({ attachment, table, exists }: Facts['propagations'][number]): readonly Known<Prefix>[] => {
    if (!attachment.ok) return [attachment];
    if (peerings.has(attachment.value) || silent.has(attachment.value)) return [];
    // What premises announce comes by their session; where it is not certain that a table learns it, neither is what.
    if (speaking.has(attachment.value)) return !exists.ok ? [exists] : !table.ok ? [table] : [];
    const vpc = attachments.get(attachment.value)?.vpc ?? err('the attachment is not known');
    if (!vpc.ok) return [vpc];
    const cidrs = vpcs.get(vpc.value)?.cidrs ?? [];
    return cidrs.length === 0 ? [err(`the prefixes of ${vpc.value} are not known`)] : cidrs.map(ok);
  };
}

function propagatedRoutes(facts: Facts, vpcs: readonly Vpc[], sessions: readonly Session[]): readonly LooseRoute[] {
  const prefixesOf = propagated(facts, new Map(vpcs.map((vpc) => [vpc.id, vpc])), sessions);
  return facts.propagations.flatMap((fact) => {
    const { attachment, table, exists } = fact;
    const target: RouteTarget = !exists.ok
      ? unknown(fact, exists.error)
      : attachment.ok
        ? { kind: 'attachment', attachment: attachment.value }
        : unknown(fact, attachment.error);
    return prefixesOf(fact).map((destination): LooseRoute => ({ fact, table, destination, origin: 'vpc', target }));
  });
}

function looseRoutes(facts: Facts, vpcs: readonly Vpc[], sessions: readonly Session[]): readonly LooseRoute[] {
  return [...staticRoutes(facts), ...propagatedRoutes(facts, vpcs, sessions)];
}

function mayBeIn(route: LooseRoute, table: Pick<Fact, 'id' | 'region'>): boolean {
  return route.table.ok ? route.table.value === table.id : mayBeTogether(route.fact, table);
}

function placed({ fact, table, destination, origin, target }: LooseRoute): readonly GatewayRoute[] {
  if (!destination.ok) return [];
  const certain = table.ok ? target : unknown(fact, `in which table it stands is not known: ${table.error}`);
  return [{ prefix: destination.value, origin, target: certain, source: fact.source }];
}

const EVERYTHING = [prefix('0.0.0.0/0'), prefix('::/0')] as const;

export function buildGatewayTables(
  facts: Facts,
  vpcs: readonly Vpc[],
  sessions: readonly Session[],
): readonly GatewayTable[] {
  const loose = looseRoutes(facts, vpcs, sessions);
  return facts.gatewayTables.flatMap(({ id, name, gateway, region }): GatewayTable[] => {
    const routes = loose.filter((route) => mayBeIn(route, { id, region })).flatMap(placed);
    return gateway.ok ? [{ id, name, gateway: gateway.value, routes }] : [];
  });
}

/** Tables that hold a route of unknown destination, by id, with what every other route of theirs then comes to. */
export type Clouds = ReadonlyMap<string, RouteTarget>;

export function cloudsOf(facts: Facts, vpcs: readonly Vpc[], sessions: readonly Session[]): Clouds {
  const endless = looseRoutes(facts, vpcs, sessions).filter(({ destination }) => !destination.ok);
  const clouds = facts.gatewayTables.flatMap((table): [string, RouteTarget][] => {
    const [route] = endless.filter((candidate) => mayBeIn(candidate, table));
    if (!route || route.destination.ok) return [];
    const { fact, destination } = route;
    const why = `${fact.source} has a destination that is not known (${destination.error}) and may be the longest match`;
    return [[table.id, { kind: 'unknown', why }]];
  });
  return new Map(clouds);
}

function cloud(table: GatewayTable, target: RouteTarget): GatewayTable {
  if (table.routes.every((route) => route.target === target) && table.routes.length > 0) return table;
  const routes = table.routes.map((route) => (route.target === target ? route : { ...route, target }));
  const last = EVERYTHING.map(
    (all): GatewayRoute => ({ prefix: all, origin: 'static', target, source: 'a route of unknown destination' }),
  );
  return { ...table, routes: [...routes, ...last] };
}

/** The network with its clouded tables known to lead nowhere for certain. Routes added later have to be clouded again. */
export function withClouds(network: Network, clouds: Clouds): Network {
  if (clouds.size === 0) return network;
  const tables = network.tables.map((table) => {
    const target = clouds.get(table.id);
    return target === undefined ? table : cloud(table, target);
  });
  return tables.every((table, i) => table === network.tables[i]) ? network : { ...network, tables };
}
