import fc from 'fast-check';
import type { Notice, Publication } from '../../lib/controller/database';
import { upcomingNow } from '../../lib/controller/upcoming';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';
import { aNotice, aPublication, aWorld, MINUTE_MS, NOW_MS } from '../support/world';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const backbone = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);
const word = aPublication(backbone, networkOf(backbone), 's0');
const other = aPublication(backbone, networkOf(backbone), 's1');
const aSiteWorld = aWorld(backbone, 's0');
/** Thirty days from now, for two hours. */
const START_MS = NOW_MS + 30 * DAY_MS;
const WINDOW = { startMs: START_MS, endMs: START_MS + 2 * HOUR_MS, source: 'carrier-a' };
const announced = aNotice('s0-s1', WINDOW);

type NoticesAt = (offsetMs: number) => readonly Notice[];

/** One run of a site, in a world in which these have published. */
function run(site: string, words: readonly Publication[], nowMs: number, notices: readonly Notice[]) {
  const publications = new Map(words.map((one) => [one.site, one]));
  return upcomingNow({ ...aSiteWorld, routing: { ...aSiteWorld.routing, site }, publications, nowMs }, { notices });
}

/** What the admission site tells at these times from the start of the window, knowing what it told before. */
function saidAt(times: readonly number[], noticesAt: NoticesAt = () => [announced]): readonly string[] {
  let last: Publication = word;
  return times.flatMap((offsetMs) => {
    const nowMs = START_MS + offsetMs;
    const { windows, news } = run('s0', [{ ...last, atMs: nowMs }], nowMs, noticesAt(offsetMs));
    last = { ...word, windows };
    return news.map(({ code, because, window: { step } }) => `${code} (${step}): ${because}`);
  });
}

const eachMinute = (fromMs: number, toMs: number) =>
  Array.from({ length: (toMs - fromMs) / MINUTE_MS }, (_, i) => fromMs + i * MINUTE_MS);
const codesAt = (times: readonly number[], noticesAt?: NoticesAt) =>
  saidAt(times, noticesAt).map((said) => said.split(':')[0]);

test('people hear of maintenance when it is announced, seven days, a day and an hour before, and when it begins', () => {
  const said = 'carrier-a announced maintenance of s0-s1 2026-02-04 12:00 to 14:00 UTC';
  expect(saidAt(eachMinute(-8 * DAY_MS, 3 * HOUR_MS))).toEqual([
    `maintenance-upcoming (far): ${said}`,
    `maintenance-upcoming (week): ${said}`,
    `maintenance-upcoming (day): ${said}`,
    `maintenance-upcoming (hour): ${said}`,
    `maintenance-begun (open): ${said}`,
  ]);
});

test('of maintenance that is announced late people hear at once, and not of the times that have passed', () => {
  expect(codesAt(eachMinute(-30 * MINUTE_MS, HOUR_MS))).toEqual([
    'maintenance-upcoming (hour)',
    'maintenance-begun (open)',
  ]);
  expect(codesAt(eachMinute(MINUTE_MS, HOUR_MS))).toEqual(['maintenance-begun (open)']);
  expect(codesAt(eachMinute(2 * HOUR_MS, 3 * HOUR_MS))).toEqual([]);
});

test('a run that comes late says the last step only', () => {
  expect(codesAt([-9 * DAY_MS, -10 * MINUTE_MS])).toEqual([
    'maintenance-upcoming (far)',
    'maintenance-upcoming (hour)',
  ]);
});

const moved = { ...announced, version: 1, startMs: START_MS + DAY_MS, endMs: START_MS + DAY_MS + HOUR_MS };

test.each<[string, Notice, string | undefined]>([
  ['that is moved', moved, 'maintenance-changed (week)'],
  [
    'that takes another link as well',
    { ...announced, version: 1, links: ['s0-s1', 's0-s2'] },
    'maintenance-changed (week)',
  ],
  ['that is cancelled', { ...announced, version: 1, status: 'cancelled' }, 'maintenance-cancelled (cancelled)'],
  [
    'that is not confirmed any more',
    { ...announced, version: 1, status: 'tentative' },
    'maintenance-cancelled (cancelled)',
  ],
  ['that does nothing to the link', { ...announced, version: 1, impact: 'none' }, 'maintenance-cancelled (cancelled)'],
  ['that is done before its end', { ...announced, version: 1, status: 'completed' }, undefined],
  ['that is announced in other words', { ...announced, id: 'another message', version: 1 }, undefined],
])('of maintenance %s people hear so, once', (_, update, code) => {
  const later = [-2 * DAY_MS, -2 * DAY_MS + MINUTE_MS, -2 * DAY_MS + 2 * MINUTE_MS];
  const heard = codesAt([-3 * DAY_MS, ...later], (ms) => (ms === -3 * DAY_MS ? [announced] : [announced, update]));
  expect(heard).toEqual(['maintenance-upcoming (week)', ...(code === undefined ? [] : [code])]);
});

test('a change says what it was before', () => {
  const [, changed] = saidAt([-3 * DAY_MS, -2 * DAY_MS], (ms) => (ms === -3 * DAY_MS ? [announced] : [moved]));
  expect(changed).toBe(
    'maintenance-changed (week): carrier-a announced maintenance of s0-s1 2026-02-05 12:00 to 13:00 UTC; before, it was of s0-s1 2026-02-04 12:00 to 14:00 UTC',
  );
});

test('what is announced anew after it was cancelled is told as if nothing had been', () => {
  const cancelled: Notice = { ...announced, version: 1, status: 'cancelled' };
  const again: Notice = { ...announced, version: 2 };
  const notices = [[announced], [announced, cancelled], [announced, cancelled, again]] as const;
  const times = [-4 * DAY_MS, -3 * DAY_MS, -2 * DAY_MS];
  expect(codesAt(times, (ms) => notices[times.indexOf(ms)] ?? [])).toEqual([
    'maintenance-upcoming (week)',
    'maintenance-cancelled (cancelled)',
    'maintenance-upcoming (week)',
  ]);
});

test('what drains nothing by itself is not announced', () => {
  for (const more of [{ trusted: false }, { status: 'tentative' }, { impact: 'none' }, { links: [] }] as const)
    expect(saidAt([-3 * DAY_MS], () => [{ ...announced, ...more }])).toEqual([]);
});

test('a drill is told as one', () => {
  expect(saidAt([-3 * DAY_MS], () => [{ ...announced, drill: true }])[0]).toMatch(/announced a drill of maintenance/);
});

test('the pages of one message are one window, and it names all links', () => {
  const pages = [1, 2].map((number) => ({
    ...announced,
    id: `page ${number}`,
    links: [`s0-s${number}`],
    page: { number, of: 2 },
  }));
  const { news } = run('s0', [word], NOW_MS, pages);
  expect(news.map(({ window }) => window.links)).toEqual([['s0-s1', 's0-s2']]);
});

test('of very many windows only the next ones are told', () => {
  const many = Array.from({ length: 300 }, (_, n) => {
    const startMs = START_MS - n * HOUR_MS;
    return { ...announced, id: `id ${n}`, event: `event ${n}`, startMs, endMs: startMs + HOUR_MS };
  });
  const { windows } = run('s0', [word], NOW_MS, many);
  const starts = Object.values(windows).map(({ startMs }) => startMs);
  expect([starts.length, Math.min(...starts)]).toEqual([200, START_MS - 299 * HOUR_MS]);
});

/** What a site gets done of its run: it dies before anything, when it has published, when it has told, or not at all. */
const ENDS = ['nothing', 'published', 'told', 'done'] as const;

const runs = fc.array(
  fc.record({
    site: fc.constantFrom('s0', 's1'),
    afterMs: fc.oneof(fc.integer({ min: 0, max: 2 * MINUTE_MS }), fc.integer({ min: 0, max: 2 * DAY_MS })),
    end: fc.constantFrom(...ENDS),
  }),
  { maxLength: 40 },
);

test('whichever site tells it and dies, nothing is told twice but for one that died after telling, and the last step is told', () => {
  fc.assert(
    fc.property(runs, (all) => {
      let nowMs = START_MS - 9 * DAY_MS;
      let deaths = 0;
      const words = new Map([word, other].map((one) => [one.site, { ...one, atMs: nowMs }]));
      const heard: string[] = [];
      const last = ['s0', 's1', 's0', 's1', 's0'].map((site) => ({ site, afterMs: MINUTE_MS, end: 'done' }) as const);
      for (const { site, afterMs, end } of [...all, ...last]) {
        nowMs += afterMs;
        if (end === 'nothing') continue;
        const before = words.get(site);
        const { windows, news } = run(site, [...words.values()], nowMs, [announced]);
        const base = { ...word, site, atMs: nowMs, windows };
        const told = { links: {}, held: {}, emptied: [], windows: before?.told?.windows ?? before?.windows ?? {} };
        const pending = news.length > 0 && end !== 'done' ? { told: { ...told, sinceMs: nowMs } } : {};
        words.set(site, { ...base, ...pending });
        if (end !== 'published') heard.push(...news.map(({ window: { step } }) => step));
        if (end === 'told' && news.length > 0) deaths += 1;
      }
      expect(heard.length - new Set(heard).size).toBeLessThanOrEqual(deaths);
      const isOver = nowMs >= START_MS + 2 * HOUR_MS;
      if (!isOver) expect(heard.at(-1)).toBe(Object.values(run('s0', [word], nowMs, [announced]).windows)[0]?.step);
    }),
    { numRuns: 500 },
  );
});
