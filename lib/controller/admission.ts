// Pure: which voluntary drains may begin. Only the admission site decides it, so that one view of the backbone follows
// the other: it admits the next drain only when every site that has a say has finished with the present view.

import type { Code } from '../net/codes';
import type { Backbone } from '../routing/backbone';
import type { Admission, Snapshot } from './database';
import type { LinkState } from './link-state/link-states';
import { membersBeside, type Publications } from './order';

export interface AdmissionDecision {
  /** Links to let drain, at most one at a time. */
  readonly admit: readonly string[];
  /** Links whose drain has ended. */
  readonly dismiss: readonly string[];
}

/** True when every member has published this view and wants nothing more. */
function isSettled(backbone: Backbone, publications: Publications, view: string, nowMs: number): boolean {
  const { admission } = backbone.policy;
  return [admission, ...membersBeside(backbone, admission, publications, nowMs)].every((site) => {
    const word = publications.get(site);
    return word !== undefined && word.view === view && word.intentMs === undefined;
  });
}

/**
 * What is said of a link that is wanted empty and not admitted yet. One that nobody measures waits like any other: when
 * its maintenance begins, nobody would see that it is down.
 */
const WAITING: readonly Code[] = ['link-drain-waits', 'link-hold-down', 'link-unobserved'];

/** Waiting drains, the maintenance that begins first before the others, orders before notices. */
function queue(states: readonly LinkState[], snapshot: Snapshot): readonly LinkState[] {
  const begins = (link: string): number => {
    if (snapshot.orders.some((o) => o.link === link && o.action === 'drain')) return Number.NEGATIVE_INFINITY;
    return Math.min(
      ...snapshot.notices.filter((n) => n.link === link && n.status === 'confirmed').map((n) => n.startMs),
    );
  };
  const waiting = states.filter((s) => s.wanted && s.standing !== 'down' && WAITING.includes(s.code));
  return [...waiting].sort((a, b) => begins(a.link) - begins(b.link) || (a.link < b.link ? -1 : 1));
}

export function decideAdmissions(
  backbone: Backbone,
  snapshot: Snapshot,
  states: readonly LinkState[],
  publications: Publications,
  view: string,
  nowMs: number,
): AdmissionDecision {
  const stateOf = new Map(states.map((s) => [s.link, s]));
  const stillWanted = (admission: Admission) => stateOf.get(admission.link)?.wanted === true;
  const dismiss = snapshot.admissions.filter((a) => !stillWanted(a)).map((a) => a.link);
  const active = snapshot.admissions.filter((a) => stillWanted(a) && stateOf.get(a.link)?.standing !== 'down');
  const [next] = queue(states, snapshot);
  const room = active.length < backbone.policy.maxConcurrentDrains;
  if (!next || !room || dismiss.length > 0 || !isSettled(backbone, publications, view, nowMs))
    return { admit: [], dismiss };
  return { admit: [next.link], dismiss };
}
