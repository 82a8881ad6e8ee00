// A custom resource that waits is asked every few seconds, so a call that failed for a moment is no reason to fail its
// deployment, which would take everything back that it has made. What is refused fails it at once.

import type { Progress } from '../custom-resource';
import { isPassing } from './failure';

/** Rejects as `progress` does, except where the same may succeed when it is asked for again. */
export async function askedAgain(progress: () => Promise<Progress>): Promise<Progress> {
  try {
    return await progress();
  } catch (error) {
    if (!isPassing(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    process.stdout.write(`${JSON.stringify({ askedAgain: why })}\n`);
    return { IsComplete: false };
  }
}
