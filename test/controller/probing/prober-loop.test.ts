import type { Observation } from '../../../lib/controller/database';
import { POLICY } from '../../support/backbones';
import { GOOD, MINUTE, ProberWorld, START } from '../../support/prober-world';

test('a run takes over when it could judge the link itself, and says that all is well then and every ten seconds', async () => {
  const world = new ProberWorld();
  world.start(0, MINUTE);
  await world.until(2 * MINUTE);
  expect(world.written[0]).toEqual({ ...GOOD, epochMs: START });
  expect(world.story()).toBe('good -5 3.04 14.02 24.02 34.02 44.02 54.02');
  expect(world.written.at(-1)).toMatchObject({ epochMs: START, sinceMs: GOOD.sinceMs, rttMs: 20, lossShare: 0 });
  expect(world.runs[0]?.results).toHaveLength(59);
  expect(new Set(world.ports).size).toBe(59);
});

test('a change is written at once, with when it began', async () => {
  const world = new ProberWorld();
  world.at(20_500, () => {
    world.answer = () => ({ kind: 'nothing' });
  });
  world.start(0, MINUTE);
  await world.until(31_000);
  expect(world.story()).toBe('good -5 3.04 14.02 bad 23.5');
  expect(world.stored).toMatchObject({ sinceMs: START + 23_500, wasBad: true, lossShare: 0.13, flaps: {} });
});

test('a refusal is an answer: it was carried there and back', async () => {
  const world = new ProberWorld();
  world.answer = () => ({ kind: 'refused' });
  world.start(0, MINUTE);
  await world.until(MINUTE);
  expect(world.stored).toMatchObject({ verdict: 'good', lossShare: 0 });
});

test('an answer after the timeout is a miss', async () => {
  const world = new ProberWorld();
  world.answerMs = 501;
  world.start(0, MINUTE);
  await world.until(MINUTE);
  expect(world.stored).toMatchObject({ verdict: 'bad', sinceMs: START + 3_501 });
});

test('the next run takes over while the last one still goes on, which then ends', async () => {
  const world = new ProberWorld();
  for (const start of [0, 61, 119, 180]) world.start(1_000 * start);
  await world.until(200_000);
  expect(world.runs.map(({ startMs, results }) => [(startMs - START) / 1_000, results.length])).toEqual([
    [0, 74],
    [61, 64],
    [119, 74],
  ]);
  expect(world.ports.length).toBeLessThan(2 * 74 + 64 + 20 + 3);
  const epochs = world.written.map(({ epochMs }) => epochMs ?? 0);
  expect(epochs).toEqual([...epochs].sort((a, b) => a - b));
});

test('a link that dies while one run hands over to the next is found as soon as at any other time', async () => {
  const foundAfter = async (diesMs: number) => {
    const world = new ProberWorld();
    for (const start of [0, MINUTE]) world.start(start);
    world.at(diesMs, () => {
      world.answer = () => ({ kind: 'nothing' });
    });
    await world.until(diesMs + 10_000);
    return (world.written.find(({ verdict }) => verdict === 'bad')?.atMs ?? Number.NaN) - START - diesMs;
  };
  const found = new Map<number, number>();
  for (let diesMs = MINUTE - 6_010; diesMs < MINUTE + 16_000; diesMs += 200)
    found.set(diesMs, await foundAfter(diesMs));
  // Up to a second until the first of three probes that are missed, the timeout of the last, and what the database takes.
  expect([...found].filter(([, ms]) => !(ms <= 3_600))).toEqual([]);
});

test('overlapping runs that see different things never contradict each other in the database', async () => {
  const world = new ProberWorld();
  world.start(0);
  world.start(MINUTE);
  // The first run asks an even number of times by then, so that from here on each sees an answer of its own.
  world.at(MINUTE - 500, () => {
    let asked = 0;
    world.answer = () => ({ kind: asked++ % 2 === 0 ? 'nothing' : 'accepted' });
  });
  await world.until(3 * MINUTE);
  const byEpoch = world.written.map(({ epochMs, verdict }) => `${((epochMs ?? 0) - START) / MINUTE} ${verdict}`);
  expect([...new Set(byEpoch)]).toEqual(['0 good', '0 bad', '1 bad', '1 good']);
});

test.each([
  ['a moment after each other', 3],
  ['in the same millisecond', 0],
])('two runs started %s measure the same and end', async (_, apartMs) => {
  const world = new ProberWorld();
  world.start(0);
  world.start(apartMs);
  await world.until(2 * MINUTE);
  expect(world.runs).toHaveLength(2);
  expect(new Set(world.written.map(({ verdict }) => verdict))).toEqual(new Set(['good']));
  expect(world.told).toEqual([]);
});

test('two missed starts leave an observation that still counts, and the next run goes on from it', async () => {
  const world = new ProberWorld();
  world.start(0);
  await world.until(3 * MINUTE);
  expect(world.stored?.expiresMs).toBeGreaterThan(START + 3 * MINUTE + 2_000);
  world.start(3 * MINUTE);
  await world.until(3 * MINUTE + 4_000);
  expect(world.stored).toMatchObject({ sinceMs: GOOD.sinceMs, epochMs: START + 3 * MINUTE });
});

test('after a longer pause a run finds out anew whether the link is good, and remembers that it was bad', async () => {
  const world = new ProberWorld();
  world.start(5 * MINUTE);
  await world.until(6 * MINUTE);
  expect(world.written[0]).toMatchObject({ verdict: 'good', sinceMs: START + 5 * MINUTE + 10_020, wasBad: true });
});

test.each([
  ['forward', 3_600_000],
  ['back', -3_600_000],
])('a wall clock that is set %s an hour makes no verdict, and is followed from the next run on', async (_, ahead) => {
  const world = new ProberWorld();
  world.at(30_500, () => {
    world.wallAheadMs = ahead;
  });
  world.start(0);
  world.start(MINUTE);
  await world.until(2 * MINUTE);
  expect(new Set(world.written.map(({ verdict }) => verdict))).toEqual(new Set(['good']));
  expect(world.stored?.atMs).toBe(START + ahead + MINUTE + 54_020);
  expect(world.runs.map(({ results }) => results.length)).toEqual([64]);
});

test('a run whose clock was an hour ahead does not silence those after it', async () => {
  const world = new ProberWorld();
  world.stored = { ...GOOD, epochMs: START + 3_600_000, sinceMs: START + 3_600_000, atMs: START + 3_600_000 };
  world.start(0);
  await world.until(MINUTE);
  expect(world.stored).toMatchObject({ epochMs: START + 3_600_001, sinceMs: START + 3_030, atMs: START + 54_020 });
});

test('a slow database delays what is written, not what is measured', async () => {
  const world = new ProberWorld();
  world.databaseMs = 4_000;
  world.at(20_500, () => {
    world.answer = () => ({ kind: 'nothing' });
  });
  world.start(0, MINUTE);
  await world.until(2 * MINUTE);
  expect(world.runs[0]?.results).toHaveLength(59);
  expect(world.written.find(({ verdict }) => verdict === 'bad')).toMatchObject({ sinceMs: START + 23_500 });
  expect(world.told).toEqual([]);
});

test('a change that is found during a slow write is written right after it', async () => {
  const world = new ProberWorld();
  world.databaseMs = 3_600;
  world.at(18_100, () => {
    world.answer = () => ({ kind: 'nothing' });
  });
  world.start(0, MINUTE);
  await world.until(MINUTE);
  // The heartbeat of 18.02 s ends at 21.62 s; the third miss is known at 21.5 s.
  expect(world.written.find(({ verdict }) => verdict === 'bad')).toMatchObject({ atMs: START + 21_620 });
});

test('a database that refuses at once is asked once a second', async () => {
  const world = new ProberWorld();
  world.databaseMs = 0;
  world.databaseFails = true;
  world.start(0, MINUTE, { ...POLICY.probe, intervalMs: 100, timeoutMs: 100 });
  await world.until(MINUTE);
  expect(world.asked).toBeLessThanOrEqual(60);
});

test('while the database fails, probing goes on; it is told once, and what is true then is written when it is back', async () => {
  const world = new ProberWorld();
  world.at(5_500, () => {
    world.databaseFails = true;
  });
  world.at(15_500, () => {
    world.answer = () => ({ kind: 'nothing' });
  });
  world.at(40_500, () => {
    world.databaseFails = false;
  });
  world.start(0, MINUTE);
  await world.until(2 * MINUTE);
  expect(world.story()).toBe('good -5 3.04 bad 40.5 50.5');
  expect(world.stored).toMatchObject({ sinceMs: START + 18_500 });
  expect(world.told).toEqual([expect.objectContaining({ code: 'observation-unwritten', link: 's0-s1', site: 's0' })]);
});

test('a run that could not read at first forgets nothing: neither what was said before it nor what it has measured', async () => {
  const world = new ProberWorld();
  world.stored = { ...GOOD, verdict: 'bad', sinceMs: START - 100_000 };
  world.databaseFails = true;
  world.at(12_500, () => {
    world.databaseFails = false;
  });
  world.start(0, MINUTE);
  await world.until(15_000);
  expect(world.stored).toMatchObject({ verdict: 'good', wasBad: true, sinceMs: START + 10_020 });
});

test('a minute in which the process did not run is no loss, and what was missed is not made up for', async () => {
  const world = new ProberWorld();
  world.at(30_010, () => {
    world.pausedMs = MINUTE;
  });
  world.start(0, 2 * MINUTE);
  await world.until(3 * MINUTE);
  const [run] = world.runs;
  expect(run?.results.filter(({ rttMs }) => rttMs === undefined)).toEqual([]);
  expect(run?.results).toHaveLength(58);
});

test('probes that cannot be sent are no misses; a run of nothing else says so, and takes over from nobody', async () => {
  const world = new ProberWorld();
  world.answer = () => ({ kind: 'unsent', why: 'EADDRINUSE' });
  world.start(0, MINUTE);
  await world.until(2 * MINUTE);
  expect(world.written).toEqual([]);
  expect(world.told).toEqual([expect.objectContaining({ code: 'probes-unsent', because: 'EADDRINUSE' })]);
});

describe('the full-size segment', () => {
  const sizes = async (outcomes: readonly string[], last: Observation = GOOD) => {
    const world = new ProberWorld();
    world.stored = last;
    let tries = 0;
    world.fullSize = async () => (outcomes[tries++] ?? 'unknown') as 'passes';
    world.start(0, MINUTE);
    await world.until(2 * MINUTE);
    return { tries, found: world.stored?.fullSize };
  };

  test.each([
    ['passes', ['passes'], { tries: 1, found: 'passes' }],
    ['is lost when it is lost twice', ['lost', 'lost'], { tries: 2, found: 'lost' }],
    ['may be lost once', ['lost', 'passes'], { tries: 2, found: 'passes' }],
    ['says nothing when it is lost only once', ['lost', 'unknown'], { tries: 2 }],
    ['says nothing when the target does not speak TLS', ['unknown'], { tries: 1 }],
  ])('%s', async (_, outcomes, expected) => {
    expect(await sizes(outcomes)).toEqual(expected);
  });

  /** What is known of it each minute, when nothing is found out after the first tries. */
  const known = async (outcomes: readonly string[], last: Observation = GOOD) => {
    const world = new ProberWorld();
    world.stored = last;
    let tries = 0;
    world.fullSize = async () => (outcomes[tries++] ?? 'unknown') as 'lost';
    const found: unknown[] = [];
    for (let minute = 0; minute < 12; minute++) {
      world.start(minute * MINUTE);
      world.at(minute * MINUTE + 50_000, () => found.push(world.stored?.fullSize));
    }
    await world.until(12 * MINUTE);
    return found;
  };

  const forTenMinutes = (found: string) => [...Array(10).fill(found), undefined, undefined];

  test('is not known any more when nothing was found out for ten minutes', async () => {
    expect(await known(['lost', 'lost'])).toEqual(forTenMinutes('lost'));
  });

  test.each([
    ['it is not written when it was found out', {}],
    ['the clock that says when was ahead', { fullSizeMs: START + 1_000 * MINUTE }],
  ])('is not known any more after ten minutes either when %s', async (_, when) => {
    expect(await known([], { ...GOOD, fullSize: 'lost', ...when })).toEqual(forTenMinutes('lost'));
  });

  test('is lost until it passes, through all runs', async () => {
    expect(await sizes(['unknown'], { ...GOOD, fullSize: 'lost' })).toMatchObject({ found: 'lost' });
    expect(await sizes(['passes'], { ...GOOD, fullSize: 'lost' })).toMatchObject({ found: 'passes' });
  });
});
