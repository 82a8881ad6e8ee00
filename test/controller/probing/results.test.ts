import { judged, lossShare, medianRtt } from '../../../lib/controller/probing/results';

const TIMEOUT = 500;

test.each([
  ['accepted', 20, { atMs: 1_020, rttMs: 20 }],
  ['refused', 500, { atMs: 1_500, rttMs: 500 }],
  ['accepted', 501, { atMs: 1_501 }],
  ['nothing', 3, { atMs: 1_003 }],
  ['nothing', 500, { atMs: 1_500 }],
  ['nothing', 600, { atMs: 1_600 }],
] as const)('%s after %i ms is judged', (kind, ms, expected) => {
  expect(judged({ kind }, 1_000, 1_000 + ms, TIMEOUT)).toEqual(expected);
});

test.each(['accepted', 'refused', 'nothing'] as const)('%s long after the timeout is not judged', (kind) => {
  expect(judged({ kind }, 1_000, 1_601, TIMEOUT)).toEqual({ unjudged: expect.stringContaining('not running') });
});

test('a probe that was not sent is not judged, however soon that was known', () => {
  expect(judged({ kind: 'unsent', why: 'EMFILE' }, 1_000, 1_000, TIMEOUT)).toEqual({ unjudged: 'EMFILE' });
});

test('the median of round trips is that of the answers, to the microsecond', () => {
  const of = (...rtts: readonly (number | undefined)[]) =>
    medianRtt(rtts.map((rttMs) => (rttMs === undefined ? { atMs: 0 } : { atMs: 0, rttMs })));
  expect([of(), of(undefined), of(5), of(9, undefined, 1), of(4, 1, 2, 100), of(1.23456)]).toEqual([
    undefined,
    undefined,
    5,
    5,
    3,
    1.235,
  ]);
});

test('the share of what was lost is that of what was judged', () => {
  const [answer, miss] = [{ atMs: 0, rttMs: 1 }, { atMs: 0 }];
  expect([lossShare([]), lossShare([answer]), lossShare([miss, answer, answer])]).toEqual([undefined, 0, 0.333]);
});
