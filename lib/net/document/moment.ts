// Pure: a moment as it is typed: how long from now or ago, or a time in UTC.

import { durationMs } from './duration';
import { time, timeMs } from './time';

const DURATION = /^\d{1,6}(s|m|h|d)$/;

/** Epoch milliseconds; `direction` says whether a length of time lies ahead or behind. Undefined: it is neither. */
export function momentMs(text: string, nowMs: number, direction: 'ahead' | 'behind'): number | undefined {
  if (DURATION.test(text))
    return direction === 'ahead' ? nowMs + durationMs(text) : Math.max(0, nowMs - durationMs(text));
  return time('').safeParse(text).success ? timeMs(text) : undefined;
}
