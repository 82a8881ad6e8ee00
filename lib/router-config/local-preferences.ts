// Pure: local preferences of an on-prem router, from the order in which it prefers its links for each site. They are
// numbers between which no others are needed: the order of all links is in them, whichever are up.

import type { RouterPreference } from '../routing/network';

/** The most preferred link. Above the 100 of whatever the router hears elsewhere; a site has at most 255 links. */
const USUAL = 1000;
/** The most preferred of the links that carry no data: below every usual one. */
const AVOIDED = 500;

/** Every link: those that lead to the site as `routerPreferences` orders them, then the others in the order of names. */
function wholeOrder({ links }: RouterPreference, names: readonly string[]): readonly string[] {
  return [...links, ...names.filter((name) => !links.includes(name)).sort()];
}

/** What a link's routes into one area get. */
export function localPreference(
  preference: RouterPreference,
  link: string,
  names: readonly string[],
): { readonly usual: number; readonly avoided: number } {
  const rank = wholeOrder(preference, names).indexOf(link);
  return { usual: USUAL - rank, avoided: AVOIDED - rank };
}
