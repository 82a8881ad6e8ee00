// Pure: the routes of a gateway table as SearchTransitGatewayRoutes shows and finds them.
//
//   shown          of the routes of one prefix the preferred one: static, prefix list, VPC, Direct Connect, VPN; then the
//                  shorter AS path. Equals are one route with several attachments
//   type           static, or propagated: routes of prefix lists too, which say their list
//
//   exact-match            the prefix itself
//   longest-prefix-match   the longest prefix that covers it, of all shown
//   subnet-of-match        it and all prefixes in it
//   supernet-of-match      it and all prefixes that cover it
//
// Source: AWS, "How transit gateways work", route evaluation order; EC2 API reference, SearchTransitGatewayRoutes. That the
// prefix itself counts in the last two is not said there.

import { contains, type Prefix, parseAddress, parsePrefix, prefixOf, samePrefix, width } from '../../../net/prefix';
import { type GatewayRoute, type GatewayTable, ROUTE_ORIGINS } from '../../../routing/network';
import { Refused } from '../../refused';
import { type Filter, type Filtered, passes } from '../filters';

export interface ShownRoute {
  readonly prefix: Prefix;
  readonly type: 'static' | 'propagated';
  /** A route of which nobody knows where it leads is shown as one that leads nowhere. */
  readonly state: 'active' | 'blackhole';
  readonly list?: string;
  readonly attachments: readonly string[];
}

function compareRoutes(a: GatewayRoute, b: GatewayRoute): number {
  const rank = ROUTE_ORIGINS.indexOf(a.origin) - ROUTE_ORIGINS.indexOf(b.origin);
  return rank !== 0 ? rank : (a.pathLength ?? 0) - (b.pathLength ?? 0);
}

function shownOf(routes: readonly GatewayRoute[]): readonly ShownRoute[] {
  const [best] = [...routes].sort(compareRoutes);
  if (!best) return [];
  const equals = routes.filter((route) => compareRoutes(route, best) === 0);
  const attachments = equals.flatMap(({ target }) => (target.kind === 'attachment' ? [target.attachment] : []));
  return [
    {
      prefix: best.prefix,
      type: best.origin === 'static' ? 'static' : 'propagated',
      state: attachments.length > 0 ? 'active' : 'blackhole',
      ...(best.origin === 'prefix-list' ? { list: best.source } : {}),
      attachments: [...new Set(attachments)].sort(),
    },
  ];
}

const shownByRoutes = new WeakMap<readonly GatewayRoute[], readonly ShownRoute[]>();

/** One route for each prefix of the table. */
export function shownRoutes({ routes }: GatewayTable): readonly ShownRoute[] {
  const known = shownByRoutes.get(routes);
  if (known) return known;
  const byPrefix = new Map<string, GatewayRoute[]>();
  for (const route of routes) byPrefix.set(route.prefix.text, [...(byPrefix.get(route.prefix.text) ?? []), route]);
  const shown = [...byPrefix.values()].flatMap(shownOf);
  shownByRoutes.set(routes, shown);
  return shown;
}

/** Sorts by family, address and length. */
export function routeKey({ prefix: { family, bits, length } }: ShownRoute): string {
  return `${family} ${bits.toString(16).padStart(width(6) / 4, '0')} ${String(length).padStart(3, '0')}`;
}

type Match = (shown: readonly ShownRoute[], to: Prefix) => readonly ShownRoute[];

const MATCHES: Readonly<Record<string, Match>> = {
  'route-search.exact-match': (shown, to) => shown.filter(({ prefix }) => samePrefix(prefix, to)),
  'route-search.longest-prefix-match': (shown, to) => {
    const covering = shown.filter(({ prefix }) => contains(prefix, to));
    return [...covering].sort((a, b) => b.prefix.length - a.prefix.length).slice(0, 1);
  },
  'route-search.subnet-of-match': (shown, to) => shown.filter(({ prefix }) => contains(to, prefix)),
  'route-search.supernet-of-match': (shown, to) => shown.filter(({ prefix }) => contains(prefix, to)),
};

/** A prefix, or an address as the prefix of just it. */
function searched(text: string, name: string): Prefix {
  const address = parseAddress(text);
  if (address.ok) return prefixOf(address.value, width(address.value.family));
  const prefix = parsePrefix(text);
  if (prefix.ok) return prefix.value;
  throw new Refused('InvalidParameterValue', `Value (${text}) of filter ${name} is invalid: ${prefix.error}`);
}

/**
 * Routes that pass all filters, each by any of its values. A longest match is one of all routes shown, whatever the other
 * filters say.
 *
 * @param filtered the filters that look at attachments
 */
export function searchRoutes(
  shown: readonly ShownRoute[],
  filters: readonly Filter[],
  filtered: Filtered<ShownRoute>,
): readonly ShownRoute[] {
  const searches = filters.filter(({ name }) => Object.hasOwn(MATCHES, name));
  const passing = passes<ShownRoute>(
    filters.filter((filter) => !searches.includes(filter)),
    {
      'prefix-list-id': ({ list }) => [list],
      state: ({ state }) => [state],
      type: ({ type }) => [type],
      ...filtered,
    },
  );
  const matched = searches.map(({ name, values }) => {
    const found = values.flatMap((value) => MATCHES[name]?.(shown, searched(value, name)) ?? []);
    return new Set(found);
  });
  return shown.filter((route) => passing(route) && matched.every((found) => found.has(route)));
}
