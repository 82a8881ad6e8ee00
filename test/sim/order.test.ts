// What holds whatever happens to Detour's own parts, and what holds while only links misbehave.

import fc from 'fast-check';
import type { Policy } from '../../lib/routing/policy';
import { play, type Schedule } from './play';
import { adversity, backbones, faultyLinks } from './schedules';

/** More runs, and other seeds than that of all property tests, look further. */
const RUNS = Number(process.env.DETOUR_SIM_RUNS ?? 24);
const SEED = process.env.DETOUR_SIM_SEED;
const SETTINGS = { numRuns: RUNS, endOnFailure: true, ...(SEED ? { seed: Number(SEED) } : {}) };
const LIMIT_MS = 60_000 + RUNS * 25_000;

/**
 * At most so long until what one site did is answered by another: the rest of the other's run that began before (1.5 s),
 * the word's way (1.2 s), the wake (0.4 s) and a run that writes (1.5 s), by the twin's latencies.
 */
const ROUND_MS = 4_600;
/** A rescue waits for the sites on its new path, one after the other. No path has more than 5 links, the last waits for none. */
const RESCUE_MS = 4 * ROUND_MS;
/** Two sites that sent lost traffic to each other read of it, and at least one of them takes it back. */
const LOOP_MS = 2 * ROUND_MS;

/** How long a probe of each interval may take to find that a link is bad, or good again. */
function detectionMs({ intervalMs, timeoutMs, fall, rise }: Policy['probe']): number {
  return Math.max(fall * intervalMs + timeoutMs, rise * intervalMs);
}

function isSound({ dead, failing }: Schedule): boolean {
  return dead.length === 0 && failing.length === 0;
}

test(
  'whatever fails, no table change loses or loops a flow that was delivered, and in the end the baseline stands again',
  async () => {
    let [changes, rescues] = [0, 0];
    await fc.assert(
      fc.asyncProperty(backbones, adversity, async (backbone, schedule) => {
        const { judge, world, overridesLeft } = await play(backbone, schedule);
        changes += judge.changes;
        rescues += judge.rescues;
        expect(judge.violations).toEqual([]);
        expect(judge.undelivered()).toEqual([]);
        expect(overridesLeft).toBe(0);
        if (isSound(schedule)) expect(world.failures).toEqual([]);
      }),
      SETTINGS,
    );
    expect(changes).toBeGreaterThan(10 * RUNS);
    expect(rescues).toBeGreaterThan(RUNS);
  },
  LIMIT_MS,
);

test(
  'while only links misbehave, traffic is never long without a path that the baseline has, and no loop lasts',
  async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(backbones, faultyLinks, async (backbone, schedule) => {
        const { judge, world, overridesLeft } = await play(backbone, schedule);
        changes += judge.changes;
        const { harm, loops } = judge;
        const allowedMs = detectionMs(backbone.policy.probe) + RESCUE_MS;
        expect(judge.violations).toEqual([]);
        expect(judge.early).toEqual([]);
        expect(harm.longestMs > allowedMs ? harm.longest : '').toBe('');
        expect(loops.longestMs > LOOP_MS ? loops.longest : '').toBe('');
        expect(judge.undelivered()).toEqual([]);
        expect(overridesLeft).toBe(0);
        expect(world.failures).toEqual([]);
      }),
      SETTINGS,
    );
    expect(changes).toBeGreaterThan(20 * RUNS);
  },
  LIMIT_MS,
);
