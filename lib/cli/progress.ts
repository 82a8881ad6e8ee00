// Progress on standard error: where somebody watches, what is being done now; everywhere, a line per finished step.

import type { Io } from './io';

/** Runs one step and says when it is done and how long it took. What the step throws goes on. */
export async function step<T>(io: Io, title: string, run: () => T | Promise<T>): Promise<T> {
  const began = performance.now();
  io.status(`${title} …`);
  try {
    const value = await run();
    io.status('');
    io.err(`${title}: ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    return value;
  } catch (error) {
    io.status('');
    throw error;
  }
}
