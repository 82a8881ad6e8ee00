// What may happen to a generated backbone: faults, notices, partitions of the database, dead controllers.

import fc from 'fast-check';
import type { Backbone } from '../../lib/routing/backbone';
import { peeredBackbones } from '../support/backbones';
import type { Schedule } from './order-world';

const MINUTE = 60_000;

function span(latestMs: number, longestMs: number) {
  return fc
    .tuple(fc.integer({ min: MINUTE, max: latestMs }), fc.integer({ min: 1_000, max: longestMs }))
    .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
}

const which = fc.nat({ max: 100 });

function spans<T>(max: number, latest: number, longest: number, more: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  const one = fc.tuple(span(latest, longest), fc.record(more)).map(([time, rest]) => ({ ...time, ...rest }));
  return fc.array(one, { maxLength: max });
}

/** Much at once: windows overlap, and the database is cut while they begin and end. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  faults: spans(4, 25 * MINUTE, 8 * MINUTE, { link: which }),
  notices: spans(8, 10 * MINUTE, 20 * MINUTE, { link: which }),
  partitions: spans(8, 25 * MINUTE, 12 * MINUTE, { from: which, to: which }),
  dead: spans(2, 25 * MINUTE, 20 * MINUTE, { site: which }),
});

/** Slower probes than the default, so that a run has fewer events; several drains at once, so that views differ more. */
function adverse(backbone: Backbone, maxConcurrentDrains: number): Backbone {
  const probe = { ...backbone.policy.probe, intervalMs: 5_000, timeoutMs: 500 };
  return { ...backbone, policy: { ...backbone.policy, probe, maxConcurrentDrains, holdDownMs: 2 * MINUTE } };
}

export const backbones = fc
  .tuple(peeredBackbones, fc.integer({ min: 1, max: 3 }))
  .map(([b, drains]) => adverse(b, drains));
