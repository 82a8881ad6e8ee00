import fc from 'fast-check';
import type { Flaps } from '../../../lib/controller/database';
import { afterFlap, heldUntilMs } from '../../../lib/controller/link-state/flaps';

const MINUTE_MS = 60_000;

function after(...timesMs: readonly number[]): Flaps {
  const flaps = timesMs.reduce<Flaps | undefined>((before, ms) => afterFlap(before, ms), undefined);
  if (!flaps) throw new Error('it never went bad');
  return flaps;
}

/** The penalty by adding up what is left of each time that the link went bad, the ceiling left aside. */
function recount(timesMs: readonly number[], nowMs: number): number {
  return timesMs.reduce((sum, ms) => sum + 1_000 * 0.5 ** ((nowMs - ms) / (15 * MINUTE_MS)), 0);
}

test.each<[string, readonly number[], number | undefined]>([
  ['once', [0], undefined],
  ['twice in a moment', [0, 0], undefined],
  ['three times in a moment', [0, 0, 0], 30],
  ['three times, an hour apart', [0, 60, 120], undefined],
  ['three times in ten minutes', [0, 5, 10], undefined],
  ['three times in six minutes', [0, 3, 6], 33],
  ['often, which is never held for longer than an hour', Array.from({ length: 50 }, () => 0), 60],
])('a link that went bad %s is held empty until minute %s', (_, minutes, until) => {
  const held = heldUntilMs(after(...minutes.map((m) => m * MINUTE_MS)));
  expect(held === undefined ? undefined : Math.round(held / MINUTE_MS)).toBe(until);
});

test('a link that goes bad while it is held stays held, and once more when it has been let go counts from what is left', () => {
  const held = after(0, 0, 0);
  const until = heldUntilMs(held) ?? 0;
  expect(afterFlap(held, until - 1).suppressed).toBe(true);
  expect(afterFlap(held, until + 1).suppressed).toBe(false);
});

/** Gaps of up to twenty minutes between one time and the next. */
const times = fc
  .array(fc.integer({ min: 0, max: 20 * MINUTE_MS }), { minLength: 1, maxLength: 12 })
  .map((gaps) => gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap, 0)));

test('the penalty is what is left of each time, or the ceiling', () => {
  fc.assert(
    fc.property(times, (timesMs) => {
      const nowMs = timesMs.at(-1) ?? 0;
      const exact = recount(timesMs, nowMs);
      const { penalty } = after(...timesMs);
      expect(penalty).toBeLessThanOrEqual(12_000);
      if (exact < 12_000) expect(penalty).toBeCloseTo(exact, 3);
    }),
  );
});

test('whenever it went bad, a link is held for an hour at most, and for longer when it went bad once more', () => {
  fc.assert(
    fc.property(times, fc.integer({ min: 0, max: 60 * MINUTE_MS }), (timesMs, laterMs) => {
      const flaps = after(...timesMs);
      const until = heldUntilMs(flaps);
      if (until === undefined) return;
      expect(until).toBeGreaterThanOrEqual(flaps.atMs);
      expect(until).toBeLessThanOrEqual(flaps.atMs + 60 * MINUTE_MS);
      const again = afterFlap(flaps, flaps.atMs + laterMs);
      const nextUntil = heldUntilMs(again);
      if (flaps.atMs + laterMs < until) expect(nextUntil).toBeGreaterThanOrEqual(until - 1);
    }),
  );
});

test('a clock that was set back takes nothing off, and adds nothing but the new time', () => {
  const flaps = after(10 * MINUTE_MS);
  expect(afterFlap(flaps, 0).penalty).toBe(2_000);
});
