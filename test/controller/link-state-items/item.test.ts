import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Notice, Publication } from '../../../lib/controller/database';
import { currentNotices } from '../../../lib/controller/link-state/notices';
import {
  itemOf,
  readItem,
  type StoredAttributes,
  unreadableEntry,
} from '../../../lib/controller/link-state-items/item';
import { itemKey } from '../../../lib/controller/link-state-items/item-key';
import { snapshotOf } from '../../../lib/controller/link-state-items/snapshot';
import type { StoredValue } from '../../../lib/controller/link-state-items/stored-value';
import {
  EXPIRES_MS,
  storedNotice,
  storedObservation,
  storedOrder,
  storedPublication,
  storedStatus,
} from '../../support/contracts/stores';
import { anAdmission, NOW_MS } from '../../support/world';

const DAY_S = 24 * 60 * 60;
const VALUES: readonly StoredValue[] = [
  storedNotice(),
  storedObservation({ flaps: { penalty: 1_234.5, atMs: NOW_MS, suppressed: true } }),
  storedStatus(),
  storedOrder(),
  { ...anAdmission('s0-s1'), atMs: NOW_MS },
  storedPublication(),
];

function why(read: ReturnType<typeof readItem>): string {
  return read.kind === 'unreadable' ? read.item.why : 'it is readable';
}

/** An item of a value with another body. */
function withBody(body: unknown, value: StoredValue = storedObservation()): StoredAttributes {
  return { ...itemOf(value, 's0'), body: { S: typeof body === 'string' ? body : JSON.stringify(body) } };
}

test.each(VALUES.map((value) => [value.kind, value] as const))('a %s is read as it was written', (_, value) => {
  expect(readItem(itemOf(value, 's0'))).toEqual({ kind: 'readable', value });
});

test.each([
  ['observation', storedObservation(), 'observation#s0-s1#s0', 'latest'],
  ['status', storedStatus(), 'status#s0-s1#s0', 'latest'],
  ['notice', storedNotice(), 'notice#s2#lumen', 'trusted#window-1'],
  ['notice that is not trusted', storedNotice({ trusted: false }), 'notice#s2#lumen', 'untrusted#window-1'],
  ['order', storedOrder(), 'order', 'order-1'],
  ['publication', storedPublication(), 'publication#s0', 'latest'],
] as const)('the key of a %s says who may write it', (_, value, pk, sk) => {
  expect(itemOf(value, 's2')).toMatchObject({ pk: { S: pk }, sk: { S: sk } });
});

test.each<StoredValue>([
  storedObservation({ link: 'LINK', site: 'SITE' }),
  storedStatus({ link: 'LINK', site: 'SITE' }),
  storedNotice({ source: 'SOURCE', id: 'ID' }),
  storedOrder({ id: 'ID' }),
  anAdmission('LINK'),
  storedPublication({ site: 'SITE' }),
])('docs/link-state.md has the key of each $kind', (value) => {
  const { pk, sk } = itemKey(value, 'SITE');
  expect(readFileSync('docs/link-state.md', 'utf8')).toContain(`| ${value.kind} | \`${pk}\` | \`${sk}\``);
});

test('the state of a status is the same while AWS says the same of the end, whenever and in which order', () => {
  const sessions = [
    { name: '203.0.113.1', state: 'up' },
    { name: '203.0.113.2', state: 'down' },
  ] as const;
  const state = (more: Parameters<typeof storedStatus>[0]) => itemOf(storedStatus({ sessions, ...more }), 's0').state;
  expect(state({})).toEqual({ S: 'usable 203.0.113.1=up 203.0.113.2=down' });
  const again = { atMs: NOW_MS + 1, expiresMs: EXPIRES_MS + 1, sessions: [...sessions].reverse() };
  expect(state(again)).toEqual(state({}));
  expect(state({ attachment: 'unusable' })).not.toEqual(state({}));
  expect(state({ sessions: sessions.map(({ name }) => ({ name, state: 'up' })) })).not.toEqual(state({}));
});

function deleted(value: StoredValue): number {
  return Number((itemOf(value, 's0').deleteAt as { N: string }).N);
}

test('what says nothing any more may be deleted a week later', () => {
  expect(deleted(storedObservation())).toBe(EXPIRES_MS / 1_000 + 7 * DAY_S);
  expect(deleted(storedOrder({ expiresMs: 1_500 }))).toBe(2 + 7 * DAY_S);
});

test('a notice is kept for 400 days, and longer when its window ends later', () => {
  const received = (endMs: number) => deleted(storedNotice({ receivedMs: 1_500, endMs }));
  expect(received(2_000)).toBe(2 + 400 * DAY_S);
  expect(received(1_000 * 393 * DAY_S)).toBe(2 + 400 * DAY_S);
  expect(received(1_000 * 394 * DAY_S)).toBe(401 * DAY_S);
});

test('maintenance that was moved to an earlier day does not count again on the day it was moved from', () => {
  const on = (day: number) => ({ startMs: NOW_MS + 1_000 * day * DAY_S, endMs: NOW_MS + 1_000 * (day + 0.1) * DAY_S });
  const first = storedNotice({ id: 'first', event: 'CHG-1', version: 1, receivedMs: NOW_MS, ...on(60) });
  const moved = storedNotice({ id: 'moved', event: 'CHG-1', version: 2, receivedMs: NOW_MS + 1, ...on(10) });
  const left = [first, moved].filter((notice) => deleted(notice) * 1_000 > NOW_MS + 1_000 * 60 * DAY_S);
  expect(currentNotices(snapshotOf(left).notices)).toEqual([moved]);
});

test('admissions and publications are never deleted by time', () => {
  expect(itemOf(storedPublication(), 's0')).not.toHaveProperty('deleteAt');
  expect(itemOf(anAdmission('s0-s1'), 's0')).not.toHaveProperty('deleteAt');
});

test('a key of a value that this version does not know is ignored: a newer one may add some', () => {
  expect(readItem(withBody({ ...storedObservation(), colour: 'red' }))).toEqual({
    kind: 'readable',
    value: storedObservation(),
  });
});

test('a publication whose reasons are newer than this version is read all the same', () => {
  const links = { 's0-s1': { standing: 'down', code: 'link-eaten-by-a-shark' } };
  const read = readItem(withBody({ ...storedPublication(), links }, storedPublication()));
  const value = (read.kind === 'readable' && read.value) as Publication;
  expect(value.links['s0-s1']).toEqual({ standing: 'down', code: 'reason-unknown' });
});

test.each([
  ['a newer version', { ...itemOf(storedOrder(), 's0'), v: { N: '2' } }, 'version 2 is newer than 1'],
  ['no version', { ...itemOf(storedOrder(), 's0'), v: {} }, 'no version'],
  ['a version that is no number', { ...itemOf(storedOrder(), 's0'), v: { N: 'x' } }, 'no version'],
  ['no body', { ...itemOf(storedOrder(), 's0'), body: {} }, 'value: '],
  ['a body that is not JSON', withBody('{'), 'value: '],
  ['a kind that nobody knows', withBody({ kind: 'rumour' }), 'kind: invalid_union'],
  ['a time that cannot be written as text', withBody({ ...storedObservation(), sinceMs: 9e15 }), 'sinceMs: too_big'],
  ['a time that is text', withBody({ ...storedObservation(), sinceMs: '0' }), 'sinceMs: invalid_type'],
  ['a name that a key cannot hold', withBody({ ...storedObservation(), link: 'a#b' }), 'link: invalid_format'],
  ['the key of another end', withBody(storedObservation({ site: 's1' })), 'under the key of something else'],
  ['the key of another kind', withBody(storedOrder()), 'under the key of something else'],
  ['the key of less trust', withBody(storedNotice(), storedNotice({ trusted: false })), 'of something else'],
])('fails to read an item with %s', (_, item, said) => {
  expect(why(readItem(item))).toContain(said);
});

test('a prototype in a body is nobody’s prototype', () => {
  const body = JSON.stringify(storedPublication()).replace('"heard":{', '"heard":{"__proto__":1,');
  const read = readItem(withBody(body, storedPublication()));
  expect(read).toEqual({ kind: 'readable', value: storedPublication() });
});

test('what is said of an unreadable item cannot repaint a terminal', () => {
  const read = readItem({ pk: { S: 'a\u001b[2J' }, sk: { S: 'b\nc' } });
  const entry = read.kind === 'unreadable' && unreadableEntry(read.item, 's0', NOW_MS);
  expect(entry).toEqual({
    atMs: NOW_MS,
    site: 's0',
    code: 'item-unreadable',
    because: 'item a\\u001b[2J b\\u000ac is ignored: it has no version that is known here',
  });
});

test('no item is fatal, and what is read can be written again', () => {
  const scalar = fc.oneof(
    fc.record({ S: fc.oneof(fc.string(), fc.json(), fc.constantFrom('order', 'latest', 'admission')) }),
    fc.record({ N: fc.constantFrom('1', '2', '-1', 'NaN') }),
    fc.constant({}),
  );
  const item = fc.record({ pk: scalar, sk: scalar, v: fc.constant({ N: '1' }), body: scalar, ended: scalar });
  fc.assert(fc.property(item, (attributes) => expect(['readable', 'unreadable']).toContain(readItem(attributes).kind)));
});

test('a value that was damaged anywhere is read as something that can be written, or not at all', () => {
  const odd = fc.constantFrom(null, -1, 1e300, '', {}, [], true, 'x'.repeat(2_000), { length: 1 });
  fc.assert(
    fc.property(fc.constantFrom(...VALUES), fc.nat(), odd, (value, n, replacement) => {
      const keys = Object.keys(value);
      const read = readItem(withBody({ ...value, [keys[n % keys.length] ?? 'kind']: replacement }, value));
      if (read.kind === 'readable') expect(() => itemOf(read.value, 's0')).not.toThrow();
    }),
  );
});

describe('one message received at several sites', () => {
  const received = (version: number, receivedMs: number, status: Notice['status'] = 'confirmed') =>
    storedNotice({ version, receivedMs, status });

  test.each([
    ['the larger version counts', [received(2, 1), received(1, 9)], 2, 1],
    ['copies of one version count from when the first came', [received(1, 9), received(1, 5)], 1, 5],
  ])('%s, whatever the order', (_, notices, version, receivedMs) => {
    for (const order of [notices, [...notices].reverse()])
      expect(snapshotOf(order).notices).toEqual([received(version, receivedMs)]);
  });

  test('it is about the links that any of them knows, unless a newer version says otherwise', () => {
    const about = (version: number, ...links: readonly string[]) => storedNotice({ version, links });
    expect(snapshotOf([about(1, 's0-s2'), about(1), about(1, 's0-s1')]).notices).toEqual([about(1, 's0-s1', 's0-s2')]);
    expect(snapshotOf([about(1, 's0-s1'), about(2)]).notices).toEqual([about(2)]);
  });

  test('a message that is not trusted never takes the place of one that is', () => {
    const forged = storedNotice({ version: 9, status: 'cancelled', trusted: false });
    expect(snapshotOf([storedNotice(), forged]).notices).toEqual([storedNotice(), forged]);
  });
});
