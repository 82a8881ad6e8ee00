// Pure: when many links of a site go bad together, its own measuring is suspected (its probers, their subnets, its
// replica), and nothing is withdrawn on its word. What steers goes on: an override or an announcement keeps a path by
// construction, so real losses are steered around in any case, and only the second line of defence waits.
//
//   of the site's links without a drain order     the change                              verdict
//   any                                           steers, or restores                     pass
//   any                                           withdraws a link with a drain order     pass: a person answers for it
//   many looked good and went bad together        withdraws                               hold
//   one went bad a moment ago                     withdraws                               hold: more may follow
//   one went bad a moment ago                     takes its BGP session down              pass: seconds matter, see below
//   otherwise                                     withdraws                               pass
//
// Withdrawing is to take a link's own routes and advertisements back, or an announcement, or its BGP session down. Many are
// more than `policy.massWithdrawal.share` of those that had not been bad before, and at least `.links`. Together is within
// togetherMs. Only the links of this site count: nobody else measures the BGP links that it may withdraw. What a notice or
// an order does to a link is not going bad.
//
// A session that goes down is all there is against minutes of loss. It is one at a time, and only while another link of the
// same premises works by more than this site's measuring (bgp-down.ts): should others follow, it was wrong, and lost nothing.
//
// It ends when fewer of them look bad, by the own end's word (went-bad.ts), and for what an operator has looked at when
// there are drain orders: such a link is not counted any more, and is withdrawn. No time ends it: that links look bad
// for long says nothing of why.

import type { Policy } from '../../routing/policy';
import { isRemoval } from '../plan';
import type { Guard, World } from './guard';
import { wentBadMs } from './went-bad';

/** Until what was seen can be read everywhere: a write that is tried again after a second, and its way to this site. */
const ARRIVAL_MS = 3_000;

/**
 * Ends whose answers stop at the same moment may say so this far apart, in milliseconds: one had missed all answers but one
 * already and is told at once that the other end cannot be reached; another one has just sent a probe, misses all from then
 * on by the timeout, and cannot judge one of them.
 */
export function togetherMs({ fall, intervalMs, timeoutMs }: Policy['probe']): number {
  return (fall + 1) * intervalMs + timeoutMs;
}

/** As wentBadMs, without the links that an operator answers for. */
function unansweredMs(world: World): ReadonlyMap<string, number> {
  const isOrdered = (link: string) => world.states.some((state) => state.link === link && state.ordered);
  return new Map([...wentBadMs(world)].filter(([link]) => !isOrdered(link)));
}

interface Mass {
  /** In the order of the backbone. */
  readonly links: readonly string[];
  /** How many looked good until then, these included. */
  readonly of: number;
}

/** The links that went bad together from this time on. */
function lostFrom(fromMs: number, sinceMs: ReadonlyMap<string, number>, probe: Policy['probe']): Mass {
  const good = [...sinceMs].filter(([, ms]) => ms >= fromMs);
  const lost = good.filter(([, ms]) => ms <= fromMs + togetherMs(probe));
  return { links: lost.map(([link]) => link), of: good.length };
}

/** The largest mass of links that went bad together, if there is one. */
function massOf(world: World): Mass | undefined {
  const { probe, massWithdrawal } = world.backbone.policy;
  const sinceMs = unansweredMs(world);
  const begins = [...new Set(sinceMs.values())].filter(Number.isFinite);
  const masses = begins
    .map((fromMs) => lostFrom(fromMs, sinceMs, probe))
    .filter(({ links, of }) => links.length >= massWithdrawal.links && links.length > massWithdrawal.share * of);
  return masses.sort((a, b) => b.links.length - a.links.length)[0];
}

/** A link that went bad so lately that others may have gone with it without anybody having said so yet. */
function justLost(world: World): string | undefined {
  const { probe, massWithdrawal } = world.backbone.policy;
  const sinceMs = unansweredMs(world);
  if (sinceMs.size < massWithdrawal.links) return undefined;
  const settledMs = togetherMs(probe) + ARRIVAL_MS;
  const [lost] = [...sinceMs].find(([, ms]) => Number.isFinite(ms) && world.nowMs < ms + settledMs) ?? [];
  return lost;
}

/** Only what withdraws, and that no drain order asks for, is judged. */
function ofWithdrawals(judge: Guard): Guard {
  return (change, world) => {
    if (change.kind === 'override' || !isRemoval(change)) return undefined;
    const isOrdered = world.states.some(({ link, ordered }) => link === change.link && ordered);
    return isOrdered ? undefined : judge(change, world);
  };
}

export const notWhileManyLookBad: Guard = ofWithdrawals((_, world) => {
  const mass = massOf(world);
  if (!mass) return undefined;
  const { site } = world.routing;
  const which = `${mass.links.join(', ')}, ${mass.links.length} of ${mass.of} links of ${site}`;
  return {
    code: 'held-mass-withdrawal',
    because: `${which}, went bad together, so ${site} itself may measure wrongly`,
  };
});

export const notRightAfterLoss: Guard = ofWithdrawals((change, world) => {
  const link = change.kind === 'bgp-down' ? undefined : justLost(world);
  if (link === undefined) return undefined;
  return { code: 'held-just-lost', because: `${link} went bad a moment ago, and others may follow` };
});
