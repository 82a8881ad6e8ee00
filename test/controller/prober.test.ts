import fc from 'fast-check';
import type { Observation } from '../../lib/controller/database';
import { afterProbe, dueObservation, newProber, type Prober } from '../../lib/controller/prober';
import type { Policy } from '../../lib/routing/policy';
import { POLICY } from '../support/backbones';

const policy = POLICY.probe;

interface Result {
  readonly atMs: number;
  readonly answered: boolean;
}

/** What the predecessor of a prober said last. */
const GOOD: Observation = {
  kind: 'observation',
  link: 's0-s1',
  site: 's0',
  verdict: 'good',
  sinceMs: 0,
  wasBad: false,
  atMs: 0,
  expiresMs: 210_000,
};

function play(results: readonly Result[], by: Policy['probe'] = policy, last?: Observation): readonly Prober[] {
  let prober = newProber(0, last ?? GOOD);
  return results.map(({ answered, atMs }) => {
    prober = afterProbe(prober, answered, atMs, by);
    return prober;
  });
}

function everySecond(answers: string): readonly Result[] {
  return [...answers].map((answer, i) => ({ atMs: 1_000 * (i + 1), answered: answer === '+' }));
}
const verdicts = (answers: string, by = policy) =>
  play(everySecond(answers), by)
    .map(({ verdict }) => (verdict === 'good' ? '+' : '-'))
    .join('');

/** Counts everything anew for each result, from the whole history. */
function recounted(results: readonly Result[], by: Policy['probe']): readonly string[] {
  let verdict = 'good';
  let turned = Number.NEGATIVE_INFINITY;
  return results.map(({ atMs }, n) => {
    const known = results.slice(0, n + 1);
    const last = (count: number, answered: boolean) =>
      known.length >= count && known.slice(-count).every((result) => result.answered === answered);
    const lost = known.filter((r, i) => !r.answered && r.atMs > atMs - 30_000 && i > turned).length;
    if (verdict === 'good' && (last(by.fall, false) || lost * by.intervalMs > by.lossThreshold * 30_000))
      verdict = 'bad';
    else if (verdict === 'bad' && last(by.rise, true)) {
      verdict = 'good';
      turned = n;
    }
    return verdict;
  });
}

const policies: fc.Arbitrary<Policy['probe']> = fc.record({
  intervalMs: fc.constantFrom(100, 1_000, 5_000),
  timeoutMs: fc.constant(500),
  fall: fc.integer({ min: 1, max: 5 }),
  rise: fc.integer({ min: 1, max: 12 }),
  lossThreshold: fc.constantFrom(0, 0.1, 0.2, 0.5, 1),
});
/** Long runs of answers and of misses, and single ones between. */
const answers = fc
  .array(fc.tuple(fc.boolean(), fc.constantFrom(1, 1, 2, 3, 7, 15)), { maxLength: 20 })
  .map((runs) => runs.flatMap(([answered, times]) => Array.from({ length: times }, () => answered)));

test('the verdicts are those of a recount of the whole history', () => {
  fc.assert(
    fc.property(policies, answers, fc.array(fc.nat({ max: 400 }), { minLength: 1 }), (by, all, jitter) => {
      const results = all.map((answered, i) => ({
        answered,
        atMs: by.intervalMs * i + (answered ? 0 : by.timeoutMs) + (jitter[i % jitter.length] ?? 0),
      }));
      const ordered = results.sort((a, b) => a.atMs - b.atMs);
      expect(play(ordered, by).map(({ verdict }) => verdict)).toEqual(recounted(ordered, by));
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['one lost probe changes nothing', '++++-+++++', '++++++++++'],
  ['two in a row change nothing', '++++--++++', '++++++++++'],
  ['the third in a row does', '++++---+++', '++++++----'],
  ['it is good again with the tenth answer in a row', '---++++++++++', '++----------+'],
  ['an answer too few before a miss begins the count anew', '---+++++++++-+++++++++', `++${'-'.repeat(20)}`],
  ['one in seven lost is not too much', '-++++++-++++++-++++++-++++++', '+'.repeat(28)],
  ['the seventh miss within 30 s is too much', '-+++-+++-+++-+++-+++-+++-+++', `${'+'.repeat(24)}----`],
])('%s', (_, answered, expected) => {
  expect(verdicts(answered)).toBe(expected);
});

test('a miss counts for 30 s and no longer', () => {
  const miss = (atMs: number) => ({ atMs, answered: false });
  const answer = (atMs: number) => ({ atMs, answered: true });
  const pairs = [0, 1, 2, 3, 4, 5].flatMap((i) => [miss(100 + 10 * i), answer(105 + 10 * i)]);
  expect(play([...pairs, miss(30_099)]).at(-1)?.verdict).toBe('bad');
  expect(play([...pairs, miss(30_100)]).at(-1)?.verdict).toBe('good');
});

test('after recovery the losses of before do not count again', () => {
  expect(verdicts('-------++++++++++-').at(-1)).toBe('+');
});

describe('a prober without a predecessor', () => {
  const fresh = (answers: string) => {
    let prober = newProber(0);
    return everySecond(answers).map(({ answered, atMs }) => {
      prober = afterProbe(prober, answered, atMs, policy);
      return dueObservation(prober, undefined, 's0-s1', 's0', atMs)?.verdict;
    });
  };

  test('says nothing until enough probes were answered, or missed, in a row', () => {
    expect(fresh('+++++++++')).toEqual(Array(9).fill(undefined));
    expect(fresh('++++++++++').at(-1)).toBe('good');
    expect(fresh('--')).toEqual([undefined, undefined]);
    expect(fresh('---').at(-1)).toBe('bad');
  });

  test('was never bad when its first verdict is good, so nothing has to be held down', () => {
    const probers = everySecond('++++++++++').reduce(
      (p, { answered, atMs }) => afterProbe(p, answered, atMs, policy),
      newProber(0),
    );
    expect(probers).toMatchObject({ verdict: 'good', wasBad: false });
  });
});

test('a prober that is started anew on a dead link keeps the verdict of its predecessor, and when it began', () => {
  const bad: Observation = { ...GOOD, verdict: 'bad', sinceMs: -7, wasBad: true };
  expect(play(everySecond('-'), policy, bad).at(-1)).toMatchObject({ verdict: 'bad', sinceMs: -7, wasBad: true });
  expect(play(everySecond('++++++++++'), policy, bad).at(-1)).toMatchObject({ verdict: 'good', wasBad: true });
});

test('a prober knows when its verdict changed and whether it was ever bad', () => {
  const [first, ...rest] = play(everySecond('+---++++++++++'));
  expect(first).toMatchObject({ sinceMs: 0, wasBad: false });
  expect(rest[2]).toMatchObject({ verdict: 'bad', sinceMs: 4_000, wasBad: true });
  expect(rest.at(-1)).toMatchObject({ verdict: 'good', sinceMs: 14_000, wasBad: true });
});

describe('an observation is written', () => {
  const calm = newProber(0, GOOD);
  const bad: Prober = { ...calm, verdict: 'bad', sinceMs: 1, wasBad: true };
  const due = (prober: Prober, said: Parameters<typeof dueObservation>[1], nowMs: number) =>
    dueObservation(prober, said, 's0-s1', 's0', nowMs);

  test('by a prober that goes on from a predecessor at once', () => {
    const heir = newProber(5, { ...GOOD, sinceMs: 5 });
    expect(due(heir, undefined, 5)).toEqual({
      kind: 'observation',
      link: 's0-s1',
      site: 's0',
      verdict: 'good',
      sinceMs: 5,
      wasBad: false,
      atMs: 5,
      expiresMs: 210_005,
    });
  });

  test('at once when the verdict changes, in either direction', () => {
    expect(due(bad, { verdict: 'good', atMs: 0 }, 1)).toMatchObject({ verdict: 'bad', sinceMs: 1, wasBad: true });
    const good: Prober = { ...bad, verdict: 'good' };
    expect(due(good, { verdict: 'bad', atMs: 1 }, 2)).toMatchObject({ verdict: 'good', wasBad: true });
  });

  test('every 10 s while nothing changes, and not more often', () => {
    const said = { verdict: 'good', atMs: 0 } as const;
    expect(due(calm, said, 9_999)).toBeUndefined();
    expect(due(calm, said, 10_000)).toMatchObject({ atMs: 10_000, expiresMs: 220_000 });
  });
});

test('what was said so long ago that it has expired is found out anew, but that the link was bad, and how often, is not forgotten', () => {
  const flaps = { penalty: 1_000, atMs: -500_000, suppressed: false };
  const expired: Observation = { ...GOOD, wasBad: true, flaps, expiresMs: 0 };
  expect(newProber(0, expired)).toMatchObject({ verdict: 'none', sinceMs: 0, wasBad: true, flaps });
});

test('times that a clock has written which was ahead are taken for now', () => {
  const flaps = { penalty: 1_000, atMs: 3_600_000, suppressed: false };
  const ahead: Observation = { ...GOOD, wasBad: true, flaps, sinceMs: 3_600_000, expiresMs: 4_000_000 };
  expect(newProber(7, ahead)).toMatchObject({ verdict: 'good', sinceMs: 7, flaps: { atMs: 7 } });
});
