// Whatever arrives, reading it ends soon, throws nothing, and tells nothing unescaped.

import fc from 'fast-check';
import { itemOf, readItem } from '../../../../lib/controller/link-state-items/item';
import { healthSignal } from '../../../../lib/controller/signals/aws-health/health-signal';
import { HEALTH_EVENTS, healthEvent, IDENTITIES } from '../../../support/health-events';

function signalOf(event: unknown) {
  return healthSignal(event, { site: 's0', nowMs: 0, identities: IDENTITIES });
}

const base = 'dx-maintenance-scheduled';

test.each<[string, unknown]>([
  ['is not there', undefined],
  ['is a list', []],
  ['is of another source', { ...healthEvent(base), source: 'aws.ec2' }],
  ['is about abuse', { ...healthEvent(base), 'detail-type': 'AWS Health Abuse Event' }],
  ['is of another category', healthEvent(base, { eventTypeCategory: 'accountNotification' })],
  ['begins at no time', healthEvent(base, { startTime: '\u001b[2Jsoon\n' })],
  ['says when it ends in no time', healthEvent(base, { endTime: 7 })],
  ['has a page beyond the last', healthEvent(base, { page: '3', totalPages: '2' })],
  ['has a name with spaces', healthEvent(base, { eventArn: 'arn:aws:health one' })],
  ['names what has no id', healthEvent(base, { affectedEntities: [{ entityValue: '' }] })],
  ['names too many', healthEvent(base, { affectedEntities: Array(5_001).fill({ entityValue: 'x' }) })],
  ['is too large', healthEvent(base, { eventMetadata: { more: 'x'.repeat(300_000) } })],
  ['is too large in small parts', healthEvent(base, { more: Array.from({ length: 100_000 }, () => ({})) })],
])('fails on an event that %s, with one entry', (_what, event) => {
  const { items, entries } = signalOf(event);
  expect(items).toEqual([]);
  expect(entries.map(({ code }) => code)).toEqual(['notice-unreadable']);
  expect(entries[0]?.because).toMatch(/^[\x20-\x7e…]{1,800}$/u);
});

test('says which event it was and what is wrong', () => {
  const [entry] = signalOf(healthEvent(base, { startTime: '\u001b[2Jsoon' })).entries;
  expect(entry?.because).toBe(
    'event "7bf73129-1428-4cd3-a780-95db273d1602" of "aws.health" could not be read: ' +
      'detail.startTime: "\\u001b[2Jsoon" is no time',
  );
});

test('fails on nesting deeper than a stack is', () => {
  let deep: unknown = 'x';
  for (let depth = 0; depth < 200_000; depth += 1) deep = [deep];
  expect(signalOf(healthEvent(base, { deep })).entries[0]?.code).toBe('notice-unreadable');
  expect(signalOf(healthEvent(base, { startTime: deep })).items).toEqual([]);
});

test('thousands of strangers are told in a line', () => {
  const affectedEntities = Array.from({ length: 5_000 }, (_, i) => ({ entityValue: `\n\u202e${i}` }));
  const [entry] = signalOf(healthEvent(base, { affectedEntities })).entries;
  expect(entry?.because).toMatch(/^[\x20-\x7e]{1,400}$/);
  expect(entry?.because).toContain('4995 more');
});

const hostile = fc.oneof(
  fc.anything(),
  fc.string({ unit: 'binary', maxLength: 2_000 }),
  fc.constantFrom('__proto__', 'constructor', '\u0000', '9'.repeat(400), `arn:${'/'.repeat(300)}`, -1, 2 ** 60, null),
);

const place = fc.record({ keys: fc.array(fc.nat(), { maxLength: 6 }), value: hostile, key: fc.string() });

/** Puts a value somewhere into a copy of another, under a key that is there or a new one. */
function mutate(value: unknown, [first, ...rest]: readonly number[], put: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || first === undefined) return put;
  const names = [...Object.keys(value), key];
  const name = names[first % names.length] ?? key;
  const entries = Object.entries(value).filter(([other]) => other !== name);
  const inner = Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : put;
  const all = [...entries, [name, mutate(inner, rest, put, key)] as const];
  return Array.isArray(value) ? all.map(([, item]) => item) : Object.fromEntries(all);
}

test('mutated events never throw, and come to little that is safe to print', () => {
  fc.assert(
    fc.property(fc.constantFrom(...HEALTH_EVENTS), fc.array(place, { minLength: 1, maxLength: 4 }), (name, places) => {
      const event = places.reduce<unknown>((e, { keys, value, key }) => mutate(e, keys, value, key), healthEvent(name));
      const { items, entries } = signalOf(event);
      expect(items.length).toBeLessThanOrEqual(1);
      for (const item of items) {
        if (item.kind !== 'notice') throw new Error('not a notice');
        expect(readItem(itemOf(item, 's0'))).toMatchObject({ kind: 'readable', value: item });
      }
      for (const { because } of entries) {
        expect(because.length).toBeLessThan(2_000);
        expect(because).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }
    }),
    { numRuns: 2_000 },
  );
});
