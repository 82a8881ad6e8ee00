// Pure: what AWS's answers about one end of a link are written down as.
//
//   AWS says that the end is     part of it did not answer, and the last word was bad     written
//   not known to be either       any                                                      nothing
//   good                         yes                                                      nothing
//   good                         no                                                       good
//   bad                          any                                                      bad
//
// Where nothing is written the last word stands until it expires, and from then on nothing is known.

import type { LinkStatus, SessionStatus } from '../../database';
import { reportedVerdict } from '../../link-state/reported';
import type { Asked } from './region-apis';

/**
 * A status outlives two missed starts, which take three minutes and what a run may take, and a minute by which the
 * reader's clock may be ahead.
 */
const STATUS_LIFE_MS = 300_000;

export interface EndAnswers {
  readonly link: string;
  readonly site: string;
  readonly attachment: Asked<LinkStatus['attachment']>;
  /** Nothing to ask about is an empty list. */
  readonly sessions: Asked<readonly SessionStatus[]>;
}

/** What an order had done to a tunnel is remembered with it, whether it is told of now or not. */
function remembered(
  asked: Asked<readonly SessionStatus[]>,
  last: readonly SessionStatus[] = [],
): readonly SessionStatus[] {
  if (asked.kind === 'failed') return last.map((session) => ({ ...session, state: 'unknown' }));
  return asked.value.map((session) => {
    const replacedMs = last.find(({ name }) => name === session.name)?.replacedMs;
    return replacedMs === undefined ? session : { ...session, replacedMs };
  });
}

/** Undefined: nothing is to be written. `last` is what was written before, expired or not. */
export function linkStatusOf(
  { link, site, attachment, sessions }: EndAnswers,
  last: LinkStatus | undefined,
  nowMs: number,
): LinkStatus | undefined {
  const isPart = attachment.kind === 'failed' || sessions.kind === 'failed';
  const status: LinkStatus = {
    kind: 'status',
    link,
    site,
    attachment: attachment.kind === 'said' ? attachment.value : 'unknown',
    sessions: remembered(sessions, last?.sessions),
    sinceMs: nowMs,
    wasBad: false,
    atMs: nowMs,
    expiresMs: nowMs + STATUS_LIFE_MS,
  };
  const verdict = sessions.kind === 'failed' && status.attachment !== 'unusable' ? undefined : reportedVerdict(status);
  const before = last && reportedVerdict(last);
  if (verdict === undefined) return undefined;
  if (verdict === 'good' && isPart && before === 'bad' && last !== undefined && last.expiresMs > nowMs)
    return undefined;
  const sinceMs = last !== undefined && before === verdict ? last.sinceMs : nowMs;
  return { ...status, sinceMs, wasBad: last?.wasBad === true || verdict === 'bad' };
}
