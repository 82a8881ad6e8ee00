// Pure: since when the drain that is next waits, and when that is told loudly. A drain that waits for other sites begins in
// seconds; one that waits for another drain or for a deployment does not, nor one that waits for a site that is not well.
//
//   the drain that is next waits              is told
//   for other sites, not yet for long         as queued
//   for something that lasts, or for long     as refused, once for as long as it is next

import type { WaitingDrain } from './admission';
import type { Publication } from './database';

/** Sites that are well have finished with a view by then. */
const LONG_MS = 3 * 60_000;

export type Waiting = Pick<Publication, 'queued' | 'queuedMs' | 'refused'>;

export function waitingNow(drain: WaitingDrain | undefined, previous: Waiting | undefined, nowMs: number): Waiting {
  if (!drain) return {};
  const { link, isLasting } = drain;
  const before = previous?.queued === link ? previous : undefined;
  const queuedMs = before?.queuedMs ?? nowMs;
  const isRefused = isLasting || before?.refused === link || nowMs - queuedMs >= LONG_MS;
  return { queued: link, queuedMs, ...(isRefused ? { refused: link } : {}) };
}
