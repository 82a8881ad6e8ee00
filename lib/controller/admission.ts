// Pure: which voluntary drains may begin. Only the admission site decides it, so that one view of the backbone follows
// the other: it admits the next drain only when every site that has a say has finished with the present view.

import type { Code } from '../net/codes';
import type { Backbone } from '../routing/backbone';
import type { Snapshot } from './database';
import { isBinding } from './link-state/checks';
import type { LinkState } from './link-state/link-states';
import { currentNotices } from './link-state/notices';
import { membersBeside, type Publications } from './order';

export interface AdmissionDecision {
  /** Links to let drain, at most one at a time. */
  readonly admit: readonly string[];
  /** Links whose drain has ended. */
  readonly dismiss: readonly string[];
  /** The drain that is next and may not begin yet, and why. */
  readonly waiting?: { readonly link: string; readonly because: string };
}

/** Members that have not published this view yet, or still plan a change under it. */
function unsettled(backbone: Backbone, publications: Publications, view: string, nowMs: number): readonly string[] {
  const { admission } = backbone.policy;
  return [admission, ...membersBeside(backbone, admission, publications, nowMs)].filter((site) => {
    const word = publications.get(site);
    return word === undefined || word.view !== view || word.intentMs !== undefined;
  });
}

/**
 * What is said of a link that is wanted empty and not admitted yet. One that nobody measures waits like any other: when
 * its maintenance begins, nobody would see that it is down.
 */
const WAITING: readonly Code[] = [
  'link-drain-waits',
  'link-drain-late',
  'link-hold-down',
  'link-flapping',
  'link-unobserved',
];

/** Waiting drains, the maintenance that begins first before the others, orders before notices. */
function queue(states: readonly LinkState[], snapshot: Snapshot, nowMs: number): readonly LinkState[] {
  const notices = currentNotices(snapshot.notices);
  const begins = (link: string): number => {
    const ordered = states.some((state) => state.link === link && state.ordered);
    if (ordered) return Number.NEGATIVE_INFINITY;
    const open = notices.filter((n) => n.links.includes(link) && isBinding(n) && n.endMs > nowMs);
    return Math.min(...open.map((n) => n.startMs));
  };
  const admitted = new Set(snapshot.admissions.map(({ link }) => link));
  return states
    .filter((s) => s.wanted && s.standing !== 'down' && !admitted.has(s.link) && WAITING.includes(s.code))
    .sort((a, b) => begins(a.link) - begins(b.link) || (a.link < b.link ? -1 : 1));
}

/** Why the next drain may not begin, or undefined when it may. */
function obstacle(active: readonly string[], late: readonly string[], backbone: Backbone): string | undefined {
  const { maxConcurrentDrains } = backbone.policy;
  if (active.length >= maxConcurrentDrains)
    return `${active.join(', ')} ${active.length === 1 ? 'is' : 'are'} drained, and ${maxConcurrentDrains} may be at once`;
  return late.length === 0 ? undefined : `${late.join(', ')} still has to finish with the present view`;
}

/**
 * An admission ends when nobody wants the link empty any more, and when an operator holds the link up, so that it does
 * not keep others waiting.
 */
export function decideAdmissions(
  backbone: Backbone,
  snapshot: Snapshot,
  states: readonly LinkState[],
  publications: Publications,
  view: string,
  nowMs: number,
): AdmissionDecision {
  const stateOf = new Map(states.map((s) => [s.link, s]));
  const hasEnded = (state: LinkState | undefined) => !state?.wanted || state.standing === 'up';
  const dismiss = snapshot.admissions.map((a) => a.link).filter((link) => hasEnded(stateOf.get(link)));
  const active = snapshot.admissions.map((a) => a.link).filter((link) => stateOf.get(link)?.standing === 'drained');
  const [next] = queue(states, snapshot, nowMs);
  if (!next || dismiss.length > 0) return { admit: [], dismiss };
  const because = obstacle(active, unsettled(backbone, publications, view, nowMs), backbone);
  return because === undefined
    ? { admit: [next.link], dismiss }
    : { admit: [], dismiss, waiting: { link: next.link, because: `${next.link} waits: ${because}` } };
}
