// Pure: when something was, and how long ago, as people read it.

import { timeText } from '../../net/document/time';

const SECOND = 1_000;
const UNITS = [
  { unit: 'd', ms: 86_400 * SECOND },
  { unit: 'h', ms: 3_600 * SECOND },
  { unit: 'min', ms: 60 * SECOND },
] as const;

/** `3 s`, `5 min`, `2 h`, `3 d`: in the largest unit of which there are two, so that `90 s` is not `1 min`. */
export function spanText(ms: number): string {
  const found = UNITS.find(({ ms: size }) => ms >= 2 * size);
  return found ? `${Math.floor(ms / found.ms)} ${found.unit}` : `${Math.max(0, Math.floor(ms / SECOND))} s`;
}

/** `2026-12-01T22:00:00Z`: to the second, which is enough for people. */
export function secondText(ms: number): string {
  return timeText(Math.floor(ms / SECOND) * SECOND);
}

/** `3 s ago`; clocks differ, so that what is a little ahead is now. */
export function agoText(thenMs: number, nowMs: number): string {
  return `${spanText(nowMs - thenMs)} ago`;
}
