// Pure: a gateway table as EC2 tells of it, in two answers that need not be of the same moment: its routes, and which
// prefix lists it refers to. Where they contradict each other, what they make together may never have been.
//
//   EC2 says of a route                                             its origin
//   it is of a prefix list                                          prefix-list
//   static                                                          static
//   propagated, where a reference sends an entry of a known list    prefix-list
//   propagated, by an attachment of another kind                    what the attachment is to
//
// A route of a kind of attachment that the model does not know ranks with the last: EC2 shows only the route that has won
// among those of a prefix, so it loses against nothing but what the controller adds.

import { comparePrefixes, type Prefix, parsePrefix, samePrefix } from '../net/prefix';
import type { GatewayRoute, GatewayTable, PrefixList, RouteOrigin, RouteTarget } from '../routing/network';
import type { SiteRouting } from './site-routing';

/** An item of SearchTransitGatewayRoutes. */
export interface SeenRoute {
  /** Absent: every entry of the prefix list. */
  readonly cidr?: string;
  readonly list?: string;
  readonly attachments: readonly { readonly id: string; readonly type: string }[];
  /** EC2's TransitGatewayRouteType. */
  readonly type: string;
  /** EC2's TransitGatewayRouteState. */
  readonly state: string;
}

/** An item of GetTransitGatewayPrefixListReferences. */
export interface SeenReference {
  readonly list: string;
  /** Absent where the reference drops what it is about. */
  readonly attachment?: string;
  /** EC2's TransitGatewayPrefixListReferenceState. */
  readonly state: string;
}

/** What is known of a table, and by whom. */
interface SeenTable {
  readonly id: string;
  readonly name: string;
  readonly routes: readonly SeenRoute[];
  readonly references: readonly SeenReference[];
}

const PROPAGATED: ReadonlyMap<string, RouteOrigin> = new Map([
  ['vpc', 'vpc'],
  ['direct-connect-gateway', 'direct-connect'],
]);

function prefixesOf({ cidr, list }: SeenRoute, table: string, lists: readonly PrefixList[]): readonly Prefix[] {
  if (cidr === undefined) {
    const known = lists.find(({ id }) => id === list);
    if (!known) throw new Error(`${table} has a route to ${list ?? 'nothing'} of which it is not known what it holds`);
    return known.entries;
  }
  const parsed = parsePrefix(cidr);
  if (!parsed.ok) throw new Error(`${table} has a route to ${cidr}: ${parsed.error}`);
  return [parsed.value];
}

function isOneOf(prefixes: readonly Prefix[], to: Prefix): boolean {
  return prefixes.some((one) => samePrefix(one, to));
}

/** The list that a route was put in by; undefined: by none. */
function listOf(seen: SeenRoute, to: Prefix, table: SeenTable, lists: readonly PrefixList[]): string | undefined {
  if (seen.list !== undefined || seen.type === 'static') return seen.list;
  const sends = ({ list, attachment }: SeenReference) =>
    seen.attachments.some(({ id }) => id === attachment) &&
    lists.some(({ id, entries }) => id === list && isOneOf(entries, to));
  return table.references.find(sends)?.list;
}

function targetsOf({ state, attachments }: SeenRoute): readonly RouteTarget[] {
  if (state === 'blackhole') return [{ kind: 'blackhole' }];
  if (attachments.length === 0)
    return [{ kind: 'unknown', why: `EC2 names no attachment of a route that is ${state}` }];
  return [...new Set(attachments.map(({ id }) => id))].map((attachment) => ({ kind: 'attachment', attachment }));
}

/** How a route that came over BGP is known to the model. EC2 does not tell its path: it is what the router is told. */
function learned(origin: RouteOrigin, target: RouteTarget, { linkOf, sessionOf }: SiteRouting) {
  if ((origin !== 'direct-connect' && origin !== 'vpn') || target.kind !== 'attachment') return {};
  const link = linkOf.get(target.attachment);
  if (link === undefined) return {};
  const pathLength = sessionOf.get(link)?.pathLength;
  return { learnedOver: link, ...(pathLength === undefined ? {} : { pathLength }) };
}

function routesOf(seen: SeenRoute, table: SeenTable, routing: SiteRouting): readonly GatewayRoute[] {
  const lists = [...routing.listOf.values()];
  return prefixesOf(seen, table.id, lists).flatMap((to) => {
    const list = listOf(seen, to, table, lists);
    const targets = targetsOf(seen);
    return targets.map((target): GatewayRoute => {
      if (list !== undefined) return { prefix: to, origin: 'prefix-list', target, source: list };
      if (seen.type === 'static') return { prefix: to, origin: 'static', target, source: `static in ${table.id}` };
      const [first] = seen.attachments;
      const origin = PROPAGATED.get(first?.type ?? '') ?? 'vpn';
      const source = `propagated by ${first?.id ?? 'nobody'}`;
      const isAlone = targets.length === 1; // Equal paths are of one length, whatever their routers are told.
      return { prefix: to, origin, target, source, ...(isAlone ? learned(origin, target, routing) : {}) };
    });
  });
}

/** Routes of several attachments, as equal paths give them, are one route for each. Throws when one cannot be read. */
export function gatewayTable(table: SeenTable, routing: SiteRouting): GatewayTable {
  const routes = table.routes.flatMap((seen) => routesOf(seen, table, routing));
  return {
    id: table.id,
    name: table.name,
    gateway: routing.gateway,
    routes: routes.sort((a, b) => comparePrefixes(a.prefix, b.prefix)),
  };
}

/** Why two answers are not of one moment. */
export type Doubt =
  | { readonly kind: 'contradiction'; readonly why: string }
  /** Entries that no route shows: the list has changed, or the answers are not of one moment. */
  | { readonly kind: 'missing'; readonly list: string; readonly entries: readonly Prefix[]; readonly why: string };

function sendsTo(route: GatewayRoute, { attachment }: SeenReference): boolean {
  if (route.target.kind === 'blackhole') return true; // What the reference names may be gone.
  return route.target.kind === 'attachment' && route.target.attachment === attachment;
}

function doubtOfList(list: PrefixList, seen: SeenTable, { routes }: GatewayTable): Doubt | undefined {
  const own = routes.filter(({ origin, source }) => origin === 'prefix-list' && source === list.id);
  const reference = seen.references.find((one) => one.list === list.id);
  const contradiction = (why: string) => ({ kind: 'contradiction', why: `${list.id} in ${seen.id}: ${why}` }) as const;
  if (!reference) return own.length === 0 ? undefined : contradiction('there are routes of it, and no reference to it');
  if (reference.state !== 'available') return contradiction(`the reference is ${reference.state}`);
  if (own.some((route) => !sendsTo(route, reference)))
    return contradiction(`the reference is to ${reference.attachment ?? 'nothing'}, and routes of it are not`);
  const shown = routes.filter(({ origin }) => origin === 'static' || origin === 'prefix-list').map((r) => r.prefix);
  const entries = list.entries.filter((entry) => !isOneOf(shown, entry));
  if (entries.length === 0) return undefined;
  const why = `there is no route to ${entries.map(({ text }) => text).join(', ')}, which the reference stands for`;
  return { kind: 'missing', list: list.id, entries, why: `${list.id} in ${seen.id}: ${why}` };
}

/**
 * What keeps a table from being believed, of each of the site's own lists. References to lists of others are theirs: what
 * their routes show is all that matters.
 */
export function doubts(seen: SeenTable, table: GatewayTable, { listOf: lists }: SiteRouting): readonly Doubt[] {
  return [...lists.values()].flatMap((list) => doubtOfList(list, seen, table) ?? []);
}
