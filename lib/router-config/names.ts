// Pure: names in router configurations, which are the same for every vendor: whoever knows one router knows the others.

export const FROM_AWS = 'DETOUR-from-aws';
export const ANNOUNCED = 'DETOUR-announced';

/** Lists of an AWS site: all inside its aggregate, or that alone. What it is stands first, so that no two names meet. */
export function areaName(site: string, part: 'within' | 'aggregate'): string {
  return `DETOUR-${part}-${site}`;
}

/** Policies and lists of one link. `avoid` is what stands in for `in` while the link drops data. */
export function linkName(link: string, part: 'in' | 'avoid' | 'out' | 'probe' | 'target'): string {
  return `DETOUR-${part}-${link}`;
}

/** Why no router id is printed unless one is given. */
export const NO_ROUTER_ID = [
  'No router id is stated: the router takes one of its own addresses, and another one when that goes, which ends every',
  'session. State one with --router-id, for each router its own.',
] as const;

/** Under what an anchor stands: BGP's own routes and those of an interior protocol come first on every vendor. */
export const LAST_RESORT = 254;

/** Minutes after which a session that was closed for announcing too much is tried again. */
export const RETRY_MINUTES = 15;
