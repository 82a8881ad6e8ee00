import fc from 'fast-check';
import type { Publication } from '../../lib/controller/database';
import { worthPublishing } from '../../lib/controller/publication';
import { told, toldBefore, untold } from '../../lib/controller/told';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';
import { aPublication, MINUTE_MS, NOW_MS } from '../support/world';

const backbone = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);
const quiet = aPublication(backbone, networkOf(backbone), 's0');
const bad = { links: { 's0-s1': { standing: 'down', code: 'link-probes-lost' } } } as const;
const next = { ...quiet, ...bad, held: { 'spokes s1': 'held-order' }, queued: 's0-s1', atMs: NOW_MS + 1 } as const;
const NOTHING = { links: {}, held: {}, emptied: [] };

test('news goes out beside what had been told before, and without it once it has been told', () => {
  const first = untold(next, quiet);
  expect(first).toEqual({ ...next, told: { ...NOTHING, sinceMs: next.atMs } });
  expect(toldBefore(first, next, next.atMs)).toEqual(NOTHING);
  const second = told(first, next.atMs);
  expect(second).toEqual({ ...next, atMs: next.atMs + 1 });
  expect(toldBefore(second, second, second.atMs)).toBe(second);
});

test('at its first reconcile nothing has been told', () => {
  expect(toldBefore(undefined, next, NOW_MS)).toEqual(NOTHING);
  expect(untold(next, undefined).told).toEqual({ ...NOTHING, sinceMs: next.atMs });
});

test('while it is not told, what was told before stays, and since when', () => {
  const first = untold(next, { ...quiet, queued: 's1-s2' });
  const later = untold({ ...next, atMs: next.atMs + MINUTE_MS }, first);
  expect(later.told).toEqual({ ...NOTHING, queued: 's1-s2', sinceMs: next.atMs });
});

test('where all is again as it was told, what may have been heard meanwhile counts', () => {
  const first = untold(next, quiet);
  const again = { ...quiet, atMs: next.atMs + 1 };
  const { links, held, queued } = next;
  expect(toldBefore(first, again, again.atMs)).toEqual({ links, held, emptied: [], queued });
  expect(untold(again, first).told).toEqual({ links, held, emptied: [], queued, sinceMs: next.atMs });
});

test('of a drain that is refused the same holds as of one that is queued', () => {
  const refused = { ...next, refused: 's0-s1' };
  const first = untold(refused, quiet);
  expect(toldBefore(first, refused, refused.atMs).refused).toBeUndefined();
  expect(toldBefore(first, quiet, refused.atMs).refused).toBe('s0-s1');
  expect(toldBefore(told(first, refused.atMs), quiet, refused.atMs).refused).toBe('s0-s1');
});

const STATES = [
  {},
  { 's0-s1': { standing: 'down', code: 'link-probes-lost' } },
  { 's0-s1': { standing: 'drained', code: 'link-maintenance' } },
] as const;

/** What a run gets done after it has published what it decided: it dies, tells and dies, or tells and says so. */
const run = fc.record({ links: fc.constantFrom(...STATES), gets: fc.constantFrom('published', 'told', 'done') });

test('whenever runs die, people have heard in the end how it is, and nothing twice of runs that did not', () => {
  fc.assert(
    fc.property(fc.array(run, { maxLength: 12 }), fc.constantFrom(...STATES), (runs, last) => {
      let previous: Publication | undefined = quiet;
      let heard = '{}';
      let messages = 0;
      for (const [i, { links, gets }] of [...runs, { links: last, gets: 'done' }].entries()) {
        const now: Publication = { ...quiet, links, atMs: NOW_MS + i };
        const isNews: boolean = JSON.stringify(toldBefore(previous, now, now.atMs).links) !== JSON.stringify(links);
        const published: Publication = isNews ? untold(now, previous) : now;
        if (isNews && gets !== 'published') {
          heard = JSON.stringify(links);
          messages += 1;
        }
        previous = isNews && gets === 'done' ? told(published, now.atMs) : published;
      }
      expect(heard).toBe(JSON.stringify(last));
      const changes = [...runs.map(({ links }) => links), last].filter(
        (links, i, all) => links !== (all[i - 1] ?? STATES[0]),
      );
      if (runs.every(({ gets }) => gets === 'done')) expect(messages).toBe(changes.length);
    }),
    { numRuns: 500 },
  );
});

test('after ten minutes what nobody takes is given up, and newer news is held against it', () => {
  const first = untold(next, quiet);
  const [still, tooLong] = [next.atMs + 10 * MINUTE_MS - 1, next.atMs + 10 * MINUTE_MS];
  expect(toldBefore(first, next, still)).toEqual(NOTHING);
  expect(toldBefore(first, next, tooLong)).toBe(first);
  expect(untold({ ...next, atMs: tooLong }, first).told).toEqual({
    links: next.links,
    held: next.held,
    emptied: [],
    queued: 's0-s1',
    sinceMs: tooLong,
  });
});

test('that it has been told is worth a write, and that it is still untold is not', () => {
  const first = untold(next, quiet);
  expect(worthPublishing(told(first, next.atMs), first)).toBe(true);
  expect(worthPublishing({ ...first, atMs: first.atMs + 1 }, first)).toBe(false);
});
