// Pure: route flap damping (RFC 2439) for links. Each time that a link goes bad costs it a penalty, which halves with
// time. Above one limit the link is held empty, until the penalty has decayed below another.
//
//   went bad within a few minutes   held empty for about
//   once, twice                     no longer than the hold-down
//   three times                     half an hour
//   more often                      up to an hour

import type { Flaps } from '../database';

/** The figures of RFC 2439 section 4.2 as routers commonly have them, without the ceiling's last quarter of an hour. */
const PENALTY = 1_000;
const SUPPRESS_ABOVE = 2_500;
const REUSE_BELOW = 750;
const HALF_LIFE_MS = 15 * 60_000;
const LONGEST_MS = 60 * 60_000;
const CEILING = REUSE_BELOW * 2 ** (LONGEST_MS / HALF_LIFE_MS);

function penaltyAt({ penalty, atMs }: Flaps, nowMs: number): number {
  return penalty * 2 ** (-Math.max(0, nowMs - atMs) / HALF_LIFE_MS);
}

/** The link has just gone bad once more. */
export function afterFlap(before: Flaps | undefined, nowMs: number): Flaps {
  const left = before ? penaltyAt(before, nowMs) : 0;
  const penalty = Math.min(left + PENALTY, CEILING);
  const isStillHeld = before?.suppressed === true && left >= REUSE_BELOW;
  return { penalty, atMs: nowMs, suppressed: isStillHeld || penalty > SUPPRESS_ABOVE };
}

/** Until when the link is held empty because it went bad too often; undefined when it is not. */
export function heldUntilMs({ penalty, atMs, suppressed }: Flaps): number | undefined {
  if (!suppressed) return undefined;
  return atMs + HALF_LIFE_MS * Math.max(0, Math.log2(penalty / REUSE_BELOW));
}
