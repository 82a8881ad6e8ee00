// Pure: the state of every link, from one snapshot of the database.

import type { Backbone } from '../../routing/backbone';
import type { Standing, Standings } from '../../routing/shortest-paths';
import type { Publication, Snapshot } from '../database';
import { drainWish, judge, type Verdict } from './checks';
import { gatherFacts } from './facts';

export interface LinkState extends Verdict {
  readonly link: string;
  /** True when somebody wants the link empty; while it works, that needs admission. */
  readonly wanted: boolean;
}

/** Link states in the order of the backbone's links. `previous` is what this site last published of them. */
export function linkStates(
  backbone: Backbone,
  snapshot: Snapshot,
  previous: Publication['links'],
  nowMs: number,
): readonly LinkState[] {
  return backbone.links.map(({ name }) => {
    const facts = gatherFacts(name, snapshot, backbone.policy, previous[name]?.standing ?? 'up', nowMs);
    return { link: name, wanted: drainWish(facts) !== undefined, ...judge(facts) };
  });
}

export function standingsOf(states: readonly LinkState[]): Standings {
  return new Map(states.flatMap((s): [string, Standing][] => (s.standing === 'up' ? [] : [[s.link, s.standing]])));
}

/**
 * The identity of a view: the standings that are not up, spelled out. Two sites with the same id compute the same paths,
 * whichever notices and observations led them there.
 */
export function viewId(standings: Standings): string {
  const named = [...standings]
    .filter(([, standing]) => standing !== 'up')
    .map(([link, standing]) => `${link}=${standing}`);
  return named.length === 0 ? 'all-up' : named.sort().join(',');
}
