// EC2 and Direct Connect are eventually consistent: what was just written may not be told yet. So one looks again, after
// pauses that grow and are never quite the same, and not for ever.

import { setTimeout as sleep } from 'node:timers/promises';

export interface Pauses {
  /** Milliseconds before the second look; each pause after it is twice as long as the one before, up to `mostMs`. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** How often one looks, the first time included. */
  readonly looks: number;
}

/** Some six seconds: with the write itself, less than a run waits for a call (gate.ts). */
export const PAUSES: Pauses = { firstMs: 200, mostMs: 2_000, looks: 7 };

/** Between half of it and all of it, so that many who wait do not come back together. */
function shortened(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}

/** Calls until the answer is `enough`, and gives the last one. Rejects when a call does. */
export async function lookAgain<T>(
  look: () => Promise<T>,
  enough: (answer: T) => boolean,
  { firstMs, mostMs, looks }: Pauses,
): Promise<T> {
  let answer = await look();
  for (let i = 1; i < looks && !enough(answer); i += 1) {
    await sleep(shortened(Math.min(mostMs, firstMs * 2 ** (i - 1))));
    answer = await look();
  }
  return answer;
}
