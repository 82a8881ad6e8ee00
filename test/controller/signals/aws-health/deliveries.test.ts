// Events of AWS Health as they arrive: repeated, out of order, page by page, in several regions; up to link states.

import fc from 'fast-check';
import type { Notice } from '../../../../lib/controller/database';
import { linkStates } from '../../../../lib/controller/link-state/link-states';
import { currentNotices } from '../../../../lib/controller/link-state/notices';
import { snapshotOf } from '../../../../lib/controller/link-state-items/snapshot';
import { healthSignal } from '../../../../lib/controller/signals/aws-health/health-signal';
import { aBackbone, aPeering, aSite } from '../../../support/backbones';
import { HEALTH_EVENTS, healthEvent, IDENTITIES } from '../../../support/health-events';
import { allGood, NOTHING_KNOWN } from '../../../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);

/** What the database holds after these deliveries: the newest under each id. */
function stored(events: readonly unknown[]): readonly Notice[] {
  const items = new Map<string, Notice>();
  for (const event of events)
    for (const item of healthSignal(event, { site: 's0', nowMs: 0, identities: IDENTITIES }).items)
      if (item.kind === 'notice' && item.version >= (items.get(item.id)?.version ?? 0)) items.set(item.id, item);
  return [...items.values()];
}

/** Which links somebody wants empty then. */
function wanted(events: readonly unknown[], time: string): readonly string[] {
  const snapshot = { ...NOTHING_KNOWN, observations: allGood(backbone), notices: stored(events) };
  const states = linkStates(backbone, snapshot, {}, Date.parse(time));
  return states.filter((state) => state.wanted).map(({ link }) => link);
}

const fixtures = (...names: readonly string[]) => names.map((name) => healthEvent(name));

const IN_WINDOW = '2025-10-01T21:00:00Z';
const EXTENDED = '2025-10-02T01:00:00Z';

test('a window drains its link from the lead time on to its end', () => {
  const events = fixtures('dx-maintenance-scheduled', 'dx-maintenance-scheduled-backup-copy');
  expect(stored(events)).toHaveLength(1);
  expect(wanted(events, '2025-10-01T19:00:00Z')).toEqual([]);
  expect(wanted(events, '2025-10-01T19:55:00Z')).toEqual(['s0-s1']);
  expect(wanted(events, IN_WINDOW)).toEqual(['s0-s1']);
  expect(wanted(events, '2025-10-02T00:00:00Z')).toEqual([]);
});

test.each<[string, readonly string[], string, readonly string[]]>([
  ['an extension keeps it drained', ['dx-maintenance-extended', 'dx-maintenance-scheduled'], EXTENDED, ['s0-s1']],
  ['without the extension it is restored', ['dx-maintenance-scheduled'], EXTENDED, []],
  ['a cancellation wins over a late copy', ['dx-maintenance-cancelled', 'dx-maintenance-scheduled'], IN_WINDOW, []],
  ['completion ends it early', ['dx-maintenance-scheduled', 'dx-maintenance-completed'], '2025-10-01T22:00:00Z', []],
  [
    'another event holds it all the same',
    ['dx-maintenance-cancelled', 'dx-maintenance-emergency'],
    IN_WINDOW,
    ['s0-s1'],
  ],
  ['a redundancy notice drains nothing', ['vpn-single-tunnel'], '2025-10-06T13:00:00Z', []],
  ['an issue of a gateway drains nothing that ends there', ['tgw-issue-open'], '2025-10-14T04:00:00Z', []],
  ['a drill drains', ['drill-with-iso-times'], '2025-11-12T10:30:00Z', ['s0-s1']],
])('%s', (_story, names, time, links) => {
  expect(wanted(fixtures(...names), time)).toEqual(links);
});

test('an issue with a link drains it until it is closed, or for a day after the last word on it', () => {
  const affectedEntities = [{ entityValue: 'vpn-0a1b2c3d4e5f60718' }];
  const open = healthEvent('tgw-issue-open', { affectedEntities });
  expect(wanted([open], '2025-10-14T06:00:00Z')).toEqual(['s1-s2']);
  expect(wanted([open], '2025-10-15T03:21:00Z')).toEqual([]);
  expect(wanted([healthEvent('tgw-issue-closed'), open], '2025-10-14T06:00:00Z')).toEqual([]);
});

const GATEWAY = { entityValue: 'tgw-0aaaaaaaaaaaaaaaa' };

test('a gateway takes no link back that another page names, and an update that names it alone does', () => {
  const [first, second] = ['dx-maintenance-page-1-of-2', 'dx-maintenance-page-2-of-2'] as const;
  const time = '2025-11-17T05:00:00Z';
  const ofGateway = healthEvent(first, { affectedEntities: [GATEWAY] });
  expect(wanted([ofGateway, healthEvent(second)], time)).toEqual(['s0-s2']);
  const update = { affectedEntities: [GATEWAY] };
  expect(
    wanted([healthEvent('dx-maintenance-extended', update), healthEvent('dx-maintenance-scheduled')], IN_WINDOW),
  ).toEqual([]);
});

test('a site that knows a link only by its gateway keeps no other from draining it', () => {
  const event = healthEvent('dx-maintenance-scheduled', {
    affectedEntities: [{ entityValue: 'dxcon-ffabc123' }, GATEWAY],
  });
  const at = (identities: typeof IDENTITIES) => healthSignal(event, { site: 's0', nowMs: 0, identities }).items;
  const values = [...at(IDENTITIES), ...at(IDENTITIES.slice(1))];
  for (const order of [values, [...values].reverse()]) {
    const { notices } = snapshotOf(order);
    const states = linkStates(backbone, { ...NOTHING_KNOWN, notices }, {}, Date.parse(IN_WINDOW));
    expect(states.filter((state) => state.wanted).map(({ link }) => link)).toEqual(['s0-s1']);
  }
});

test('a drill cancels nothing that is real', () => {
  const drill = { ...healthEvent('dx-maintenance-cancelled'), source: 'detour.drill' };
  expect(wanted([healthEvent('dx-maintenance-scheduled'), drill], IN_WINDOW)).toEqual(['s0-s1']);
});

test('each page names its links, and an update with a missing page takes nothing back', () => {
  const [first, second] = ['dx-maintenance-page-1-of-2', 'dx-maintenance-page-2-of-2'] as const;
  const time = '2025-11-17T05:00:00Z';
  expect(wanted(fixtures(second), time)).toEqual(['s0-s2']);
  expect(wanted(fixtures(second, first), time)).toEqual(['s0-s1', 's0-s2']);
  const update = { communicationId: 'newer', lastUpdatedTime: 'Tue, 4 Nov 2025 07:58:00 GMT' };
  const newFirst = healthEvent(first, update);
  const newSecond = healthEvent(second, { ...update, affectedEntities: [] });
  expect(wanted([newFirst, ...fixtures(first, second)], time)).toEqual(['s0-s1', 's0-s2']);
  expect(wanted([newSecond, newFirst, ...fixtures(first, second)], time)).toEqual(['s0-s1']);
});

test('any order and repetition of deliveries comes to the same', () => {
  const expected = currentNotices(stored(HEALTH_EVENTS.map((name) => healthEvent(name))));
  expect(expected.length).toBeGreaterThan(5);
  const orders = fc
    .tuple(
      fc.shuffledSubarray([...HEALTH_EVENTS], { minLength: HEALTH_EVENTS.length }),
      fc.array(fc.constantFrom(...HEALTH_EVENTS), { maxLength: 20 }),
    )
    .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }));
  fc.assert(
    fc.property(orders, (names) => {
      expect(currentNotices(stored(names.map((name) => healthEvent(name))))).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
