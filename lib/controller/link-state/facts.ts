// Pure: what the checks of one link look at, gathered once, so that no check depends on another.

import type { Policy } from '../../routing/policy';
import type { Standing } from '../../routing/shortest-paths';
import type { Admission, Notice, Observation, Order, Snapshot } from '../database';

export interface LinkFacts {
  readonly link: string;
  readonly nowMs: number;
  readonly policy: Policy;
  /** What this site last held the link to be. */
  readonly previous: Standing;
  /** Only those about this link; of observations and orders only those that have not expired. */
  readonly notices: readonly Notice[];
  readonly observations: readonly Observation[];
  readonly orders: readonly Order[];
  readonly admission?: Admission;
}

export function gatherFacts(
  link: string,
  snapshot: Snapshot,
  policy: Policy,
  previous: Standing,
  nowMs: number,
): LinkFacts {
  const admission = snapshot.admissions.find((a) => a.link === link);
  return {
    link,
    nowMs,
    policy,
    previous,
    notices: snapshot.notices.filter((n) => n.link === link),
    observations: snapshot.observations.filter((o) => o.link === link && o.expiresMs > nowMs),
    orders: snapshot.orders.filter((o) => o.link === link && o.expiresMs > nowMs),
    ...(admission ? { admission } : {}),
  };
}
