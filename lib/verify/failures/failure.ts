// Pure: a failure as BGP and as controllers see it, and on which of its links the shortest paths from a site depend.
// Controllers see that a link is grey as surely as that it is down: their probes find it.

import type { Backbone } from '../../routing/backbone';
import type { LinkCondition, LinkConditions, Network } from '../../routing/network';
import type { Scenario } from '../../routing/scenario';
import { type Standings, usedLinks } from '../../routing/shortest-paths';
import { conditionsOf } from '../scenarios';

export interface Failure {
  /** Names of the links that fail, sorted. */
  readonly links: readonly string[];
  readonly conditions: LinkConditions;
  /**
   * Sites that are lost whole, whose controllers do nothing. Nobody measures their BGP links any more, and it makes no
   * difference whether others think them up: a path over one leads on over a peering that its other end finds dead.
   */
  readonly lost: ReadonlySet<string>;
}

/** Links of a lost site that only the templates know. */
function alsoLost(
  { gateways, links, sessions }: Network,
  lost: ReadonlySet<string>,
): readonly [string, LinkCondition][] {
  const gone = new Set(gateways.filter(({ site }) => lost.has(site)).map(({ id }) => id));
  const spoken = new Set(sessions.map(({ link }) => link));
  return links
    .filter(({ ends }) => ends.some((end) => 'gateway' in end && gone.has(end.gateway)))
    .map(({ name }) => [name, spoken.has(name) ? 'down' : 'grey']);
}

export function failureOf(network: Network, backbone: Backbone, scenario: Scenario): Failure {
  const lost = new Set(scenario.sites);
  const also = lost.size > 0 ? alsoLost(network, lost) : [];
  const conditions: LinkConditions = new Map([...also, ...conditionsOf(scenario, backbone)]);
  return { links: [...conditions.keys()].sort(), conditions, lost };
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
