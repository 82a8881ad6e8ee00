// Pure: longest prefix match. Routes are indexed by length, once per table value, so that a look-up costs one probe per
// distinct prefix length.

import { type Address, type Family, type Prefix, width } from '../net/prefix';
import { type GatewayRoute, ROUTE_ORIGINS, type RouterRoute, type RouteTarget, type VpcRoute } from './network';

interface Level<R> {
  readonly shift: bigint;
  readonly routes: ReadonlyMap<bigint, R>;
}

type Index<R> = Readonly<Record<Family, readonly Level<R>[]>>;

/** Chooses between two routes of the same prefix. */
type Prefer<R> = (a: R, b: R) => R;

function levels<R extends { readonly prefix: Prefix }>(routes: readonly R[], family: Family, prefer: Prefer<R>) {
  const byLength = new Map<number, Map<bigint, R>>();
  for (const route of routes) {
    if (route.prefix.family !== family) continue;
    const level = byLength.get(route.prefix.length) ?? new Map<bigint, R>();
    byLength.set(route.prefix.length, level);
    const shift = BigInt(width(family) - route.prefix.length);
    const key = route.prefix.bits >> shift;
    const rival = level.get(key);
    level.set(key, rival === undefined ? route : prefer(rival, route));
  }
  return [...byLength]
    .sort(([a], [b]) => b - a)
    .map(([length, level]): Level<R> => ({ shift: BigInt(width(family) - length), routes: level }));
}

function indexed<R extends { readonly prefix: Prefix }>(prefer: Prefer<R>) {
  const cache = new WeakMap<readonly R[], Index<R>>();
  return (routes: readonly R[], destination: Address): R | undefined => {
    let index = cache.get(routes);
    if (index === undefined) {
      index = { 4: levels(routes, 4, prefer), 6: levels(routes, 6, prefer) };
      cache.set(routes, index);
    }
    for (const level of index[destination.family]) {
      const match = level.routes.get(destination.bits >> level.shift);
      if (match !== undefined) return match;
    }
    return undefined;
  };
}

function sameTarget(a: RouteTarget, b: RouteTarget): boolean {
  return a.kind === b.kind && (a.kind !== 'attachment' || b.kind !== 'attachment' || a.attachment === b.attachment);
}

/**
 * AWS's order for equal prefixes: static, prefix-list reference, VPC, Direct Connect, VPN; then the shorter AS path. Two
 * routes that are equal in all that and disagree have no documented winner, so the target becomes unknown.
 * Source: AWS, "How transit gateways work", route evaluation order.
 */
function preferGatewayRoute(a: GatewayRoute, b: GatewayRoute): GatewayRoute {
  const rank = ROUTE_ORIGINS.indexOf(a.origin) - ROUTE_ORIGINS.indexOf(b.origin);
  if (rank !== 0) return rank < 0 ? a : b;
  const length = (a.pathLength ?? 0) - (b.pathLength ?? 0);
  if (length !== 0) return length < 0 ? a : b;
  if (sameTarget(a.target, b.target)) return a;
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
