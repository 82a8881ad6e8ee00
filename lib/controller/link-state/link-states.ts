// Pure: the state of every link, from one snapshot of the database.

import type { Backbone } from '../../routing/backbone';
import type { Standing, Standings } from '../../routing/shortest-paths';
import type { Publication, Snapshot } from '../database';
import { drainWish, isHeldEmpty, judge, type Verdict } from './checks';
import { gatherFacts, type LinkFacts } from './facts';
import { currentNotices } from './notices';

export interface LinkState extends Verdict {
  readonly link: string;
  /** True when somebody wants the link empty; while it works, that needs admission. */
  readonly wanted: boolean;
  /** True when an operator's order is why. */
  readonly ordered?: true;
}

/** What the checks look at, in the order of the backbone's links. */
export function linkFacts(
  backbone: Backbone,
  snapshot: Snapshot,
  previous: Publication['links'],
  nowMs: number,
): readonly LinkFacts[] {
  const known = { ...snapshot, notices: currentNotices(snapshot.notices) };
  const before = (link: string) => previous[link]?.standing ?? 'up';
  return backbone.links.map((link) => gatherFacts(link, known, backbone.policy, before(link.name), nowMs));
}

function stateOf(facts: LinkFacts): LinkState {
  const wish = drainWish(facts);
  return {
    link: facts.link,
    wanted: wish !== undefined || isHeldEmpty(facts),
    ...(wish?.code === 'link-drain-ordered' ? { ordered: true } : {}),
    ...judge(facts),
  };
}

/** Link states in the order of the backbone's links. `previous` is what this site last published of them. */
export function linkStates(
  backbone: Backbone,
  snapshot: Snapshot,
  previous: Publication['links'],
  nowMs: number,
): readonly LinkState[] {
  return linkFacts(backbone, snapshot, previous, nowMs).map(stateOf);
}

export function standingsOf(states: readonly LinkState[]): Standings {
  return new Map(states.flatMap((s): [string, Standing][] => (s.standing === 'up' ? [] : [[s.link, s.standing]])));
}
