import type { LinkStatus, SessionStatus } from '../../../../lib/controller/database';
import { reportedVerdict } from '../../../../lib/controller/link-state/reported';
import { type EndAnswers, linkStatusOf } from '../../../../lib/controller/signals/status/link-status';
import type { Asked } from '../../../../lib/controller/signals/status/region-apis';
import { MINUTE_MS, NOW_MS } from '../../../support/world';

const LATER_MS = NOW_MS + MINUTE_MS;
const FAILED = { kind: 'failed', why: 'throttled' } as const;
const said = <T>(value: T): Asked<T> => ({ kind: 'said', value });
const sessions = (...states: readonly SessionStatus['state'][]) =>
  said(states.map((state, i): SessionStatus => ({ name: `192.0.2.${i}`, state })));

const GOOD: Pick<EndAnswers, 'attachment' | 'sessions'> = {
  attachment: said('usable'),
  sessions: sessions('up', 'up'),
};
const BAD = { ...GOOD, sessions: sessions('down', 'down') };

function statusOf(answers: Partial<EndAnswers>, last?: LinkStatus, nowMs = NOW_MS): LinkStatus | undefined {
  return linkStatusOf({ link: 'vpn', site: 'iad', ...GOOD, ...answers }, last, nowMs);
}

/** The status after these answers, a minute apart, ending at NOW_MS. */
function lastAfter(...history: readonly Partial<EndAnswers>[]): LinkStatus {
  let last: LinkStatus | undefined;
  history.forEach((answers, i) => {
    last = statusOf(answers, last, NOW_MS - (history.length - 1 - i) * MINUTE_MS) ?? last;
  });
  if (!last) throw new Error('nothing was written');
  return last;
}

test.each<[string, Partial<EndAnswers>, 'good' | 'bad' | undefined]>([
  ['everything is up', GOOD, 'good'],
  ['one tunnel is down', { sessions: sessions('up', 'down') }, 'good'],
  ['all tunnels are down', BAD, 'bad'],
  ['the attachment is gone', { attachment: said('unusable') }, 'bad'],
  [
    'the attachment is gone, and the tunnels are not told of',
    { attachment: said('unusable'), sessions: FAILED },
    'bad',
  ],
  ['a peering is available', { sessions: said([]) }, 'good'],
  ['a peering is in a state that is not known', { attachment: said('unknown'), sessions: said([]) }, undefined],
  ['attachments are not told of, and a tunnel is up', { attachment: FAILED }, 'good'],
  ['attachments are not told of, and all tunnels are down', { ...BAD, attachment: FAILED }, 'bad'],
  ['attachments of a peering are not told of', { attachment: FAILED, sessions: said([]) }, undefined],
  ['tunnels are not told of', { sessions: FAILED }, undefined],
  ['nothing is told of', { attachment: FAILED, sessions: FAILED }, undefined],
  ['no tunnel is known to be up or down', { sessions: sessions('unknown', 'unknown') }, undefined],
  ['one tunnel is down and the other not known', { sessions: sessions('down', 'unknown') }, undefined],
])('when %s, what is written is %s', (_, answers, verdict) => {
  const status = statusOf(answers);
  expect(status && reportedVerdict(status)).toBe(verdict);
});

test('says since when an end is as it is, and whether it was ever bad', () => {
  expect(statusOf(GOOD)).toMatchObject({ sinceMs: NOW_MS, wasBad: false });
  expect(statusOf(GOOD, lastAfter(GOOD), LATER_MS)).toMatchObject({ sinceMs: NOW_MS, wasBad: false });
  expect(statusOf(BAD, lastAfter(GOOD), LATER_MS)).toMatchObject({ sinceMs: LATER_MS, wasBad: true });
  expect(statusOf(BAD, lastAfter(BAD), LATER_MS)).toMatchObject({ sinceMs: NOW_MS, wasBad: true });
  expect(statusOf(GOOD, lastAfter(BAD), LATER_MS)).toMatchObject({ sinceMs: LATER_MS, wasBad: true });
  expect(statusOf(GOOD, lastAfter(BAD, GOOD), LATER_MS)).toMatchObject({ sinceMs: NOW_MS, wasBad: true });
});

test('goes on from a last status that has expired', () => {
  const old = { ...lastAfter(BAD, GOOD), expiresMs: NOW_MS };
  expect(statusOf(GOOD, old, NOW_MS + 60 * MINUTE_MS)).toMatchObject({ sinceMs: NOW_MS, wasBad: true });
});

test('an end that was bad is not called good on part of the answers until the last word has expired', () => {
  const bad = lastAfter({ attachment: said('unusable') });
  const part = { attachment: FAILED };
  expect(statusOf(part, bad, LATER_MS)).toBeUndefined();
  expect(statusOf(part, bad, bad.expiresMs - 1)).toBeUndefined();
  expect(statusOf(part, bad, bad.expiresMs)).toMatchObject({ sinceMs: bad.expiresMs, wasBad: true });
  expect(statusOf(GOOD, bad, LATER_MS)).toMatchObject({ attachment: 'usable' });
  expect(statusOf(part, lastAfter(GOOD), LATER_MS)).toMatchObject({ attachment: 'unknown', sinceMs: NOW_MS });
});

test('two missed starts and a clock that is a minute ahead do not make it stale', () => {
  const next = NOW_MS + 3 * MINUTE_MS + 50_000;
  expect(lastAfter(GOOD).expiresMs).toBeGreaterThanOrEqual(next + MINUTE_MS);
});

test('when a tunnel was replaced is kept, whatever is told of it', () => {
  const replaced = { name: '192.0.2.0', state: 'up', replacedMs: NOW_MS } as const;
  const last = { ...lastAfter(GOOD), sessions: [replaced, { name: '192.0.2.1', state: 'up' as const }] };
  expect(statusOf(BAD, last, LATER_MS)?.sessions).toEqual([
    { ...replaced, state: 'down' },
    { name: '192.0.2.1', state: 'down' },
  ]);
  const gone: Partial<EndAnswers> = { attachment: said('unusable'), sessions: FAILED };
  expect(statusOf(gone, last, LATER_MS)?.sessions[0]).toEqual({ ...replaced, state: 'unknown' });
});
