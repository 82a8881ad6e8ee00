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
  expect(toldBefore(first, next.atMs)).toEqual({ ...NOTHING, sinceMs: next.atMs });
  const second = told(first, next.atMs);
  expect(second).toEqual({ ...next, atMs: next.atMs + 1 });
  expect(toldBefore(second, second.atMs)).toBe(second);
});

test('at its first reconcile nothing has been told', () => {
  expect(toldBefore(undefined, NOW_MS)).toEqual(NOTHING);
  expect(untold(next, undefined).told).toEqual({ ...NOTHING, sinceMs: next.atMs });
});

test('while it is not told, what was told before stays, and since when', () => {
  const first = untold(next, { ...quiet, queued: 's1-s2' });
  const later = untold({ ...next, held: {}, atMs: next.atMs + MINUTE_MS }, first);
  expect(later.told).toEqual({ ...NOTHING, queued: 's1-s2', sinceMs: next.atMs });
});

test('after ten minutes what nobody takes is given up, and newer news is held against it', () => {
  const first = untold(next, quiet);
  const [still, tooLong] = [next.atMs + 10 * MINUTE_MS - 1, next.atMs + 10 * MINUTE_MS];
  expect(toldBefore(first, still)).toEqual(first.told);
  expect(toldBefore(first, tooLong)).toBe(first);
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
