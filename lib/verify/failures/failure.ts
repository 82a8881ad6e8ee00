// Pure: a failure as BGP and as controllers see it, and on which of its links the shortest paths from a site depend.
// Controllers see that a link is grey as surely as that it is down: their probes find it.

import type { Backbone } from '../../routing/backbone';
import type { LinkConditions } from '../../routing/network';
import { type Standings, usedLinks } from '../../routing/shortest-paths';

export interface Failure {
  /** Names of the links that fail, sorted. */
  readonly links: readonly string[];
  readonly conditions: LinkConditions;
}

export function failureOf(conditions: LinkConditions): Failure {
  return { links: [...conditions.keys()].sort(), conditions };
}

/** Standings in which exactly these links are down. */
export type StandingsOf = (links: readonly string[]) => Standings;

/** The same value for the same links, as far as it is asked for again: for one link always, for more in a row. */
export function keptStandings(): StandingsOf {
  const kept = new Map<string, Standings>();
  let last: { readonly links: readonly string[]; readonly standings: Standings } | undefined;
  return (links) => {
    const [name = '', second] = links;
    const known = second === undefined ? kept.get(name) : undefined;
    if (known) return known;
    if (last && last.links.length === links.length && last.links.every((link, i) => link === links[i]))
      return last.standings;
    const standings: Standings = new Map(links.map((link) => [link, 'down']));
    if (second === undefined) kept.set(name, standings);
    else last = { links, standings };
    return standings;
  };
}

/**
 * The fewest of the failed links that give a site the next hops and distances which all of them together give it: a link
 * that no shortest path uses, when those before it are down, changes none.
 */
export function relevantTo(
  backbone: Backbone,
  site: string,
  { links }: Failure,
  standings: StandingsOf,
): readonly string[] {
  let relevant: readonly string[] = [];
  while (relevant.length < links.length) {
    const used = usedLinks(backbone, site, standings(relevant));
    const next = links.find((link) => used.has(link) && !relevant.includes(link));
    if (next === undefined) break;
    relevant = [...relevant, next];
  }
  return relevant;
}
