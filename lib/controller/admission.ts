// Pure: which voluntary drains may begin. Only the admission site decides it, so that one view of the backbone follows
// the other: it admits the next drain only when every site that has a say has finished with the present view.

import type { Code } from '../net/codes';
import type { Backbone } from '../routing/backbone';
import type { Notice, Snapshot } from './database';
import type { LinkState } from './link-state/link-states';
import { currentNotices } from './link-state/notices';
import { isBinding } from './link-state/wishes';
import { membersBeside, type Publications } from './order';
import { haveSameTopology } from './view';

export interface AdmissionDecision {
  /** Links to let drain, at most one at a time. */
  readonly admit: readonly string[];
  /** Links whose drain has ended. */
  readonly dismiss: readonly string[];
  /** The drain that is next and may not begin yet, and why. */
  readonly waiting?: WaitingDrain;
}

export interface WaitingDrain extends Obstacle {
  readonly link: string;
}

interface Obstacle {
  readonly because: string;
  /** False: it goes by itself in seconds while all sites are well. */
  readonly isLasting: boolean;
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

type Window = Pick<Notice, 'startMs' | 'endMs'>;

const ORDERED: Window = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.NEGATIVE_INFINITY };
const NEVER: Window = { startMs: Number.POSITIVE_INFINITY, endMs: Number.POSITIVE_INFINITY };

function ascending(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Waiting drains: orders first, then the maintenance that begins first. Of windows that begin together the one that ends
 * first goes first: whichever waits is late for so long, which is all of the short window and less of the long one.
 * Nothing is kept free for a window to come, and no drain gives way to another: traffic would be put back on a link that
 * may be cut at any time.
 */
function queue(states: readonly LinkState[], snapshot: Snapshot, nowMs: number): readonly LinkState[] {
  const notices = currentNotices(snapshot.notices).filter((notice) => isBinding(notice) && notice.endMs > nowMs);
  const windowOf = ({ link, ordered }: LinkState): Window =>
    ordered ? ORDERED : (notices.find(({ links }) => links.includes(link)) ?? NEVER);
  const admitted = new Set(snapshot.admissions.map(({ link }) => link));
  return states
    .filter((s) => s.wanted && s.standing !== 'down' && !admitted.has(s.link) && WAITING.includes(s.code))
    .map((state) => ({ state, window: windowOf(state) }))
    .sort(
      (a, b) =>
        ascending(a.window.startMs, b.window.startMs) ||
        ascending(a.window.endMs, b.window.endMs) ||
        (a.state.link < b.state.link ? -1 : 1),
    )
    .map(({ state }) => state);
}

/** Who keeps the next drain from beginning. */
interface Unready {
  /** Links that are drained. */
  readonly active: readonly string[];
  /** Sites that go by another topology, as while it is deployed to one after the other. */
  readonly apart: readonly string[];
  /** Sites that have not finished with the present view. */
  readonly late: readonly string[];
}

/** Why the next drain may not begin, or undefined when it may. */
function obstacle({ active, apart, late }: Unready, { policy }: Backbone): Obstacle | undefined {
  const { maxConcurrentDrains } = policy;
  const are = active.length === 1 ? 'is' : 'are';
  if (active.length >= maxConcurrentDrains)
    return {
      isLasting: true,
      because: `${active.join(', ')} ${are} drained, and ${maxConcurrentDrains} may be at once`,
    };
  if (apart.length > 0) {
    const because = `the topology at ${apart.join(', ')} is not the one here: let its deployment finish`;
    return { isLasting: true, because };
  }
  if (late.length === 0) return undefined;
  return {
    isLasting: false,
    because: `${late.join(', ')} ${late.length === 1 ? 'has' : 'have'} still to finish with the present view`,
  };
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
  const late = unsettled(backbone, publications, view, nowMs);
  const viewAt = (site: string) => publications.get(site)?.view ?? view;
  const apart = late.filter((site) => !haveSameTopology(viewAt(site), view));
  const kept = obstacle({ active, apart, late }, backbone);
  if (!kept) return { admit: [next.link], dismiss };
  const { isLasting, because } = kept;
  return { admit: [], dismiss, waiting: { link: next.link, because: `${next.link} waits: ${because}`, isLasting } };
}
