import type { Admission, Notice, Observation, Order } from '../../../lib/controller/database';
import { drainWish, judge } from '../../../lib/controller/link-state/checks';
import type { LinkFacts } from '../../../lib/controller/link-state/facts';
import { CODES } from '../../../lib/net/codes';
import type { Standing } from '../../../lib/routing/shortest-paths';
import { POLICY } from '../../support/backbones';
import { aNotice, anAdmission, anObservation, anOrder, NOW_MS } from '../../support/world';

const LINK = 's0-s1';
const good = anObservation(LINK, 's0');
const recovered = (ms: number) => anObservation(LINK, 's0', { wasBad: true, sinceMs: NOW_MS - ms });
const bad = anObservation(LINK, 's1', { verdict: 'bad', wasBad: true, sinceMs: NOW_MS });

function facts(more: Partial<LinkFacts> = {}): LinkFacts {
  const nothing = { notices: [], orders: [], observations: [good], unread: [], statuses: [], previous: 'up' } as const;
  return { link: LINK, nowMs: NOW_MS, policy: POLICY, ...nothing, ...more };
}

const admission = anAdmission(LINK);
const drainOrder = [anOrder('drain', LINK)];
const frozen = [anOrder('freeze', LINK)];
const forced = [anOrder('force-up', LINK)];
const notices = [aNotice(LINK)];
const soon = [aNotice(LINK, { startMs: NOW_MS + 1 })];

test.each<[string, Standing, string, Partial<LinkFacts>]>([
  ['measured good and wanted by nobody', 'up', 'link-healthy', {}],
  ['frozen while up', 'up', 'link-frozen', { orders: frozen }],
  ['frozen while drained', 'drained', 'link-frozen', { orders: frozen, previous: 'drained' }],
  ['frozen while down, though good', 'down', 'link-frozen', { orders: frozen, previous: 'down' }],
  ['frozen while up, though bad', 'up', 'link-frozen', { orders: frozen, observations: [bad] }],
  ['forced up, though bad', 'up', 'link-forced-up', { orders: forced, observations: [bad] }],
  ['forced up, though admitted to drain', 'up', 'link-forced-up', { orders: forced, notices, admission }],
  ['bad at one end', 'down', 'link-probes-lost', { observations: [good, bad] }],
  ['bad, and admitted to drain', 'down', 'link-probes-lost', { observations: [bad], notices, admission }],
  ['down and measured by nobody since', 'down', 'link-unobserved', { observations: [], previous: 'down' }],
  ['down and measured by an end that cannot be read', 'down', 'link-unobserved', { unread: ['s1'], previous: 'down' }],
  ['up and measured by an end that cannot be read', 'up', 'link-unobserved', { unread: ['s1'] }],
  [
    'drained and measured by an end that cannot be read',
    'drained',
    'link-unobserved',
    { unread: ['s1'], previous: 'drained' },
  ],
  ['bad at the end that can be read', 'down', 'link-probes-lost', { observations: [bad], unread: ['s0'] }],
  [
    'down and measured by nobody since, admitted to drain',
    'down',
    'link-unobserved',
    { observations: [], previous: 'down', notices, admission },
  ],
  ['ordered empty and admitted', 'drained', 'link-drain-ordered', { orders: drainOrder, admission }],
  ['under maintenance and admitted', 'drained', 'link-maintenance', { notices, admission }],
  [
    'both ordered empty and under maintenance',
    'drained',
    'link-drain-ordered',
    { orders: drainOrder, notices, admission },
  ],
  [
    'under maintenance, admitted, and measured by nobody',
    'drained',
    'link-maintenance',
    { observations: [], notices, admission },
  ],
  ['measured by nobody while up', 'up', 'link-unobserved', { observations: [] }],
  ['measured by nobody while drained', 'drained', 'link-unobserved', { observations: [], previous: 'drained' }],
  ['good again for a minute', 'drained', 'link-hold-down', { observations: [recovered(60_000)] }],
  ['good again for long', 'up', 'link-healthy', { observations: [recovered(3_600_000)] }],
  ['never bad and only just measured', 'up', 'link-healthy', { observations: [{ ...good, sinceMs: NOW_MS }] }],
  ['ordered empty and not admitted', 'up', 'link-drain-waits', { orders: drainOrder }],
  ['to be under maintenance soon, not admitted', 'up', 'link-drain-waits', { notices: soon }],
  ['under maintenance and not admitted', 'up', 'link-drain-late', { notices }],
  ['under maintenance and ordered empty, not admitted', 'up', 'link-drain-late', { notices, orders: drainOrder }],
  [
    'ordered empty, not admitted, and was restored under maintenance',
    'up',
    'link-drain-waits',
    { notices, orders: [anOrder('restore', LINK, { atMs: NOW_MS - 1 }), ...drainOrder] },
  ],
  ['wanted empty, not admitted, in hold-down', 'drained', 'link-hold-down', { notices, observations: [recovered(0)] }],
  ['admitted and no longer wanted empty', 'up', 'link-healthy', { admission, previous: 'drained' }],
])('a link that is %s is %s: %s', (_, expected, code, more) => {
  expect(judge(facts(more))).toMatchObject({ standing: expected, code });
});

test.each<[string, boolean, Partial<Notice>]>([
  ['long before the lead time', false, { startMs: NOW_MS + 3_600_000 }],
  ['a millisecond before the lead time', false, { startMs: NOW_MS + 600_001 }],
  ['when the lead time begins', true, { startMs: NOW_MS + 600_000 }],
  ['when the window begins', true, { startMs: NOW_MS }],
  ['in the last millisecond of the window', true, { endMs: NOW_MS + 1 }],
  ['when the window ends', false, { endMs: NOW_MS }],
  ['when it is tentative', false, { status: 'tentative' }],
  ['when it was cancelled', false, { status: 'cancelled' }],
  ['when it is completed', false, { status: 'completed' }],
])('whether a notice wants the link empty %s: %s', (_, wanted, more) => {
  const one = aNotice(LINK, { endMs: NOW_MS + 7_200_000, ...more });
  expect(drainWish(facts({ notices: [one] })) !== undefined).toBe(wanted);
});

test('whoever is told that a drain is late is told which maintenance has begun, and not which has not', () => {
  const { because } = judge(facts({ notices: [...soon, ...notices], orders: drainOrder }));
  expect(because).toBe(
    'a provider announced maintenance, 2026-01-05 11:30 to 12:30 UTC; it has begun and the drain is not admitted yet, so traffic stays',
  );
});

test.each<[number, Standing]>([
  [0, 'drained'],
  [299_999, 'drained'],
  [300_000, 'up'],
])('a link that has been good again for %d ms is %s', (ms, expected) => {
  expect(judge(facts({ observations: [recovered(ms)] })).standing).toBe(expected);
});

test('the hold-down counts from the end that recovered last, and not from an end that was never bad', () => {
  const others = [recovered(299_999), recovered(400_000), { ...good, sinceMs: NOW_MS }];
  expect(judge(facts({ observations: others })).code).toBe('link-hold-down');
  expect(judge(facts({ observations: others.slice(1) })).code).toBe('link-healthy');
});

const ORDERS: readonly Order['action'][] = ['drain', 'force-up', 'freeze'];
const WINDOWS: readonly Partial<Notice>[] = [
  { status: 'tentative' },
  { status: 'cancelled' },
  { status: 'completed' },
  { startMs: NOW_MS + 700_000, endMs: NOW_MS + 800_000 },
  { startMs: NOW_MS + 500_000, endMs: NOW_MS + 800_000 },
  {},
  { endMs: NOW_MS },
];
const MEASURED: readonly (readonly Observation[])[] = [
  [],
  [good],
  [good, recovered(10)],
  [recovered(300_000)],
  [bad],
  [recovered(10), bad],
];
const PREVIOUS: readonly Standing[] = ['up', 'drained', 'down'];
const ADMITTED: readonly (Admission | undefined)[] = [undefined, admission];

/** Every combination of orders, notice, observations, what was, and admission. */
const every: readonly LinkFacts[] = Array.from({ length: 2 ** ORDERS.length }, (_, bits) =>
  ORDERS.filter((_, i) => bits & (1 << i)).map((action) => anOrder(action, LINK)),
).flatMap((orders) =>
  [[], ...WINDOWS.map((window) => [aNotice(LINK, window)])].flatMap((notices) =>
    MEASURED.flatMap((observations) =>
      PREVIOUS.flatMap((previous) =>
        ADMITTED.map((leave) =>
          facts({ orders, notices, observations, previous, ...(leave ? { admission: leave } : {}) }),
        ),
      ),
    ),
  ),
);

const has = ({ orders }: LinkFacts, action: Order['action']) => orders.some((order) => order.action === action);
const isBad = ({ observations }: LinkFacts) => observations.some(({ verdict }) => verdict === 'bad');

describe(`over all ${every.length} combinations of facts`, () => {
  const judged = every.map((each) => ({ each, verdict: judge(each) }));
  const those = (which: (each: LinkFacts) => boolean) => judged.filter(({ each }) => which(each));

  test('every verdict has a code of the registry and one sentence in lower case without a full stop', () => {
    for (const { verdict } of judged) {
      expect(Object.keys(CODES)).toContain(verdict.code);
      expect(verdict.because).toMatch(/^[^A-Z].*[^.]$/);
    }
  });

  test('a frozen link stays as it was, whatever else is known', () => {
    const frozen = those((each) => has(each, 'freeze'));
    expect(frozen.filter(({ each, verdict }) => verdict.standing !== each.previous)).toEqual([]);
    expect(frozen).not.toEqual([]);
  });

  test('a link that is forced up is up unless it is frozen', () => {
    const forced = those((each) => has(each, 'force-up') && !has(each, 'freeze'));
    expect(forced.filter(({ verdict }) => verdict.standing !== 'up')).toEqual([]);
    expect(forced).not.toEqual([]);
  });

  test('a link that an end measures bad is down unless an operator says otherwise', () => {
    const bads = those((each) => isBad(each) && !has(each, 'freeze') && !has(each, 'force-up'));
    expect(bads.filter(({ verdict }) => verdict.standing !== 'down')).toEqual([]);
    expect(bads).not.toEqual([]);
  });

  test('no link is drained for maintenance or by order without admission', () => {
    const drains = judged.filter(({ verdict }) => ['link-maintenance', 'link-drain-ordered'].includes(verdict.code));
    expect(drains.filter(({ each }) => !each.admission)).toEqual([]);
    expect(drains.filter(({ each, verdict }) => verdict.standing !== 'drained' || !drainWish(each))).toEqual([]);
    expect(drains).not.toEqual([]);
  });

  test('without admission a link becomes drained only by hold-down', () => {
    const moved = judged.filter(
      ({ each, verdict }) => !each.admission && verdict.standing === 'drained' && each.previous !== 'drained',
    );
    expect(new Set(moved.map(({ verdict }) => verdict.code))).toEqual(new Set(['link-hold-down']));
  });

  test('what nobody measures stays as it was, unless an operator or an admitted drain says otherwise', () => {
    const unseen = those((each) => each.observations.length === 0 && !has(each, 'force-up'));
    const changed = unseen.filter(({ each, verdict }) => verdict.standing !== each.previous);
    expect(changed.filter(({ each }) => !(each.admission && drainWish(each)))).toEqual([]);
    expect(unseen.filter(({ each, verdict }) => each.previous === 'down' && verdict.standing !== 'down')).toEqual([]);
  });

  test('notices that are not confirmed, or whose time is not now, change nothing', () => {
    const idle = those((each) => drainWish(each) === undefined && each.notices.length > 0);
    for (const { each, verdict } of idle) expect(verdict).toEqual(judge({ ...each, notices: [] }));
    expect(idle).not.toEqual([]);
  });
});
