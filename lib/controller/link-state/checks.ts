// Pure: the checks that make a link's state, in the order in which they win. Each is total, looks only at the facts and
// relies on no earlier one having run.
//
//   check        when                                                          standing
//   frozen       an operator froze the link                                    as it was
//   forced up    an operator forced it up                                      up
//   seen bad     any end measured it bad just now                              down
//   unseen down  it was down and no end measures it any more                   down
//   drained      somebody wants it empty and the drain is admitted             drained
//   unseen       no end measures it any more                                   as it was
//   held down    good again, but not yet for the hold-down                     drained
//   waiting      somebody wants it empty, not admitted yet                     up
//   healthy      nothing above                                                 up

import type { Code } from '../../net/codes';
import type { Standing } from '../../routing/shortest-paths';
import type { LinkFacts } from './facts';

export interface Verdict {
  readonly standing: Standing;
  readonly code: Code;
  /** One sentence for a person, lower case, no full stop. */
  readonly because: string;
}

/** Undefined: this check has nothing to say. */
type Check = (facts: LinkFacts) => Verdict | undefined;

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function minute(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

/** `2025-10-01 20:00 to 21:30 UTC`; the second day only when it is another. */
function windowText(startMs: number, endMs: number): string {
  const end = day(startMs) === day(endMs) ? minute(endMs) : `${day(endMs)} ${minute(endMs)}`;
  return `${day(startMs)} ${minute(startMs)} to ${end} UTC`;
}

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
  if (!order) return undefined;
  const because = `${order.owner} forced it up: ${order.reason}`;
  return { standing: 'up', code: 'link-forced-up', because };
}

function seenBad({ observations }: LinkFacts): Verdict | undefined {
  const bad = observations.filter((o) => o.verdict === 'bad');
  if (bad.length === 0) return undefined;
  const ends = bad.map((o) => o.site).sort();
  const because = `probes from ${ends.join(' and ')} get no answer`;
  return { standing: 'down', code: 'link-probes-lost', because };
}

function unseenDown({ observations, previous }: LinkFacts): Verdict | undefined {
  if (previous !== 'down' || observations.length > 0) return undefined;
  const because = 'it was down and nobody has measured it since';
  return { standing: 'down', code: 'link-unobserved', because };
}

/** Why somebody wants the link empty: an operator's order, else a confirmed window whose lead time has begun. */
export function drainWish({
  orders,
  notices,
  policy,
  nowMs,
}: LinkFacts): Pick<Verdict, 'code' | 'because'> | undefined {
  const order = orders.find((o) => o.action === 'drain');
  if (order) return { code: 'link-drain-ordered', because: `${order.owner} ordered a drain: ${order.reason}` };
  const open = notices.find(
    (n) => n.status === 'confirmed' && nowMs >= n.startMs - policy.maintenance.leadMs && nowMs < n.endMs,
  );
  if (!open) return undefined;
  const because = `${open.source} announced maintenance, ${windowText(open.startMs, open.endMs)}`;
  return { code: 'link-maintenance', because };
}

function drained(facts: LinkFacts): Verdict | undefined {
  const wish = facts.admission && drainWish(facts);
  return wish && { standing: 'drained', ...wish };
}

function waiting(facts: LinkFacts): Verdict | undefined {
  const wish = drainWish(facts);
  if (!wish || facts.admission) return undefined;
  return { standing: 'up', code: 'link-drain-waits', because: `${wish.because}; not admitted yet, so traffic stays` };
}

function unseen({ observations, previous }: LinkFacts): Verdict | undefined {
  if (observations.length > 0) return undefined;
  const because = 'nobody measures it at the moment, so it is held as it was';
  return { standing: previous, code: 'link-unobserved', because };
}

function heldDown({ observations, nowMs, policy }: LinkFacts): Verdict | undefined {
  const goodSince = Math.max(...observations.filter((o) => o.wasBad).map((o) => o.sinceMs));
  if (nowMs - goodSince >= policy.holdDownMs) return undefined;
  const because = `good again since ${minute(goodSince)} UTC, trusted from ${minute(goodSince + policy.holdDownMs)} on`;
  return { standing: 'drained', code: 'link-hold-down', because };
}

const CHECKS: readonly Check[] = [frozen, forcedUp, seenBad, unseenDown, drained, unseen, heldDown, waiting];

const HEALTHY: Verdict = {
  standing: 'up',
  code: 'link-healthy',
  because: 'probes are answered and nobody announced maintenance',
};

/** The first check that has something to say decides. */
export function judge(facts: LinkFacts): Verdict {
  for (const check of CHECKS) {
    const verdict = check(facts);
    if (verdict) return verdict;
  }
  return HEALTHY;
}
