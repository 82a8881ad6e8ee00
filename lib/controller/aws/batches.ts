// For calls that take several things at once, and give back those that they did not take.

import { setTimeout as sleep } from 'node:timers/promises';
import { settleAll } from '../settle-all';

/** What a call did not take of what it was given, and what was said about it. */
export interface Leftover<T> {
  readonly items: readonly T[];
  readonly why: string;
}

/** Lets some milliseconds pass; rejects when the signal is aborted. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

const TRIES = 5;
const FIRST_PAUSE_MS = 50;

const pause: Pause = async (ms, signal) => void (await sleep(ms, undefined, { signal }));

/** Twice as long each time, and by chance down to half of it, so that those who were refused together come apart. */
function pauseMs(tries: number): number {
  return FIRST_PAUSE_MS * 2 ** tries * (1 + Math.random());
}

/** Gives what is left again, at most five times in all; rejects when something is left then. */
export async function untilAllTaken<T>(
  items: readonly T[],
  give: (items: readonly T[]) => Promise<Leftover<T>>,
  signal: AbortSignal,
  wait: Pause = pause,
): Promise<void> {
  let left: Leftover<T> = { items, why: '' };
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries > 0) await wait(pauseMs(tries - 1), signal);
    left = await give(left.items);
    if (left.items.length === 0) return;
  }
  throw new Error(`${left.items.length} of ${items.length} were not taken in ${TRIES} tries: ${left.why}`);
}

/** So many calls are under way together: fewer than a signal takes listeners for without complaint. */
const AT_ONCE = 8;

/** In groups of at most so many, in order. */
export function groupsOf<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / most);
  return Array.from({ length: count }, (_, index) => items.slice(index * most, (index + 1) * most));
}

/**
 * Works on each item, a few at a time. One that fails takes nothing from the others; rejects with every reason when all
 * have ended.
 */
export async function aFewAtOnce<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const all: Promise<unknown>[] = [];
  for (const few of groupsOf(items, AT_ONCE)) {
    const begun = few.map(work);
    all.push(...begun);
    await Promise.allSettled(begun);
  }
  await settleAll(all);
}
