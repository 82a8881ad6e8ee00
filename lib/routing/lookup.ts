// Pure: longest prefix match. Routes are indexed by length, once per table value, so that a look-up costs one probe per
// distinct prefix length.

import { type Address, type Family, type Prefix, width } from '../net/prefix';
import { type GatewayRoute, ROUTE_ORIGINS, type RouterRoute, type RouteTarget, type VpcRoute } from './network';

/** Routes of one length by what it leaves of an address: a number for IPv4, which is much quicker. */
interface Level<R> {
  readonly rest: Rest;
  readonly routes: ReadonlyMap<number | bigint, R>;
}

/** The bits of an address that a length leaves out, and for IPv4 by what to divide to be rid of them. */
interface Rest {
  readonly bits: bigint;
  readonly divisor: number;
}

type Index<R> = Readonly<Record<Family, readonly Level<R>[]>>;

/** Chooses between two routes of the same prefix. */
type Prefer<R> = (a: R, b: R) => R;

function restOf({ family, length }: Prefix): Rest {
  const bits = width(family) - length;
  return { bits: BigInt(bits), divisor: 2 ** bits };
}

function levels<R extends { readonly prefix: Prefix }>(routes: readonly R[], family: Family, prefer: Prefer<R>) {
  const byLength = new Map<number, { rest: Rest; routes: Map<number | bigint, R> }>();
  for (const route of routes) {
    const { prefix } = route;
    if (prefix.family !== family) continue;
    const level = byLength.get(prefix.length) ?? { rest: restOf(prefix), routes: new Map<number | bigint, R>() };
    byLength.set(prefix.length, level);
    const key = family === 4 ? Number(prefix.bits) / level.rest.divisor : prefix.bits >> level.rest.bits;
    const rival = level.routes.get(key);
    level.routes.set(key, rival === undefined ? route : prefer(rival, route));
  }
  return [...byLength].sort(([a], [b]) => b - a).map(([, level]): Level<R> => level);
}

function longest<R>(index: Index<R>, { family, bits }: Address): R | undefined {
  const number = Number(bits);
  for (const { rest, routes } of index[family]) {
    const found = routes.get(family === 4 ? Math.floor(number / rest.divisor) : bits >> rest.bits);
    if (found !== undefined) return found;
  }
  return undefined;
}

const extensions = new WeakMap<
  readonly object[],
  { readonly before: readonly object[]; readonly added: readonly object[] }
>();

/** The routes with more behind them. They are looked up in both, so that the first need not be indexed once more. */
export function withMore<R extends object>(before: readonly R[], added: readonly R[]): readonly R[] {
  const all = [...before, ...added];
  extensions.set(all, { before, added });
  return all;
}

type Match<R> = (routes: readonly R[], destination: Address) => R | undefined;

function indexed<R extends { readonly prefix: Prefix }>(prefer: Prefer<R>): Match<R> {
  const cache = new WeakMap<readonly R[], Index<R>>();
  const indexOf = (routes: readonly R[]) => {
    const index = { 4: levels(routes, 4, prefer), 6: levels(routes, 6, prefer) };
    cache.set(routes, index);
    return index;
  };
  const match: Match<R> = (routes, destination) => {
    const extension = extensions.get(routes) as { before: readonly R[]; added: readonly R[] } | undefined;
    if (extension) {
      const [one, other] = [match(extension.before, destination), match(extension.added, destination)];
      if (!one || !other) return one ?? other;
      if (one.prefix.length > other.prefix.length) return one;
      return one.prefix.length < other.prefix.length ? other : prefer(one, other);
    }
    return longest(cache.get(routes) ?? indexOf(routes), destination);
  };
  return match;
}

function sameTarget(a: RouteTarget, b: RouteTarget): boolean {
  return 'attachment' in a ? 'attachment' in b && a.attachment === b.attachment : a.kind === b.kind;
}

/**
 * AWS's order for equal prefixes: static, prefix-list reference, VPC, Direct Connect, VPN; then the shorter AS path. Two
 * routes that are equal in all that and disagree have no documented winner, so the target becomes unknown.
 * Source: AWS, "How transit gateways work", route evaluation order.
 */
function preferGatewayRoute(a: GatewayRoute, b: GatewayRoute): GatewayRoute {
  const rank = ROUTE_ORIGINS.indexOf(a.origin) - ROUTE_ORIGINS.indexOf(b.origin);
  const order = rank || (a.pathLength ?? 0) - (b.pathLength ?? 0);
  if (order > 0) return b;
  if (order < 0 || sameTarget(a.target, b.target)) return a;
  const why = `${a.source} and ${b.source} give ${a.prefix.text} different targets with equal preference`;
  return { ...a, target: { kind: 'unknown', why } };
}

/** In a VPC table the local route cannot be overridden by an equal prefix; else the first route stands. */
function preferVpcRoute(a: VpcRoute, b: VpcRoute): VpcRoute {
  return b.target.kind === 'local' && a.target.kind !== 'local' ? b : a;
}

/** The route of a gateway table that forwards to this address, or undefined when none matches. */
export const matchGatewayRoute = indexed(preferGatewayRoute);

/** The route of a VPC table that forwards to this address, or undefined when none matches. */
export const matchVpcRoute = indexed(preferVpcRoute);

/** The route of a router that forwards to this address, or undefined when none matches. It holds one route per prefix. */
export const matchRouterRoute = indexed<RouterRoute>((first) => first);
