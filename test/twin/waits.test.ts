import type { Effect } from '../../lib/twin/effects';
import type { FlowCount, Turn } from '../../lib/twin/replayed';
import { waitsOf } from '../../lib/twin/waits';

const UP: Turn = { atMs: 0, path: ['dx'], outcome: 'delivered' };
const LOST: Turn = { atMs: 1_000, path: ['dx'], outcome: 'dead-link' };

function aFlow(...turns: readonly Turn[]): FlowCount {
  return { name: 'a → b', sent: 10, lost: 1, outcomes: {}, outageSeconds: 1, turns };
}

function back(atMs: number, ...path: readonly string[]): Turn {
  return { atMs, path, outcome: 'delivered' };
}

const SEEN: Effect = { kind: 'observed', site: 's0', link: 'dx', sinceMs: 1_000, atMs: 4_000 };
const CALLED: Effect = { kind: 'written', site: 's0', action: 'ec2:Do', sinceMs: 4_300, atMs: 4_500 };

function steps(flow: FlowCount, effects: readonly Effect[]) {
  return waitsOf([flow], effects).map(({ kind, steps: all }) => [kind, ...all.map(({ step, ms }) => `${step} ${ms}`)]);
}

test('a flow that was always delivered over the same path waited for nothing', () => {
  expect(waitsOf([aFlow(UP)], [SEEN, CALLED])).toEqual([]);
});

test('traffic that a controller moved waited until the loss was measured, decided upon and written', () => {
  expect(steps(aFlow(UP, LOST, back(4_500, 'vpn')), [SEEN, CALLED])).toEqual([
    ['lost', 'detection 3000', 'decision 300', 'API 200'],
  ]);
});

test('traffic of a router waited for what it heard as well, and what it heard for its announcement', () => {
  const told: Effect = { kind: 'announced', site: 's0', link: 'dx2', sinceMs: 4_500, atMs: 9_500 };
  const heard = (sinceMs: number): Effect => ({ kind: 'heard', site: 'p', sinceMs, atMs: sinceMs + 700 });
  expect(steps(aFlow(UP, LOST, back(5_200, 'vpn')), [SEEN, CALLED, heard(4_500)])).toEqual([
    ['lost', 'detection 3000', 'decision 300', 'API 200', 'BGP update 700'],
  ]);
  expect(steps(aFlow(UP, LOST, back(10_200, 'dx2')), [SEEN, CALLED, told, heard(9_500)])).toEqual([
    ['lost', 'detection 3000', 'decision 300', 'API 200', 'announcement 5000', 'BGP update 700'],
  ]);
});

test('an announcement that was on its way already counts from the loss on', () => {
  const told: Effect = { kind: 'announced', site: 's0', link: 'dx2', sinceMs: 500, atMs: 9_500 };
  expect(steps(aFlow(UP, LOST, back(9_500, 'dx2')), [told])).toEqual([['lost', 'announcement 8500']]);
});

test('what BGP did by itself, and the end of the fault, are named', () => {
  const gone: Effect = { kind: 'session', link: 'dx', sinceMs: 1_000, atMs: 1_900 };
  const healed: Effect = { kind: 'healed', link: 'dx', sinceMs: 1_000, atMs: 61_000 };
  expect(steps(aFlow(UP, LOST, back(1_900, 'vpn')), [gone])).toEqual([['lost', 'BGP timers 900']]);
  expect(steps(aFlow(UP, LOST, back(61_000, 'dx')), [SEEN, CALLED, healed])).toEqual([
    ['lost', 'end of the fault 60000'],
  ]);
});

test('a move counts from the call behind it, and a loss that never ends waits for nothing that came', () => {
  expect(steps(aFlow(UP, back(4_500, 'vpn')), [SEEN, CALLED])).toEqual([['moved', 'API 200']]);
  expect(waitsOf([aFlow(UP, LOST)], [SEEN, CALLED])).toEqual([
    { flow: 'a → b', kind: 'lost', sinceMs: 1_000, path: ['dx'], steps: [] },
  ]);
});

test('each loss of a flow is a wait of its own, and what it is lost as does not matter', () => {
  const turns = [UP, LOST, { ...LOST, atMs: 2_000, outcome: 'no-path' as const }, back(4_500, 'vpn')];
  const again = [{ ...LOST, atMs: 70_000 }, back(80_000, 'dx')];
  const healed: Effect = { kind: 'healed', link: 'dx', sinceMs: 70_000, atMs: 80_000 };
  expect(steps(aFlow(...turns, ...again), [SEEN, CALLED, healed])).toEqual([
    ['lost', 'detection 3000', 'decision 300', 'API 200'],
    ['lost', 'end of the fault 10000'],
  ]);
});
