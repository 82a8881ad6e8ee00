// The AWS ends of BGP links over a network, as changes of that network: what EC2 and Direct Connect do to it, and what
// they refuse. The contract is in fake-ports.ts.

import type { AllowedPrefixes, BgpReading, EdgeRoute } from '../../lib/controller/ports';
import { type SiteRouting, STEERED_TABLES } from '../../lib/controller/site-routing';
import { type Prefix, samePrefix } from '../../lib/net/prefix';
import { settle } from '../../lib/routing/bgp';
import type { GatewayRoute, LinkConditions, Network, Session } from '../../lib/routing/network';

/** An update of allowed prefixes that has been accepted. */
export interface AllowedUpdate {
  readonly link: string;
  readonly before: readonly Prefix[];
  readonly prefixes: readonly Prefix[];
  readonly dueMs: number;
}

function withTable(
  network: Network,
  { site, gateway }: SiteRouting,
  id: string,
  change: (routes: readonly GatewayRoute[]) => readonly GatewayRoute[],
): Network {
  const table = network.tables.find((t) => t.id === id && t.gateway === gateway);
  if (!table) throw new Error(`InvalidRouteTableID.NotFound: ${id} is not of ${site}`);
  const routes = change(table.routes);
  return { ...network, tables: network.tables.map((t) => (t === table ? { ...t, routes } : t)) };
}

/** `expected`: whether the table has to have a static route for the prefix. Without an attachment it is deleted. */
export function withEdgeRoute(
  network: Network,
  routing: SiteRouting,
  { table, prefix: to, attachment }: Pick<EdgeRoute, 'table' | 'prefix'> & { readonly attachment?: string },
  expected: boolean,
): Network {
  if (
    attachment !== undefined &&
    !network.attachments.some((a) => a.gateway === routing.gateway && a.id === attachment)
  )
    throw new Error(`NotFound: ${attachment} is not attached at ${routing.site}`);
  return withTable(network, routing, table, (routes) => {
    const others = routes.filter((route) => !(route.origin === 'static' && samePrefix(route.prefix, to)));
    if (others.length < routes.length !== expected)
      throw new Error(`InvalidRoute: ${table} ${expected ? 'has no' : 'has a'} static route for ${to.text}`);
    if (attachment === undefined) return others;
    const target = { kind: 'attachment', attachment } as const;
    return [...others, { prefix: to, origin: 'static', target, source: 'written' }];
  });
}

function vpcRoutes(network: Network, routing: SiteRouting, attachment: string): readonly GatewayRoute[] {
  const at = network.attachments.find((a) => a.gateway === routing.gateway && a.id === attachment)?.to;
  const vpc = network.vpcs.find(({ id }) => at?.kind === 'vpc' && id === at.vpc);
  if (!vpc)
    throw new Error(`NotFound: ${attachment} is neither a VPC's attachment at ${routing.site} nor a BGP link's`);
  const target = { kind: 'attachment', attachment } as const;
  return vpc.cidrs.map((cidr) => ({ prefix: cidr, origin: 'vpc', target, source: 'propagated' }));
}

export function withPropagation(
  network: Network,
  routing: SiteRouting,
  { table, attachment }: { readonly table: string; readonly attachment: string },
  enabled: boolean,
): Network {
  const refuse = () => new Error(`TransitGatewayRouteTablePropagation: ${attachment} in ${table} is as asked already`);
  const session = network.sessions.find((s) => s.gateway === routing.gateway && s.attachment === attachment);
  if (session && network.tables.some((t) => t.id === table && t.gateway === routing.gateway)) {
    if (session.propagatesTo.includes(table) === enabled) throw refuse();
    const others = session.propagatesTo.filter((id) => id !== table);
    const propagatesTo = enabled ? [...others, table].sort() : others;
    return { ...network, sessions: network.sessions.map((s) => (s === session ? { ...s, propagatesTo } : s)) };
  }
  return withTable(network, routing, table, (routes) => {
    const isOf = (r: GatewayRoute) =>
      r.origin === 'vpc' && r.target.kind === 'attachment' && r.target.attachment === attachment;
    if (routes.some(isOf) === enabled) throw refuse();
    return enabled ? [...routes, ...vpcRoutes(network, routing, attachment)] : routes.filter((r) => !isOf(r));
  });
}

export function allowedBy(network: Network, routing: SiteRouting, link: string): readonly Prefix[] {
  const session = network.sessions.find((s) => s.gateway === routing.gateway && s.link === link);
  if (session?.advertises.kind !== 'prefixes') throw new Error(`NotFound: ${link} has no association`);
  return session.advertises.prefixes;
}

/** The allowed prefixes after an update; refuses what Direct Connect refuses on the strictest reading. */
export function updated(
  before: readonly Prefix[],
  add: readonly Prefix[],
  remove: readonly Prefix[],
): readonly Prefix[] {
  const has = (prefixes: readonly Prefix[], to: Prefix) => prefixes.some((one) => samePrefix(one, to));
  if (add.length + remove.length === 0) throw new Error('InvalidRequest: nothing is to be changed');
  for (const to of add) if (has(before, to)) throw new Error(`InvalidRequest: ${to.text} is allowed already`);
  for (const to of remove) if (!has(before, to)) throw new Error(`InvalidRequest: ${to.text} is not allowed`);
  return [...before.filter((one) => !has(remove, one)), ...add];
}

export function withAllowed(network: Network, { link, prefixes }: AllowedUpdate): Network {
  const sessions = network.sessions.map(
    (session): Session =>
      session.link === link ? { ...session, advertises: { kind: 'prefixes', prefixes } } : session,
  );
  return { ...network, sessions };
}

/** What is read of the list of a Direct Connect link. */
function readAllowed(
  { sessions }: Network,
  link: string,
  pending: (link: string) => readonly Prefix[] | undefined,
): AllowedPrefixes | undefined {
  const advertises = sessions.find((session) => session.link === link)?.advertises;
  if (advertises?.kind !== 'prefixes') return undefined;
  const next = pending(link);
  return { prefixes: next ?? advertises.prefixes, settled: next === undefined };
}

/** The reading with each list asked for by itself, as one that is not told is no obstacle to the others. */
export async function withListsAsked(
  reading: BgpReading,
  ask: (list: AllowedPrefixes) => Promise<AllowedPrefixes>,
): Promise<BgpReading> {
  const allowed = new Map<string, AllowedPrefixes>();
  const unread = new Map<string, string>();
  const one = async ([link, list]: [string, AllowedPrefixes]) => {
    try {
      allowed.set(link, await ask(list));
    } catch (error) {
      unread.set(link, (error as Error).message);
    }
  };
  await Promise.all([...reading.allowed].map(one));
  return { ...reading, allowed, ...(unread.size === 0 ? {} : { unread }) };
}

/** What a site reads of its own ends. A list whose update is under way reads as `pending` gives it. */
export function readingOf(
  network: Network,
  routing: SiteRouting,
  conditions: LinkConditions = new Map(),
  pending: (link: string) => readonly Prefix[] | undefined = () => undefined,
): BgpReading {
  const { tables } = settle(network, conditions);
  const steered = STEERED_TABLES.map((name) => routing.tables[name]);
  const sessions = network.sessions.filter(({ gateway }) => gateway === routing.gateway);
  const edges = [...routing.sessionOf.values()].flatMap(({ link, edgeTable }) => {
    const table = tables.find(({ id }) => id === edgeTable);
    return table ? [[link, table] as const] : [];
  });
  const vpcs = (routes: readonly GatewayRoute[]) =>
    routes.flatMap(({ origin, target }) =>
      origin === 'vpc' && target.kind === 'attachment' ? [target.attachment] : [],
    );
  return {
    edges: new Map(edges),
    propagations: new Map(
      sessions.map(({ link, propagatesTo }) => [link, propagatesTo.filter((id) => steered.includes(id))]),
    ),
    edgePropagations: new Map(edges.map(([link, { routes }]) => [link, [...new Set(vpcs(routes))]])),
    allowed: new Map(
      sessions.flatMap(({ link }) => {
        const list = readAllowed(network, link, pending);
        return list ? [[link, list] as const] : [];
      }),
    ),
  };
}
