import {
  type MaintenanceStep,
  nextMaintenanceStep,
  type OrderedTunnel,
  type OrderFacts,
} from '../../../../lib/controller/signals/tunnel-maintenance/order';
import { anOrder, MINUTE_MS, NOW_MS } from '../../../support/world';

const ORDER = anOrder('apply-tunnel-maintenance', 'vpn');
const PENDING = { kind: 'said', value: { pending: 'true' } } as const;
const NOTHING = { kind: 'said', value: { pending: 'false' } } as const;
const A = '192.0.2.1';
const B = '192.0.2.2';
/** Ten minutes after the order was given. */
const LATER_MS = NOW_MS + 10 * MINUTE_MS;

function tunnel(name: string, more: Partial<OrderedTunnel> = {}): OrderedTunnel {
  return { name, state: 'up', maintenance: PENDING, ...more };
}

/** An empty link with maintenance pending for both tunnels. */
function stepOf(more: Partial<OrderFacts> = {}): MaintenanceStep {
  const tunnels = [tunnel(A), tunnel(B)];
  return nextMaintenanceStep({ order: ORDER, orders: [ORDER], isEmpty: true, tunnels, nowMs: LATER_MS, ...more });
}

const down = (minutes: number) => ({ state: 'down', changedMs: LATER_MS - minutes * MINUTE_MS }) as const;
const replaced = (minutes: number) => ({ replacedMs: LATER_MS - minutes * MINUTE_MS }) as const;
const order = (action: 'restore' | 'freeze' | 'force-up', link: string | undefined, minutes: number) =>
  anOrder(action, link, { atMs: NOW_MS + minutes * MINUTE_MS });

test.each<[string, string, Partial<OrderFacts>]>([
  ['the first tunnel is replaced', `replace ${A}`, {}],
  ['whatever the order in which AWS tells of them', `replace ${A}`, { tunnels: [tunnel(B), tunnel(A)] }],
  [
    'one with nothing pending is left alone',
    `replace ${B}`,
    { tunnels: [tunnel(A, { maintenance: NOTHING }), tunnel(B)] },
  ],
  ['the link is used', 'wait: the link is not known to be empty yet', { isEmpty: false }],
  [
    'nothing is pending, though the link is used',
    'tunnel-maintenance-done',
    { isEmpty: false, tunnels: [tunnel(A, { maintenance: NOTHING }), tunnel(B, { maintenance: NOTHING })] },
  ],
  ['AWS tells of no tunnel', 'wait: AWS does not say which tunnels there are', { tunnels: [] }],
  [
    'a tunnel is not known',
    `wait: AWS does not say how tunnel ${B} is`,
    { tunnels: [tunnel(A), tunnel(B, { state: 'unknown' })] },
  ],
  [
    'what is pending is not known',
    `wait: AWS does not say how tunnel ${A} is: throttled`,
    { tunnels: [tunnel(A, { maintenance: { kind: 'failed', why: 'throttled' } }), tunnel(B)] },
  ],
  ['the other tunnel is down', `wait: tunnel ${B} is down`, { tunnels: [tunnel(A), tunnel(B, down(5))] }],
  ['it was down long before the order', `wait: tunnel ${B} is down`, { tunnels: [tunnel(A), tunnel(B, down(600))] }],
  [
    'it is down half an hour after the order',
    'tunnel-maintenance-failed',
    { tunnels: [tunnel(A), tunnel(B, { state: 'down' })], nowMs: NOW_MS + 30 * MINUTE_MS },
  ],
  [
    'the first was asked for, and EC2 has not done anything yet',
    `wait: tunnel ${A} was replaced and still has maintenance pending`,
    { tunnels: [tunnel(A, replaced(1)), tunnel(B)] },
  ],
  [
    'the first is away',
    `wait: tunnel ${A} is down after it was replaced`,
    { tunnels: [tunnel(A, { ...replaced(2), ...down(1) }), tunnel(B)] },
  ],
  [
    'the first has not been seen down yet',
    `wait: tunnel ${A} is being replaced`,
    { tunnels: [tunnel(A, { ...replaced(2), maintenance: NOTHING }), tunnel(B)] },
  ],
  [
    'the first is back',
    `replace ${B}`,
    { tunnels: [tunnel(A, { ...replaced(3), changedMs: LATER_MS - MINUTE_MS, maintenance: NOTHING }), tunnel(B)] },
  ],
  [
    'the first was away for too short to be seen',
    `replace ${B}`,
    { tunnels: [tunnel(A, { ...replaced(5), maintenance: NOTHING }), tunnel(B)] },
  ],
  [
    'both are back',
    'tunnel-maintenance-done',
    {
      tunnels: [A, B].map((name) =>
        tunnel(name, { ...replaced(5), changedMs: LATER_MS - MINUTE_MS, maintenance: NOTHING }),
      ),
    },
  ],
  ['an earlier order had it replaced', `replace ${A}`, { tunnels: [tunnel(A, replaced(60)), tunnel(B, replaced(60))] }],
  ['an operator froze the link', 'wait: ada ordered a freeze', { orders: [ORDER, order('freeze', 'vpn', -5)] }],
  ['an operator froze everything', 'wait: ada ordered a freeze', { orders: [ORDER, order('freeze', undefined, 5)] }],
  ['an operator froze another link', `replace ${A}`, { orders: [ORDER, order('freeze', 'dx', 5)] }],
  ['it was forced up since', 'wait: ada forced the link up', { orders: [ORDER, order('force-up', 'vpn', 5)] }],
  ['it was forced up before', `replace ${A}`, { orders: [ORDER, order('force-up', 'vpn', -5)] }],
  ['the drain was taken back', 'tunnel-maintenance-dropped', { orders: [ORDER, order('restore', 'vpn', 0)] }],
  ['an earlier drain was taken back', `replace ${A}`, { orders: [ORDER, order('restore', 'vpn', -1)] }],
])('when %s: %s', (_, expected, facts) => {
  const step = stepOf(facts);
  const texts = {
    wait: (one: MaintenanceStep) => `wait: ${'because' in one ? one.because : ''}`,
    replace: (one: MaintenanceStep) => `replace ${'address' in one ? one.address : ''}`,
    end: (one: MaintenanceStep) => ('code' in one ? one.code : ''),
  };
  expect(texts[step.kind](step)).toBe(expected);
});

test.each<[string, Partial<OrderedTunnel>]>([
  ['is down', { state: 'down', changedMs: LATER_MS }],
  ['still has maintenance pending', {}],
])('gives up on a tunnel that %s half an hour after it was replaced, and replaces no other', (why, more) => {
  const late = (minutes: number) =>
    stepOf({
      tunnels: [tunnel(A, { ...more, replacedMs: LATER_MS }), tunnel(B)],
      nowMs: LATER_MS + minutes * MINUTE_MS,
    });
  expect(late(29)).toMatchObject({ kind: 'wait' });
  expect(late(30)).toMatchObject({
    kind: 'end',
    code: 'tunnel-maintenance-failed',
    because: expect.stringContaining(why),
  });
});

describe('over all combinations of two tunnels', () => {
  const every = (name: string) =>
    (['up', 'down', 'unknown'] as const).flatMap((state) =>
      [PENDING, NOTHING, { kind: 'failed', why: 'throttled' } as const].flatMap((maintenance) =>
        [undefined, 0, 3, 6, 40, 90].flatMap((ago) =>
          [undefined, 1, 35].map((changed) =>
            tunnel(name, {
              state,
              maintenance,
              ...(ago === undefined ? {} : replaced(ago)),
              ...(changed === undefined ? {} : { changedMs: LATER_MS - changed * MINUTE_MS }),
            }),
          ),
        ),
      ),
    );
  const facts = every(A).flatMap((a) =>
    every(B).flatMap((b) => [true, false].map((isEmpty) => ({ tunnels: [a, b], isEmpty, nowMs: LATER_MS }))),
  );
  const judged = facts.map((each) => ({ each, step: stepOf(each) }));

  test('a tunnel is replaced only on an empty link, with both tunnels up, and once for an order', () => {
    const replacing = judged.filter(({ step }) => step.kind === 'replace');
    const wrong = replacing.filter(
      ({ each, step }) =>
        !each.isEmpty ||
        each.tunnels.some(({ state }) => state !== 'up') ||
        each.tunnels.some(
          (one) => 'address' in step && one.name === step.address && (one.replacedMs ?? 0) >= ORDER.atMs,
        ),
    );
    expect(wrong).toEqual([]);
    expect(replacing).not.toEqual([]);
  });

  test('it is done only when both are up and nothing is pending', () => {
    const done = judged.filter(({ step }) => 'code' in step && step.code === 'tunnel-maintenance-done');
    const wrong = done.filter(({ each }) =>
      each.tunnels.some(({ state, maintenance }) => state !== 'up' || maintenance !== NOTHING),
    );
    expect(wrong).toEqual([]);
    expect(done).not.toEqual([]);
  });
});
