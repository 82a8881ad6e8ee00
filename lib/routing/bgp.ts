// Pure: BGP at rest. Given which links are down, every session that is up has said what it has to say, and the network's
// tables hold what was learned. Routers never pass on what they hear, so one round settles it:
//
//   session up      router -> gateway: its announcements, into every table that the attachment propagates to
//   session up      gateway -> router: the allowed prefixes (Direct Connect), or the associated table (VPN)
//   session down    neither end keeps anything; a link that is only grey keeps its session

import { comparePrefixes, contains, type Prefix, prefix } from '../net/prefix';
import type {
  GatewayRoute,
  GatewayTable,
  LinkConditions,
  Network,
  Router,
  RouterPreference,
  RouterRoute,
  RouteTarget,
  Session,
} from './network';

interface Heard {
  readonly prefix: Prefix;
  readonly session: Session;
}

const learnedRoutes = new WeakMap<Session, WeakMap<Router, readonly GatewayRoute[]>>();

function learnedAnew(session: Session, { site, announces, mayAnnounce }: Router): readonly GatewayRoute[] {
  const route = (announced: Prefix, target: RouteTarget): GatewayRoute => ({
    prefix: announced,
    origin: session.origin,
    target,
    source: `${site} over ${session.link}`,
    learnedOver: session.link,
    pathLength: session.pathLength,
  });
  const there = { kind: 'attachment', attachment: session.attachment } as const;
  const certain = announces.map((announced) => route(announced, there));
  if (!mayAnnounce) return certain;
  const { prefixes, why } = mayAnnounce;
  return [...certain, ...prefixes.map((possible) => route(possible, { kind: 'unknown', why }))];
}

/** What a gateway learns in a session from a router; the same values each time. */
function learned(session: Session, router: Router): readonly GatewayRoute[] {
  const ofSession = learnedRoutes.get(session) ?? new WeakMap<Router, readonly GatewayRoute[]>();
  learnedRoutes.set(session, ofSession);
  const routes = ofSession.get(router) ?? learnedAnew(session, router);
  ofSession.set(router, routes);
  return routes;
}

/** The table that a session's attachment is associated with: what a VPN advertises. */
function associatedTable(network: Network, session: Session, tables: ReadonlyMap<string, GatewayTable>) {
  const attachment = network.attachments.find((a) => a.gateway === session.gateway && a.id === session.attachment);
  return attachment?.table === undefined ? undefined : tables.get(attachment.table);
}

/** A route that came from this router is not sent back to it: its own AS is on the path (RFC 4271, 9.1.2). */
function advertised(
  network: Network,
  session: Session,
  tables: ReadonlyMap<string, GatewayTable>,
  routerOf: ReadonlyMap<string | undefined, string>,
): readonly Prefix[] {
  if (session.advertises.kind === 'prefixes') return session.advertises.prefixes;
  if (session.advertises.kind === 'unknown') return [];
  const routes = associatedTable(network, session, tables)?.routes ?? [];
  return routes.filter(({ learnedOver }) => routerOf.get(learnedOver) !== session.router).map((route) => route.prefix);
}

const orders = new WeakMap<readonly RouterPreference[], Map<string, readonly string[]>>();

/** The links in the order in which the router prefers them for this prefix. */
function orderFor(preferences: readonly RouterPreference[], to: Prefix): readonly string[] {
  const known = orders.get(preferences) ?? new Map<string, readonly string[]>();
  orders.set(preferences, known);
  const order = known.get(to.text) ?? preferences.find(({ area }) => contains(area, to))?.links ?? [];
  known.set(to.text, order);
  return order;
}

/** Position of a link in the order in which the router prefers links for this prefix. */
function rank(preferences: readonly RouterPreference[], heard: Heard): number {
  const order = orderFor(preferences, heard.prefix);
  const position = order.indexOf(heard.session.link);
  return position < 0 ? order.length : position;
}

function preferred(preferences: readonly RouterPreference[], a: Heard, b: Heard): Heard {
  const order = rank(preferences, a) - rank(preferences, b);
  return order < 0 || (order === 0 && a.session.link <= b.session.link) ? a : b;
}

const EVERYTHING = [prefix('0.0.0.0/0'), prefix('::/0')] as const;

/** A session of which nobody knows what it advertises may carry the longest match for anything. */
function clouded(routes: readonly RouterRoute[], sessions: readonly Session[]): readonly RouterRoute[] {
  const cloud = sessions.find(({ advertises }) => advertises.kind === 'unknown');
  if (cloud?.advertises.kind !== 'unknown') return routes;
  const why = `what is advertised over ${cloud.link} is not known: ${cloud.advertises.why}`;
  const target = { kind: 'unknown', why } as const;
  const all = EVERYTHING.map((everything) => ({ prefix: everything, target, source: cloud.link }));
  return [...routes.map((route) => ({ ...route, target })), ...all];
}

const heardRoutes = new WeakMap<Prefix, Map<string, RouterRoute>>();

/** The route of a prefix that is heard over a link; the same value each time. */
function heardOver({ prefix: to, session: { link } }: Heard): RouterRoute {
  const known = heardRoutes.get(to) ?? new Map<string, RouterRoute>();
  heardRoutes.set(to, known);
  const route = known.get(link) ?? { prefix: to, target: { kind: 'link', link }, source: `heard over ${link}` };
  known.set(link, route);
  return route;
}

/** One route for each prefix, over any of the links by which it is heard. */
function undecidedRoutes(heard: readonly Heard[]): readonly RouterRoute[] {
  const links = new Map<string, { readonly prefix: Prefix; readonly links: Set<string> }>();
  for (const { prefix: to, session } of heard) {
    const known = links.get(to.text) ?? { prefix: to, links: new Set<string>() };
    links.set(to.text, known);
    known.links.add(session.link);
  }
  return [...links.values()].map(({ prefix: to, links: by }): RouterRoute => {
    const [link = '', ...others] = [...by].sort();
    const target = { kind: 'link', link, ...(others.length > 0 ? { others } : {}) } as const;
    return { prefix: to, target, source: `heard over ${[link, ...others].join(' and ')}` };
  });
}

function decidedRoutes({ preferences }: Router, heard: readonly Heard[]): readonly RouterRoute[] {
  const best = new Map<string, Heard>();
  for (const next of heard) {
    const rival = best.get(next.prefix.text);
    best.set(next.prefix.text, rival ? preferred(preferences, rival, next) : next);
  }
  return [...best.values()].map(heardOver);
}

function routerRoutes(router: Router, sessions: readonly Session[], heard: readonly Heard[]): readonly RouterRoute[] {
  const found = router.undecided ? undecidedRoutes(heard) : decidedRoutes(router, heard);
  const routes = [...found].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
  return clouded(router.statics ? [...router.statics, ...routes] : routes, sessions);
}

function exchange(network: Network, up: readonly Session[]): Network {
  const routers = new Map(network.routers.map((router) => [router.id, router]));
  const routerOf = new Map(network.sessions.map(({ link, router }) => [link, router]));
  const arrivals = new Map<string, GatewayRoute[]>();
  for (const session of up) {
    const router = routers.get(session.router);
    if (!router) continue;
    for (const table of session.propagatesTo)
      arrivals.set(table, [...(arrivals.get(table) ?? []), ...learned(session, router)]);
  }
  const tables = network.tables.map((table) => {
    const routes = arrivals.get(table.id);
    return routes ? { ...table, routes: [...table.routes, ...routes] } : table;
  });
  const byId = new Map(tables.map((table) => [table.id, table]));
  const settledRouters = network.routers.map((router) => {
    const own = up.filter((session) => session.router === router.id);
    const heard = own.flatMap((session) =>
      advertised(network, session, byId, routerOf).map((to): Heard => ({ prefix: to, session })),
    );
    return { ...router, routes: routerRoutes(router, own, heard) };
  });
  return { ...network, tables, routers: settledRouters, sessions: [] };
}

const settledByDown = new WeakMap<Network, Map<string, Network>>();
const settledByConditions = new WeakMap<Network, WeakMap<LinkConditions, Network>>();

function settleAnew(network: Network, conditions: LinkConditions): Network {
  const isDown = (session: Session) => conditions.get(session.link) === 'down';
  const key = network.sessions
    .filter(isDown)
    .map(({ link }) => link)
    .join(' ');
  const known = settledByDown.get(network) ?? new Map<string, Network>();
  settledByDown.set(network, known);
  const settled =
    known.get(key) ??
    exchange(
      network,
      network.sessions.filter((session) => !isDown(session)),
    );
  known.set(key, settled);
  return settled;
}

/**
 * The network with everything that BGP has exchanged while the links are in these conditions: tables and routers hold
 * what they learned, and no session is left to settle. Settling twice changes nothing.
 */
export function settle(network: Network, conditions: LinkConditions): Network {
  if (network.sessions.length === 0) return network;
  const known = settledByConditions.get(network) ?? new WeakMap<LinkConditions, Network>();
  settledByConditions.set(network, known);
  const settled = known.get(conditions) ?? settleAnew(network, conditions);
  known.set(conditions, settled);
  return settled;
}
