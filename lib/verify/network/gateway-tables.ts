// Pure: the routes of gateway tables, static ones and those that VPCs propagate.
//
// A route that is not fully known must never let a packet seem delivered:
//
//   table      destination   effect
//   known      known         the route, its target unknown where the template does not settle it
//   known      unknown       it may be the longest match for anything: every other target of the table is unknown
//   unknown    known         a route with an unknown target in every table of its region
//   unknown    unknown       every target of every table of its region is unknown

import { type Prefix, prefix } from '../../net/prefix';
import { err, ok } from '../../net/result';
import type { GatewayRoute, GatewayTable, RouteOrigin, RouteTarget, Vpc } from '../../routing/network';
import type { Fact, Facts, GatewayTableFact, Known, Reference } from '../facts/facts';

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

/** Which prefixes an attachment propagates. A peering propagates none: it carries static routes only. */
function propagated(facts: Facts, vpcs: ReadonlyMap<string, Vpc>) {
  const attachments = new Map(facts.vpcAttachments.map((attachment) => [attachment.id, attachment]));
  const peerings = new Set(facts.peerings.map(({ id }) => id));
  return (attachment: Reference): readonly Known<Prefix>[] => {
    if (!attachment.ok) return [attachment];
    if (peerings.has(attachment.value)) return [];
    const vpc = attachments.get(attachment.value)?.vpc ?? err('the attachment is not known');
    if (!vpc.ok) return [vpc];
    const cidrs = vpcs.get(vpc.value)?.cidrs ?? [];
    return cidrs.length === 0 ? [err(`the prefixes of ${vpc.value} are not known`)] : cidrs.map(ok);
  };
}

function propagatedRoutes(facts: Facts, vpcs: readonly Vpc[]): readonly LooseRoute[] {
  const prefixesOf = propagated(facts, new Map(vpcs.map((vpc) => [vpc.id, vpc])));
  return facts.propagations.flatMap((fact) => {
    const { attachment, table, exists } = fact;
    const target: RouteTarget = !exists.ok
      ? unknown(fact, exists.error)
      : attachment.ok
        ? { kind: 'attachment', attachment: attachment.value }
        : unknown(fact, attachment.error);
    return prefixesOf(attachment).map(
      (destination): LooseRoute => ({ fact, table, destination, origin: 'vpc', target }),
    );
  });
}

function mayBeIn(route: LooseRoute, table: GatewayTableFact): boolean {
  return route.table.ok ? route.table.value === table.id : route.fact.region === table.region;
}

function placed({ fact, table, destination, origin, target }: LooseRoute): readonly GatewayRoute[] {
  if (!destination.ok) return [];
  const certain = table.ok ? target : unknown(fact, `in which table it stands is not known: ${table.error}`);
  return [{ prefix: destination.value, origin, target: certain, source: fact.source }];
}

const EVERYTHING = [prefix('0.0.0.0/0'), prefix('::/0')] as const;

/** Every route of a table that holds one of unknown destination, and a last resort for what no other route matches. */
function cloud(routes: readonly GatewayRoute[], { fact, destination, origin }: LooseRoute): readonly GatewayRoute[] {
  const why = destination.ok ? '' : destination.error;
  const target: RouteTarget = {
    kind: 'unknown',
    why: `${fact.source} has a destination that is not known (${why}) and may be the longest match`,
  };
  const clouded = routes.map((route) => ({ ...route, target }));
  return [...clouded, ...EVERYTHING.map((all) => ({ prefix: all, origin, target, source: fact.source }))];
}

export function buildGatewayTables(facts: Facts, vpcs: readonly Vpc[]): readonly GatewayTable[] {
  const loose = [...staticRoutes(facts), ...propagatedRoutes(facts, vpcs)];
  return facts.gatewayTables.flatMap((table): GatewayTable[] => {
    if (!table.gateway.ok) return [];
    const here = loose.filter((route) => mayBeIn(route, table));
    const routes = here.flatMap(placed);
    const clouding = here.find((route) => !route.destination.ok);
    const { id, name } = table;
    return [{ id, name, gateway: table.gateway.value, routes: clouding ? cloud(routes, clouding) : routes }];
  });
}
