// Pure: routes that never match, because others of the same table hide them completely: the same prefix with an origin that
// AWS prefers, or longer prefixes that cover all of it.
//
//   hidden                                  by routes that                          finding
//   a static or VPC route                   lead elsewhere                          yes
//   a static or VPC route                   lead to the same                        none: it makes no difference
//   what a link with BGP brings             are static, whatever they lead to       yes: the table does not follow BGP
//   a static route                          BGP brings                              none: they go when their link goes
//
// The last is the floating static route of the baseline.

import { comparePrefixes, contains, type Prefix } from '../../net/prefix';
import { settle } from '../../routing/bgp';
import { addressClasses } from '../../routing/flow-trace';
import { matchGatewayRoute, matchVpcRoute } from '../../routing/lookup';
import type { GatewayRoute, GatewayTable, Network, RouteTarget, VpcRoute, VpcTarget } from '../../routing/network';
import { type Finding, finding } from '../findings';
import { canonicalJson } from '../json';
import { sourceOf } from '../labels';
import type { Check, Judged } from './check';

interface AnyRoute {
  readonly prefix: Prefix;
  readonly target: RouteTarget | VpcTarget;
  readonly source: string;
}

/** The routes within a prefix, in a list sorted by prefix. */
function within<R extends AnyRoute>(sorted: readonly R[], outer: Prefix): readonly R[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const route = sorted[middle];
    if (route && comparePrefixes(route.prefix, outer) < 0) low = middle + 1;
    else high = middle;
  }
  let end = low;
  for (let route = sorted[end]; route && contains(outer, route.prefix); route = sorted[end]) end += 1;
  return sorted.slice(low, end);
}

/** What hides a route: for every address of it, another route that matches. Undefined when it matches any. */
function hiding<R extends AnyRoute>(
  route: R,
  candidates: readonly R[],
  match: (address: ReturnType<typeof addressClasses>[number]) => R | undefined,
  isSame: (found: R) => boolean,
): readonly R[] | undefined {
  const prefixes = candidates.map(({ prefix }) => prefix);
  const found = new Set<R>();
  for (const address of addressClasses(route.prefix, prefixes)) {
    const matched = match(address);
    if (!matched || isSame(matched) || !contains(route.prefix, matched.prefix)) return undefined;
    found.add(matched);
  }
  return [...found];
}

function leadsElsewhere(route: AnyRoute): (other: AnyRoute) => boolean {
  const target = canonicalJson(route.target);
  return (other) => canonicalJson(other.target) !== target;
}

function shadowed(table: string, source: string, route: AnyRoute, by: readonly AnyRoute[], why: string): Finding {
  const [first, ...more] = [...new Set(by.map((each) => each.source))];
  const others = more.length === 0 ? '' : ` and ${more.length === 1 ? 'one more route' : `${more.length} more routes`}`;
  return finding('verify-route-shadowed', {
    message: `table ${table} never uses its route ${route.prefix.text} (${route.source}): ${first}${others} hide${more.length === 0 ? 's' : ''} it${why}`,
    fix: `remove ${route.source}, or what hides it: ${[first, ...more].slice(0, 3).join(', ')}`,
    source,
  });
}

/** Routes that a template has made: static ones and those of VPCs. */
function hiddenMade(judged: Judged, table: GatewayTable, made: readonly GatewayRoute[]): readonly Finding[] {
  const sorted = [...made].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
  return made.flatMap((route) => {
    const by = hiding(
      route,
      within(sorted, route.prefix),
      (address) => matchGatewayRoute(made, address),
      (found) => found.prefix.text === route.prefix.text && found.origin === route.origin,
    );
    if (!by?.some(leadsElsewhere(route))) return [];
    return [shadowed(table.name, sourceOf(judged.facts, table.id), route, by, '')];
  });
}

/** Routes that BGP brings, beneath static ones. */
function hiddenLearned(judged: Judged, table: GatewayTable, made: readonly GatewayRoute[]): readonly Finding[] {
  const sorted = [...made].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
  return table.routes
    .filter(({ learnedOver }) => learnedOver !== undefined)
    .flatMap((route) => {
      const candidates = within(sorted, route.prefix);
      if (candidates.length === 0) return [];
      const routes = [...candidates, route];
      const by = hiding(
        route,
        routes,
        (address) => matchGatewayRoute(routes, address),
        (found) => found.learnedOver === route.learnedOver,
      );
      if (!by) return [];
      return [
        shadowed(table.name, sourceOf(judged.facts, table.id), route, by, ', so that the table does not follow BGP'),
      ];
    });
}

function inGatewayTables(judged: Judged, settled: Network): readonly Finding[] {
  return settled.tables.flatMap((table) => {
    const made = table.routes.filter(({ learnedOver }) => learnedOver === undefined);
    return [...hiddenMade(judged, table, made), ...hiddenLearned(judged, table, made)];
  });
}

function inVpcTables({ facts, network }: Judged): readonly Finding[] {
  return network.vpcTables.flatMap(({ id, routes }) => {
    const sorted = [...routes].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
    return routes.flatMap((route: VpcRoute) => {
      const by = hiding(
        route,
        within(sorted, route.prefix),
        (address) => matchVpcRoute(routes, address),
        (found) => found === route,
      );
      if (!by?.some(leadsElsewhere(route))) return [];
      return [shadowed(sourceOf(facts, id), sourceOf(facts, id), route, by, '')];
    });
  });
}

export const shadowedRoutes: Check = (judged) => [
  ...inGatewayTables(judged, settle(judged.network, new Map())),
  ...inVpcTables(judged),
];
