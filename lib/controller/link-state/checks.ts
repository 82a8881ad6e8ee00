// Pure: the checks that make a link's state, in the order in which they win. Each is total, looks only at the facts and
// relies on no earlier one having run.
//
//   check           when                                                          standing
//   frozen          an operator froze the link                                    as it was
//   forced up       an operator forced it up, and none ordered a drain since      up
//   reported down   AWS says that an end of it is not there                       down
//   seen bad        any end measured it bad just now, whatever the other says     down
//   unseen down     it was down and no end measures it any more, or one that      down
//                   nobody here can read
//   drained         somebody wants it empty and the drain is admitted             drained
//   unseen          no end measures it any more, or one that nobody can read      as it was
//   flapping        good again, and it went bad too often lately                  drained
//   held down       good again, but not for the hold-down or in an open window    drained
//   late            its maintenance has begun and its drain is not admitted yet   up
//   waiting         somebody wants it empty, not admitted yet                     up
//   degraded        part of it is not there, or large packets do not pass         up
//   healthy         nothing above                                                 up

import type { Code } from '../../net/codes';
import type { Standing } from '../../routing/shortest-paths';
import type { LinkStatus, Notice, Observation } from '../database';
import { minute, windowText } from '../window-text';
import type { LinkFacts } from './facts';
import { heldUntilMs } from './flaps';
import { complaintOf, reportedVerdict } from './reported';
import { isDrain, standingWishes } from './wishes';

export interface Verdict {
  readonly standing: Standing;
  readonly code: Code;
  /** One sentence for a person, lower case, no full stop. */
  readonly because: string;
}

/** Undefined: this check has nothing to say. */
type Check = (facts: LinkFacts) => Verdict | undefined;

function frozen({ orders, previous }: LinkFacts): Verdict | undefined {
  const order = orders.find((o) => o.action === 'freeze');
  if (!order) return undefined;
  return {
    standing: previous,
    code: 'link-frozen',
    because: `${order.owner} froze it: ${order.reason}`,
  };
}

function forcedUp({ orders }: LinkFacts): Verdict | undefined {
  const order = orders.find((o) => o.action === 'force-up');
  if (!order || orders.some((o) => isDrain(o) && o.atMs > order.atMs)) return undefined;
  const because = `${order.owner} forced it up: ${order.reason}`;
  return { standing: 'up', code: 'link-forced-up', because };
}

function reportedDown({ statuses }: LinkFacts): Verdict | undefined {
  const down = statuses.filter((status) => reportedVerdict(status) === 'bad');
  if (down.length === 0) return undefined;
  return { standing: 'down', code: 'link-reported-down', because: complaintsOf(down) };
}

function isReportedGood(status: LinkStatus): boolean {
  return reportedVerdict(status) === 'good';
}

function complaintsOf(statuses: LinkFacts['statuses']): string {
  const complaints = statuses.map(complaintOf).filter((said) => said !== undefined);
  return `AWS reports that ${complaints.sort().join(', and that ')}`;
}

function endsOf(observations: readonly Observation[]): string {
  return observations
    .map(({ site }) => site)
    .sort()
    .join(' and ');
}

function seenBad({ observations }: LinkFacts): Verdict | undefined {
  const bad = observations.filter((o) => o.verdict === 'bad');
  if (bad.length === 0) return undefined;
  const good = observations.filter((o) => o.verdict === 'good');
  const others = good.length === 0 ? '' : `, though those from ${endsOf(good)} do`;
  return { standing: 'down', code: 'link-probes-lost', because: `probes from ${endsOf(bad)} get no answer${others}` };
}

/**
 * What an end says that has fallen silent counts for nothing, and the other end decides alone. But what is there and cannot
 * be read, as of a newer version, may say that the link is dead.
 */
function whyUnseen({ observations, unread }: LinkFacts): string | undefined {
  if (unread.length > 0) return `what ${unread.join(' and ')} measures cannot be read`;
  return observations.length === 0 ? 'nobody measures it' : undefined;
}

function unseenDown(facts: LinkFacts): Verdict | undefined {
  const why = whyUnseen(facts);
  if (facts.previous !== 'down' || why === undefined) return undefined;
  return { standing: 'down', code: 'link-unobserved', because: `it was down and ${why} at the moment` };
}

/** The windows that want the link empty now, lead time included, the one that ends last before the others. */
export function openWindows(facts: LinkFacts): readonly Notice[] {
  const { policy, nowMs } = facts;
  return standingWishes(facts)
    .notices.filter(({ startMs }) => nowMs >= startMs - policy.maintenance.leadMs)
    .sort((a, b) => b.endMs - a.endMs);
}

/**
 * True when a freeze holds the link drained. It keeps its admission even when nobody else wants it empty any more, so that
 * no other drain takes its place meanwhile.
 */
export function isHeldEmpty({ orders, previous, admission }: LinkFacts): boolean {
  return admission !== undefined && previous === 'drained' && orders.some(({ action }) => action === 'freeze');
}

/** One of these windows, and that there are others. */
function announcement([open, ...more]: readonly Notice[]): string | undefined {
  if (!open) return undefined;
  const others = more.length === 0 ? '' : `, and ${more.length} more`;
  return `${open.source} announced ${open.drill ? 'a drill of ' : ''}maintenance, ${windowText(open.startMs, open.endMs)}${others}`;
}

/** Why somebody wants the link empty: an operator's order, else a confirmed window whose lead time has begun. */
export function drainWish(facts: LinkFacts): Pick<Verdict, 'code' | 'because'> | undefined {
  const [order] = standingWishes(facts).orders;
  if (order) {
    const what = order.action === 'drain' ? 'ordered a drain' : 'ordered pending tunnel maintenance to be applied';
    return { code: 'link-drain-ordered', because: `${order.owner} ${what}: ${order.reason}` };
  }
  const because = announcement(openWindows(facts));
  return because === undefined ? undefined : { code: 'link-maintenance', because };
}

function drained(facts: LinkFacts): Verdict | undefined {
  const wish = facts.admission && drainWish(facts);
  return wish && { standing: 'drained', ...wish };
}

function late(facts: LinkFacts): Verdict | undefined {
  const announced = announcement(openWindows(facts).filter(({ startMs }) => startMs <= facts.nowMs));
  if (announced === undefined || facts.admission) return undefined;
  const because = `${announced}; it has begun and the drain is not admitted yet, so traffic stays`;
  return { standing: 'up', code: 'link-drain-late', because };
}

function waiting(facts: LinkFacts): Verdict | undefined {
  const wish = drainWish(facts);
  if (!wish || facts.admission) return undefined;
  return { standing: 'up', code: 'link-drain-waits', because: `${wish.because}; not admitted yet, so traffic stays` };
}

function unseen(facts: LinkFacts): Verdict | undefined {
  const why = whyUnseen(facts);
  if (why === undefined) return undefined;
  return {
    standing: facts.previous,
    code: 'link-unobserved',
    because: `${why} at the moment, so it is held as it was`,
  };
}

function flapping({ observations, nowMs }: LinkFacts): Verdict | undefined {
  const until = Math.max(...observations.map(({ flaps }) => (flaps && heldUntilMs(flaps)) ?? Number.NEGATIVE_INFINITY));
  if (nowMs >= until) return undefined;
  return {
    standing: 'drained',
    code: 'link-flapping',
    because: `it went bad too often lately, trusted from ${minute(until)} UTC on`,
  };
}

/**
 * AWS may see a session go and come back that probes never missed. A link that went bad while its maintenance was on may
 * do so again until that is over, admitted or not: it is empty, so that keeping it so needs nobody's leave.
 */
function heldDown(facts: LinkFacts): Verdict | undefined {
  const { observations, statuses, nowMs, policy } = facts;
  const ends: readonly (Observation | LinkStatus)[] = [...observations, ...statuses.filter(isReportedGood)];
  const goodSince = Math.max(...ends.filter((end) => end.wasBad).map((end) => end.sinceMs));
  const during = openWindows(facts).filter(({ startMs }) => goodSince >= startMs - policy.maintenance.leadMs);
  const until = Math.max(goodSince + policy.holdDownMs, ...during.map(({ endMs }) => endMs));
  if (nowMs >= until) return undefined;
  const isBad = observations.some(({ verdict }) => verdict === 'bad');
  const because = isBad
    ? `bad since ${minute(goodSince)} UTC, and trusted when it has been good for the hold-down`
    : `good again since ${minute(goodSince)} UTC, trusted from ${minute(until)} on`;
  return { standing: 'drained', code: 'link-hold-down', because };
}

function degraded({ statuses, observations }: LinkFacts): Verdict | undefined {
  const partly = statuses.filter((status) => complaintOf(status) !== undefined);
  if (partly.length > 0) return { standing: 'up', code: 'link-degraded', because: complaintsOf(partly) };
  const small = observations.filter(({ fullSize }) => fullSize === 'lost');
  if (small.length === 0) return undefined;
  return {
    standing: 'up',
    code: 'link-degraded',
    because: `full-size segments from ${endsOf(small)} do not get through`,
  };
}

/** In the order in which they win, by the names that the table above gives them. */
export const CHECKS = {
  frozen,
  'forced up': forcedUp,
  'reported down': reportedDown,
  'seen bad': seenBad,
  'unseen down': unseenDown,
  drained,
  unseen,
  flapping,
  'held down': heldDown,
  late,
  waiting,
  degraded,
} satisfies Readonly<Record<string, Check>>;

const IN_ORDER = Object.values(CHECKS);

export const HEALTHY: Verdict = {
  standing: 'up',
  code: 'link-healthy',
  because: 'probes are answered and nobody announced maintenance',
};

/** The first check that has something to say decides. */
export function judge(facts: LinkFacts): Verdict {
  for (const check of IN_ORDER) {
    const verdict = check(facts);
    if (verdict) return verdict;
  }
  return HEALTHY;
}
