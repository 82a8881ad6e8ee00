import fc from 'fast-check';
import { play } from './order-world';
import { backbones, schedules } from './schedules';

const RUNS = Number(process.env.DETOUR_SIM_RUNS ?? 120);

test('no table change loses or loops a flow that was delivered, and in the end the baseline stands again', async () => {
  let changes = 0;
  await fc.assert(
    fc.asyncProperty(backbones, schedules, async (backbone, schedule) => {
      const watched = await play(backbone, schedule);
      changes += watched.changes;
      expect(watched.violations).toEqual([]);
      expect(watched.undelivered).toEqual([]);
      expect(watched.overridesLeft).toBe(0);
    }),
    { numRuns: RUNS, endOnFailure: !process.env.DETOUR_SIM_SHRINK },
  );
  expect(changes).toBeGreaterThan(RUNS);
}, 300_000);
