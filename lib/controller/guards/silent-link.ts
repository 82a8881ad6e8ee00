// Pure: working traffic never moves onto a BGP link of this site that brings nothing any more. BGP has given the link up
// and left it, and probes or AWS's reports say so only later: an override would pull traffic back onto it.
//
//   of a prefix of the premises the table holds       the link is
//   the route over this link                          heard
//   a route that wins over it, and may hide it        taken to be heard
//   only routes that it would win over, or none       silent

import { type Prefix, samePrefix } from '../../net/prefix';
import { type GatewayRoute, type GatewayTable, ROUTE_ORIGINS } from '../../routing/network';
import type { SessionEnd } from '../site-routing';
import { fateOf, isLost } from './believed-path';
import type { Guard } from './guard';

/** True when the route stands where that of the link would stand, or in front of it. */
function coversFor(route: GatewayRoute, to: Prefix, { attachment, origin, pathLength }: SessionEnd): boolean {
  if (!samePrefix(route.prefix, to)) return false;
  if (route.target.kind === 'attachment' && route.target.attachment === attachment) return true;
  const rank = ROUTE_ORIGINS.indexOf(route.origin) - ROUTE_ORIGINS.indexOf(origin);
  return rank < 0 || (rank === 0 && (route.pathLength ?? 0) <= pathLength);
}

function isSilent(end: SessionEnd, { routes }: GatewayTable): boolean {
  return end.announced.some((to) => !routes.some((route) => coversFor(route, to, end)));
}

export const notOntoSilentLink: Guard = (change, world) => {
  if (change.kind !== 'override' || change.to.kind !== 'link') return undefined;
  const { table, remote, to } = change;
  const at = world.ends.get(to.link);
  // Whether what is withdrawn would bring anything cannot be seen.
  if (at?.end.premises !== remote || !at.standing.propagations.includes(world.routing.tables[table])) return undefined;
  if (!isSilent(at.end, world.tables[table]) || isLost(fateOf(world, remote, table))) return undefined;
  return { code: 'held-silent-link', because: `${to.link} brings no routes of ${remote} at the moment` };
};
