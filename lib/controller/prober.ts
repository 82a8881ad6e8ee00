// Pure: how the answers to one link end's probes become an observation.
//
//   verdict now   after this result                                              verdict next
//   none, good    `fall` misses in a row, or too much of 30 s lost               bad
//   none, bad     `rise` answers in a row                                        good, the 30 s begin anew
//   any           anything else                                                  as it was
//
// A prober that has just been started has no verdict of its own and says nothing, unless it is given the last observation
// of its predecessor.

import type { Policy } from '../routing/policy';
import type { Flaps, Observation } from './database';
import { afterFlap } from './link-state/flaps';

/** Over how long loss is counted. */
const LOSS_WINDOW_MS = 30_000;
/**
 * An observation says nothing any more when two starts of its prober were missed, which take two minutes and a heartbeat;
 * a minute more, because the reader's clock may be ahead by so much.
 */
const OBSERVATION_LIFE_MS = 210_000;
/** An unchanged verdict is written again this often. */
const OBSERVATION_HEARTBEAT_MS = 10_000;

/** The prober's memory; a value, so that one result makes the next. */
export interface Prober {
  readonly verdict: 'none' | 'good' | 'bad';
  readonly sinceMs: number;
  readonly wasBad: boolean;
  readonly flaps?: Flaps;
  readonly missesInRow: number;
  readonly answersInRow: number;
  /** Times of the misses within the loss window, oldest first. */
  readonly missedMs: readonly number[];
}

/** What a prober has written last, and when. */
interface Said {
  readonly verdict: Observation['verdict'];
  readonly atMs: number;
}

/**
 * A prober that goes on from its predecessor's last observation, if there is one. One that has expired says that the link
 * was bad once, and how often, but not what it is now. What is dated after now was written by a clock that was ahead; a
 * link must not wait for it.
 */
export function newProber(nowMs: number, last?: Observation): Prober {
  const counts = { missesInRow: 0, answersInRow: 0, missedMs: [] };
  if (!last) return { verdict: 'none', sinceMs: nowMs, wasBad: false, ...counts };
  const { wasBad } = last;
  const flaps = last.flaps ? { flaps: { ...last.flaps, atMs: Math.min(last.flaps.atMs, nowMs) } } : {};
  if (last.expiresMs <= nowMs) return { verdict: 'none', sinceMs: nowMs, wasBad, ...flaps, ...counts };
  return { verdict: last.verdict, sinceMs: Math.min(last.sinceMs, nowMs), wasBad, ...flaps, ...counts };
}

function lossTooHigh(missed: readonly number[], { intervalMs, lossThreshold }: Policy['probe']): boolean {
  return missed.length / (LOSS_WINDOW_MS / intervalMs) > lossThreshold;
}

/** Counts one result. `atMs` is when it became known: the answer's arrival, or the end of the timeout. */
export function afterProbe(prober: Prober, answered: boolean, atMs: number, policy: Policy['probe']): Prober {
  const recent = prober.missedMs.filter((ms) => ms > atMs - LOSS_WINDOW_MS);
  const missedMs = answered ? recent : [...recent, atMs];
  const counted = {
    ...prober,
    missedMs,
    missesInRow: answered ? 0 : prober.missesInRow + 1,
    answersInRow: answered ? prober.answersInRow + 1 : 0,
  };
  if (prober.verdict !== 'bad' && (counted.missesInRow >= policy.fall || lossTooHigh(missedMs, policy)))
    return { ...counted, verdict: 'bad', sinceMs: atMs, wasBad: true, flaps: afterFlap(prober.flaps, atMs) };
  if (prober.verdict !== 'good' && counted.answersInRow >= policy.rise)
    return { ...counted, verdict: 'good', sinceMs: atMs, missedMs: [] };
  return counted;
}

/**
 * The observation to write now: at once when the verdict is another than was said last or nothing was said yet, else as a
 * heartbeat; undefined when none is due.
 */
export function dueObservation(
  { verdict, sinceMs, wasBad, flaps }: Prober,
  said: Said | undefined,
  link: string,
  site: string,
  nowMs: number,
): Observation | undefined {
  if (verdict === 'none') return undefined;
  if (said?.verdict === verdict && nowMs - said.atMs < OBSERVATION_HEARTBEAT_MS) return undefined;
  return {
    kind: 'observation',
    link,
    site,
    verdict,
    sinceMs,
    wasBad,
    ...(flaps ? { flaps } : {}),
    atMs: nowMs,
    expiresMs: nowMs + OBSERVATION_LIFE_MS,
  };
}
