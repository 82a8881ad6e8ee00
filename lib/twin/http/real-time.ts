// The time of this machine.

import { setTimeout } from 'node:timers/promises';
import type { RealTime } from '../pace';

export function realTime(): RealTime {
  return {
    now: () => performance.now(),
    sleep: async (ms) => void (await setTimeout(ms)),
  };
}
