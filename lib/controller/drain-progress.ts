// Pure: when a drain is complete. Both ends, and every site between, must have said that they send nothing over the link
// any more, and what was in flight when they said so must have left it.

import type { Backbone } from '../routing/backbone';
import type { PublishedHops } from './database';
import type { LinkState } from './link-state/link-states';
import { membersBeside, type Publications } from './order';

/** Longer than any round trip between two datacenters on Earth. */
const ROUND_TRIP_MS = 1_000;

function uses({ transit, spokes }: PublishedHops, link: string): boolean {
  return transit.includes(link) || spokes.includes(link);
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
  const words = [admission, ...membersBeside(backbone, admission, publications, nowMs)].map((s) => publications.get(s));
  const isEmpty = (link: string): boolean =>
    words.every(
      (word) =>
        word !== undefined &&
        (word.links[link]?.standing ?? 'up') !== 'up' &&
        (before.includes(link) || nowMs - word.atMs >= ROUND_TRIP_MS) &&
        !Object.values(word.hops).some((hops) => uses(hops, link)),
    );
  const wanted = states.filter((state) => state.wanted && state.standing !== 'up').map((state) => state.link);
  return wanted.filter(isEmpty).sort();
}
