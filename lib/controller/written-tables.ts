// Pure: the tables as CloudFormation wrote them. A route that is missing only because this site withdrew its link, or
// because AWS holds BGP down on it for a while, counts as there: an override that rests on it outlives both, and neither a
// deploy that enables the propagation again nor a session that comes back moves traffic back onto the link.

import { type Prefix, samePrefix } from '../net/prefix';
import type { Backbone } from '../routing/backbone';
import type { GatewayRoute, GatewayTable } from '../routing/network';
import type { EdgeTables } from './announcements';
import type { BgpEnd, BgpEnds } from './bgp-ends';
import type { SteeredTables } from './plan';
import type { BgpReading } from './ports';
import { steeringOf } from './site-prefixes';
import { type SiteRouting, STEERED_TABLES, type SteeredTable } from './site-routing';

function routeOf(to: Prefix, origin: GatewayRoute['origin'], attachment: string, source: string): GatewayRoute {
  return { prefix: to, origin, target: { kind: 'attachment', attachment }, source };
}

/** What a table would learn over a link that this site withdrew, or whose session is held down. */
function unlearned({ end, missing, standing, heldDown }: BgpEnd, table: string): readonly GatewayRoute[] {
  const isHeldDown = heldDown && standing.propagations.includes(table);
  if (!missing.propagations.includes(table) && !isHeldDown) return [];
  return end.announced.map((to) => ({
    ...routeOf(to, end.origin, end.attachment, `${end.premises} over ${end.link}`),
    learnedOver: end.link,
    pathLength: end.pathLength,
  }));
}

/** The two steered tables, overrides included, as they would be if nothing were withdrawn. */
export function writtenTables(tables: SteeredTables, routing: SiteRouting, ends: BgpEnds): SteeredTables {
  const written = (name: SteeredTable): GatewayTable => {
    const more = [...ends.values()].flatMap((end) => unlearned(end, routing.tables[name]));
    return more.length === 0 ? tables[name] : { ...tables[name], routes: [...tables[name].routes, ...more] };
  };
  const [transit, spokes] = STEERED_TABLES;
  return { transit: written(transit), spokes: written(spokes) };
}

/** The edge tables without announcements, as they would be if nothing were withdrawn. */
export function writtenEdges(reading: BgpReading | undefined, ends: BgpEnds, backbone: Backbone): EdgeTables {
  const steering = backbone.sites.flatMap((site) => (site.kind === 'aws' ? steeringOf(site) : []));
  const isOwned = (route: GatewayRoute) =>
    route.origin === 'static' && steering.some((one) => samePrefix(one, route.prefix));
  return new Map(
    [...(reading?.edges ?? [])].flatMap(([link, { routes }]) => {
      const at = ends.get(link);
      if (!at) return [];
      const { edgeRoutes, edgeVpcs } = at.missing;
      const vpcs = at.end.edgeVpcs.filter(({ attachment }) => edgeVpcs.includes(attachment));
      const missing = [
        ...edgeRoutes.map((r) => routeOf(r.prefix, 'static', r.attachment, link)),
        ...vpcs.map((r) => routeOf(r.prefix, 'vpc', r.attachment, link)),
      ];
      return [[link, { routes: [...routes.filter((route) => !isOwned(route)), ...missing] }] as const];
    }),
  );
}
