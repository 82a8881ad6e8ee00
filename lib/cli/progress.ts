// Progress on standard error: a spinner where somebody watches, a line per finished step elsewhere.

import { createSpinner } from 'nanospinner';
import type { Io } from './io';

/** Runs one step and says when it is done and how long it took. What the step throws goes on. */
export async function step<T>(io: Io, title: string, run: () => T | Promise<T>): Promise<T> {
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1_000).toFixed(1)} s`;
  if (!io.interactive) {
    const value = await run();
    io.err(`${title}: ${seconds()}`);
    return value;
  }
  const spinner = createSpinner(title, { stream: process.stderr }).start();
  await nextFrame();
  try {
    const value = await run();
    spinner.success({ text: `${title} ${io.colors.dim(seconds())}` });
    return value;
  } catch (error) {
    spinner.error();
    throw error;
  }
}

/** Lets the spinner be drawn before work that does not pause. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
}
