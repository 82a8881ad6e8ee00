import fc from 'fast-check';
import type { Admission, Observation } from '../../lib/controller/database';
import { VirtualClock } from '../../lib/twin/clock';
import { ReplicatedDatabase } from '../../lib/twin/database';
import { LATENCIES } from '../../lib/twin/latencies';
import { randomFrom } from '../../lib/twin/random';
import { storedStatus } from '../support/contracts/stores';
import { MINUTE_MS } from '../support/world';

const SITES = ['s0', 's1', 's2'];

function aDatabase(seed = 1, reaches: (from: string, to: string) => boolean = () => true) {
  const clock = new VirtualClock(0);
  return { clock, database: new ReplicatedDatabase(SITES, clock, LATENCIES, randomFrom(seed), reaches) };
}

function anObservation(atMs: number, changes: Partial<Observation> = {}): Observation {
  return {
    kind: 'observation',
    link: 's0-s1',
    site: 's0',
    verdict: 'good',
    sinceMs: 0,
    wasBad: false,
    atMs,
    expiresMs: atMs + 1_000,
    ...changes,
  };
}

const ADMISSION: Admission = { kind: 'admission', link: 's0-s1', atMs: 5 };

test('a write is there at once where it was made, and later everywhere else', async () => {
  const { clock, database } = aDatabase();
  database.write('s0', anObservation(0));
  expect(database.snapshot('s0').observations).toHaveLength(1);
  expect(database.snapshot('s1').observations).toHaveLength(0);
  await clock.run(LATENCIES.replication[1]);
  expect(database.snapshot('s1').observations).toHaveLength(1);
  expect(database.snapshot('s2').observations).toHaveLength(1);
});

test('whatever the delays, the last write of an item wins in every replica', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 2, max: 20 }), async (seed, writes) => {
      const { clock, database } = aDatabase(seed);
      for (let n = 1; n <= writes; n += 1) clock.at(n * 100, () => database.write('s0', anObservation(n)));
      await clock.run(writes * 100 + LATENCIES.replication[1]);
      for (const site of SITES) expect(database.snapshot(site).observations).toEqual([anObservation(writes)]);
    }),
  );
});

test('what is cut off gets through when the cut is over', async () => {
  const isCut = { now: true };
  const { clock, database } = aDatabase(1, (_, to) => to !== 's2' || !isCut.now);
  database.write('s0', ADMISSION);
  await clock.run(60_000);
  expect(database.snapshot('s1').admissions).toEqual([ADMISSION]);
  expect(database.snapshot('s2').admissions).toEqual([]);
  isCut.now = false;
  await clock.run(62_000);
  expect(database.snapshot('s2').admissions).toEqual([ADMISSION]);
});

test('a deleted item is gone everywhere', async () => {
  const { clock, database } = aDatabase();
  database.write('s0', ADMISSION);
  clock.start(5_000, () => database.portOf('s0').dismiss('s0-s1'));
  await clock.run(10_000);
  for (const site of SITES) expect(database.snapshot(site).admissions).toEqual([]);
});

test('news wakes a site, a repeated observation does not', async () => {
  const { clock, database } = aDatabase();
  const woken: number[] = [];
  database.onNews('s0', () => woken.push(clock.now()));
  clock.at(0, () => database.write('s0', anObservation(0)));
  clock.at(10_000, () => database.write('s0', anObservation(10_000)));
  clock.at(20_000, () => database.write('s0', anObservation(20_000, { verdict: 'bad' })));
  await clock.run(30_000);
  expect(woken).toEqual([0, 20_000]);
});

test('of statuses those wake a site that say something else of the attachment or of a session', async () => {
  const { clock, database } = aDatabase();
  const woken: number[] = [];
  database.onNews('s1', () => woken.push(Math.floor(clock.now() / MINUTE_MS)));
  const up = storedStatus({ site: 's0', sessions: [{ name: 'one', state: 'up' }] });
  const down = { ...up, sessions: [{ name: 'one', state: 'down' }] } as const;
  const statuses = [
    up,
    up,
    down,
    down,
    { ...down, attachment: 'unusable' },
    { ...down, attachment: 'unusable' },
  ] as const;
  statuses.forEach((status, minute) => {
    const times = { atMs: minute * MINUTE_MS, expiresMs: (minute + 3) * MINUTE_MS };
    clock.at(times.atMs, () => database.write('s0', { ...status, ...times }));
  });
  await clock.run(statuses.length * MINUTE_MS);
  expect(woken).toEqual([0, 2, 4]);
});

test('fails to give the replica of a site that has none', () => {
  expect(() => aDatabase().database.snapshot('nowhere')).toThrow('site nowhere has no replica');
});
