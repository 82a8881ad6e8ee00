// When a deployment has been settled, over every outcome of a run, before and after the time is over.

import type { RunOutcome } from '../../lib/controller/run';
import { type Asked, settledBy } from '../../lib/controller/settle';

const done = (changed: number, failed: number, held: number): Asked => ({
  kind: 'answered',
  outcome: { kind: 'done', changed, failed, held },
});
const busy: Asked = { kind: 'answered', outcome: { kind: 'busy' } satisfies RunOutcome };
const failed: Asked = { kind: 'failed', why: 'AccessDenied' };

const UNTIL_MS = 1_000;

test.each([
  ['a run that found nothing to do', done(0, 0, 0), { kind: 'settled', held: 0 }],
  ['a run that guards hold back, which may last', done(0, 0, 3), { kind: 'settled', held: 3 }],
  [
    'a run that changed something',
    done(2, 0, 0),
    { kind: 'wait', why: 'it has changed 2, and may have more to change' },
  ],
  ['a run of which part failed', done(1, 1, 0), { kind: 'wait', why: '1 of its changes failed' }],
  ['a run that another one kept out', busy, { kind: 'wait', why: 'another run is under way' }],
  ['a run that ended in an error', failed, { kind: 'wait', why: 'its run failed: AccessDenied' }],
])('%s', (_, asked, expected) => {
  expect(settledBy(asked, UNTIL_MS - 1, UNTIL_MS)).toEqual(expected);
});

test('a run that found nothing to do is settled when the time is over as well', () => {
  expect(settledBy(done(0, 0, 1), UNTIL_MS, UNTIL_MS)).toEqual({ kind: 'settled', held: 1 });
});

test.each([
  ['changes', done(1, 0, 0)],
  ['failures', done(0, 1, 0)],
  ['another run', busy],
  ['an error', failed],
])('fails when the time is over and %s kept it from settling, and says what the last run came to', (_, asked) => {
  const before = settledBy(asked, UNTIL_MS - 1, UNTIL_MS);
  const after = settledBy(asked, UNTIL_MS, UNTIL_MS);
  expect(after.kind).toBe('fail');
  expect(after.kind === 'fail' && before.kind === 'wait' && after.why.includes(before.why)).toBe(true);
});
