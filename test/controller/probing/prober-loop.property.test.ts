import fc from 'fast-check';
import { GOOD, MINUTE, ProberWorld, START } from '../../support/prober-world';

interface Trouble {
  /** Seconds after each minute at which runs are started then; none: the start is missed. */
  readonly starts: readonly (readonly number[])[];
  readonly databaseMs: number;
  /** Seconds from and for which the database fails. */
  readonly outage: readonly [number, number];
  /** Seconds from which the wall clock is off, and by how much. */
  readonly jump: readonly [number, number];
  /** Seconds at which the process stands still, and for how long. */
  readonly pause: readonly [number, number];
}

const MINUTES = 6;
const second = fc.nat({ max: 60 * MINUTES });
const troubles: fc.Arbitrary<Trouble> = fc.record({
  starts: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.tuple(fc.nat({ max: 14 })) },
      fc.constant([]),
      fc.tuple(fc.nat({ max: 14 }), fc.nat({ max: 14 })),
    ),
    {
      minLength: MINUTES,
      maxLength: MINUTES,
    },
  ),
  databaseMs: fc.constantFrom(0, 10, 900, 5_000),
  outage: fc.tuple(second, fc.nat({ max: 90 })),
  jump: fc.tuple(second, fc.constantFrom(0, -3_600, -45, 45, 3_600)),
  pause: fc.tuple(second, fc.nat({ max: 70 })),
});

function worldWith({ starts, databaseMs, outage, jump, pause }: Trouble): ProberWorld {
  const world = new ProberWorld();
  world.databaseMs = databaseMs;
  world.at(1_000 * outage[0] + 250, () => {
    world.databaseFails = true;
  });
  world.at(1_000 * (outage[0] + outage[1]) + 260, () => {
    world.databaseFails = false;
  });
  world.at(1_000 * jump[0] + 255, () => {
    world.wallAheadMs = 1_000 * jump[1];
  });
  world.at(1_000 * pause[0] + 10, () => {
    world.pausedMs = 1_000 * pause[1];
  });
  for (const [minute, after] of starts.entries()) for (const s of after) world.start(minute * MINUTE + 1_000 * s);
  return world;
}

/** What each writer wrote stays in order, whatever is late, twice, missing or wrong. */
function expectOrder({ written }: ProberWorld): void {
  for (const [i, now] of written.entries()) {
    const before = written[i - 1];
    if (!before) continue;
    expect(now.epochMs).toBeGreaterThanOrEqual(before.epochMs ?? 0);
    if (now.epochMs === before.epochMs) expect(now.atMs).toBeGreaterThanOrEqual(before.atMs);
  }
}

test('whatever goes wrong around it, a good link is never called bad, and observations stay in order', async () => {
  await fc.assert(
    fc.asyncProperty(troubles, async (trouble) => {
      const world = worldWith(trouble);
      await world.until((MINUTES + 2) * MINUTE);
      expect(world.written.filter(({ verdict }) => verdict === 'bad')).toEqual([]);
      expectOrder(world);
    }),
    { numRuns: 60 },
  );
});

test('whatever went wrong before, a dead link is bad within seconds of a run that can write', async () => {
  await fc.assert(
    fc.asyncProperty(troubles, async (trouble) => {
      const world = worldWith({ ...trouble, databaseMs: 10 });
      const lastMs = (MINUTES + 2) * MINUTE;
      world.at(lastMs - 30_000, () => {
        world.answer = () => ({ kind: 'nothing' });
      });
      world.start(lastMs);
      await world.until(lastMs + 5_000);
      expect(world.stored).toMatchObject({ verdict: 'bad', wasBad: true });
      expect(world.stored?.sinceMs).toBeGreaterThan(START - 3_600_000);
      expectOrder(world);
    }),
    { numRuns: 60 },
  );
});

test('a world without trouble says good all the time', async () => {
  const world = worldWith({
    starts: Array(MINUTES).fill([0]),
    databaseMs: 10,
    outage: [0, 0],
    jump: [0, 0],
    pause: [0, 0],
  });
  await world.until(MINUTES * MINUTE);
  expect(world.written.every(({ verdict, sinceMs }) => verdict === 'good' && sinceMs === GOOD.sinceMs)).toBe(true);
  expect(world.written.length).toBeGreaterThan(5 * MINUTES);
});
