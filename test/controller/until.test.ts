import type { Snapshot } from '../../lib/controller/database';
import type { LinkState } from '../../lib/controller/link-state/link-states';
import { untilOf } from '../../lib/controller/until';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { aNotice, anOrder, MINUTE_MS, NOTHING_KNOWN, NOW_MS } from '../support/world';

const backbone = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);
const at = (minutes: number) => NOW_MS + minutes * MINUTE_MS;

function until(code: LinkState['code'], more: Partial<Snapshot>): number | undefined {
  const state = { link: 's0-s1', wanted: true, standing: 'drained', code, because: 'a reason' } as const;
  return untilOf(state, { backbone, snapshot: { ...NOTHING_KNOWN, ...more }, nowMs: NOW_MS });
}

test('maintenance lasts until the last of the windows that are open or about to be', () => {
  const notices = [
    aNotice('s0-s1', { id: 'a', event: 'a', endMs: at(30) }),
    aNotice('s0-s1', { id: 'b', event: 'b', endMs: at(60) }),
    aNotice('s0-s1', { id: 'later', event: 'later', startMs: at(90), endMs: at(120) }),
    aNotice('s0-s2', { id: 'other', event: 'other', endMs: at(90) }),
    aNotice('s0-s1', { id: 'tentative', event: 'tentative', endMs: at(90), status: 'tentative' }),
  ];
  expect(until('link-maintenance', { notices })).toBe(at(60));
  expect(until('link-drain-late', { notices })).toBe(at(60));
});

test('what is ordered lasts until the order expires, be it of the link or of all', () => {
  const orders = [
    anOrder('drain', 's0-s1', { expiresMs: at(10) }),
    anOrder('drain', 's0-s2', { expiresMs: at(50) }),
    anOrder('apply-tunnel-maintenance', 's0-s1', { expiresMs: at(15) }),
    anOrder('freeze', undefined, { expiresMs: at(20) }),
    anOrder('force-up', 's0-s1', { expiresMs: at(30) }),
  ];
  expect(until('link-drain-ordered', { orders })).toBe(at(15));
  expect(until('link-frozen', { orders })).toBe(at(20));
  expect(until('link-forced-up', { orders })).toBe(at(30));
});

test('how long a link is down nobody knows, nor what holds when nothing wants it so any more', () => {
  const known = { notices: [aNotice('s0-s1')], orders: [anOrder('drain', 's0-s1')] };
  expect(until('link-probes-lost', known)).toBeUndefined();
  expect(
    until('link-maintenance', { notices: [aNotice('s0-s1', { startMs: at(-9), endMs: at(-1) })] }),
  ).toBeUndefined();
});
