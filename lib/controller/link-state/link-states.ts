// Pure: the state of every link, from one snapshot of the database.

import type { Backbone } from '../../routing/backbone';
import type { Standing, Standings } from '../../routing/shortest-paths';
import type { Publication, Snapshot } from '../database';
import { drainWish, isHeldEmpty, judge, type Verdict } from './checks';
import { gatherFacts } from './facts';
import { currentNotices } from './notices';

export interface LinkState extends Verdict {
  readonly link: string;
  /** True when somebody wants the link empty; while it works, that needs admission. */
  readonly wanted: boolean;
  /** True when an operator's order is why. */
  readonly ordered?: true;
}

/** Link states in the order of the backbone's links. `previous` is what this site last published of them. */
export function linkStates(
  backbone: Backbone,
  snapshot: Snapshot,
  previous: Publication['links'],
  nowMs: number,
): readonly LinkState[] {
  const known = { ...snapshot, notices: currentNotices(snapshot.notices) };
  return backbone.links.map((link) => {
    const { name } = link;
    const facts = gatherFacts(link, known, backbone.policy, previous[name]?.standing ?? 'up', nowMs);
    const wish = drainWish(facts);
    return {
      link: name,
      wanted: wish !== undefined || isHeldEmpty(facts),
      ...(wish?.code === 'link-drain-ordered' ? { ordered: true } : {}),
      ...judge(facts),
    };
  });
}

export function standingsOf(states: readonly LinkState[]): Standings {
  return new Map(states.flatMap((s): [string, Standing][] => (s.standing === 'up' ? [] : [[s.link, s.standing]])));
}
