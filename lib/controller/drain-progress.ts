// Pure: when a drain is complete. Every AWS site must have said lately that it sends nothing over the link any more, one
// that fell silent included, and what was in flight when it said so must have left it. An old word is not enough: a site
// that is cut off may have gone back to the link to rescue its traffic. Premises say nothing: what the AWS
// ends of their links announce tells by which they enter.

import type { Backbone, BackboneSite } from '../routing/backbone';
import type { Standings } from '../routing/shortest-paths';
import type { PublishedHops } from './database';
import { type LinkState, standingsOf } from './link-state/link-states';
import { FRESH_MS, type Publications } from './order';
import { entriesOf, type Voices, voicesOf } from './premises-entries';

/** Longer than any round trip between two datacenters on Earth. */
const ROUND_TRIP_MS = 1_000;

function uses({ transit, spokes }: PublishedHops, link: string): boolean {
  return transit.includes(link) || spokes.includes(link);
}

/** True when premises may still enter over the link, or over a VPN whose own table goes on over it. */
function isEntered(backbone: Backbone, link: string, voices: Voices, standings: Standings): boolean {
  const named = (kind: BackboneSite['kind']) => backbone.sites.filter((s) => s.kind === kind).map(({ name }) => name);
  return named('on-prem').some((premises) =>
    named('aws').some((remote) => {
      const entries = entriesOf(backbone, premises, remote, voices, standings).links;
      return entries.some((entry) => {
        const onward = voices.get(entry)?.session.onward?.[remote];
        return entry === link || onward?.includes(link);
      });
    }),
  );
}

/**
 * The links wanted empty that no site sends anything over, sorted; whether they still work does not matter. A link that
 * was found empty before stays so for as long as nobody uses it.
 */
export function emptiedLinks(
  backbone: Backbone,
  states: readonly LinkState[],
  publications: Publications,
  nowMs: number,
): readonly string[] {
  const { admission } = backbone.policy;
  const before = publications.get(admission)?.emptied ?? [];
  const words = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => publications.get(name));
  const isEmpty = (link: string): boolean =>
    words.every(
      (word) =>
        word !== undefined &&
        (word.links[link]?.standing ?? 'up') !== 'up' &&
        nowMs - word.atMs <= FRESH_MS &&
        (before.includes(link) || nowMs - word.atMs >= ROUND_TRIP_MS) &&
        !Object.values(word.hops).some((hops) => uses(hops, link)),
    );
  const voices = voicesOf(publications);
  const standings = standingsOf(states);
  const wanted = states.filter((state) => state.wanted && state.standing !== 'up').map((state) => state.link);
  return wanted.filter((link) => isEmpty(link) && !isEntered(backbone, link, voices, standings)).sort();
}
