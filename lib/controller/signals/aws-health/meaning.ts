// Pure: what a message of AWS Health means for what it names.
//
//   it says                                              status
//   a sentence with "has been cancelled", and none that
//   announces something                                  cancelled
//   closed, last updated before it was to start          cancelled
//   closed otherwise                                     completed
//   open, upcoming                                       confirmed
//
//   its event type                                       impact
//   ends a version, a feature: ..._PLANNED_LIFECYCLE_EVENT   none: its time is a deadline
//   a VPN has one tunnel: ..._SINGLE_TUNNEL_NOTIFICATION,
//   ..._REDUNDANCY_LOSS                                  none: the other tunnel carries
//   any other: AWS lists no codes of maintenance         outage

import type { Notice } from '../../database';
import type { HealthMessage } from './message';

const HOUR_MS = 3_600_000;
/** An issue that nobody closes ends by itself: every drain has an expiry. */
const UNTIL_FURTHER_WORD_MS = 24 * HOUR_MS;
/** No maintenance that takes a link away is longer: AWS's windows are of hours. An update extends it. */
const LONGEST_MS = 7 * 24 * HOUR_MS;

const CANCELLED = /\b(?:has|have) been cancell?ed\b/i;
const SCHEDULED = /\b(?:has|have) been scheduled\b/i;
const MOVED = /\bre-?scheduled\b|\bpostponed\b|\bnew (?:maintenance|window|time|date)\b/i;
const HARMLESS = /_(?:PLANNED_LIFECYCLE_EVENT|SINGLE_TUNNEL_NOTIFICATION|REDUNDANCY_LOSS)$/;

type Meaning = Pick<Notice, 'status' | 'impact' | 'startMs' | 'endMs'>;

/** What could be meant of other maintenance takes nothing back: a drain too many costs less than one that is missing. */
function isTakenBack(description: string): boolean {
  const sentences = description.split(/(?<=[.!])\s+|\n+/);
  const isOff = (sentence: string) => CANCELLED.test(sentence);
  return sentences.some(isOff) && !sentences.some((one) => MOVED.test(one) || (SCHEDULED.test(one) && !isOff(one)));
}

function statusOf({ statusCode, startMs, updatedMs, description }: HealthMessage): Notice['status'] {
  if (isTakenBack(description)) return 'cancelled';
  if (statusCode !== 'closed') return 'confirmed';
  return updatedMs < startMs ? 'cancelled' : 'completed';
}

/**
 * Never longer than from the later of its start and the last word on it for `LONGEST_MS`. Unless the event is over, an end
 * that is not after the start is none: it would give the link back when the maintenance begins.
 */
function endOf({ startMs, endMs, updatedMs, statusCode }: HealthMessage): number {
  const spokenMs = Math.max(startMs, updatedMs);
  const saidMs = endMs !== undefined && (endMs > startMs || statusCode === 'closed') ? endMs : undefined;
  return Math.max(startMs, Math.min(saidMs ?? spokenMs + UNTIL_FURTHER_WORD_MS, spokenMs + LONGEST_MS));
}

export function meaningOf(message: HealthMessage): Meaning {
  return {
    status: statusOf(message),
    impact: HARMLESS.test(message.typeCode) ? 'none' : 'outage',
    startMs: message.startMs,
    endMs: endOf(message),
  };
}
