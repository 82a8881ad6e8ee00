import fc from 'fast-check';
import { auditItem, readAuditItem } from '../../../lib/controller/announce/audit-item';
import type { AuditEntry } from '../../../lib/controller/audit';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { auditEntries } from '../../support/audit-entry-arbitrary';
import { NOW_MS } from '../../support/world';

const DAY_S = 86_400;
test('every entry is read as it was written', () => {
  fc.assert(
    fc.property(auditEntries, fc.nat(10_000), (entry, place) => {
      expect(readAuditItem(auditItem(entry, place))).toEqual({ kind: 'readable', entry });
    }),
  );
});

test('an item is found under its site, in the order of time and then of its batch, whoever it is about', () => {
  const said: readonly (readonly [AuditEntry, number])[] = [
    [aWarning({ atMs: NOW_MS - 1 }), 3],
    [aWarning({ because: 'z' }), 0],
    [anAuditEntry(), 1],
    [aWarning({ because: 'a' }), 2],
    [aWarning(), 10],
    [anAuditEntry({ atMs: NOW_MS + 1 }), 0],
  ];
  const items = said.map(([entry, place]) => auditItem(entry, place));
  expect(new Set(items.map(({ pk }) => JSON.stringify(pk)))).toEqual(new Set(['{"S":"audit#s0"}']));
  const keys = items.map(({ sk }) => JSON.stringify(sk));
  expect(keys).toEqual([...keys].sort());
});

test('an entry that is written again is the same item, and every other is another', () => {
  expect(auditItem(anAuditEntry(), 0)).toEqual(auditItem(anAuditEntry(), 0));
  const items = [anAuditEntry(), anAuditEntry({ because: 'x' }), aWarning()].flatMap((entry) => [
    auditItem(entry, 0),
    auditItem(entry, 1),
  ]);
  expect(new Set(items.map(({ sk }) => JSON.stringify(sk))).size).toBe(6);
});

test('an item may be deleted 400 days after what it says', () => {
  expect(auditItem(anAuditEntry(), 0).deleteAt).toEqual({ N: String(Math.ceil(NOW_MS / 1_000) + 400 * DAY_S) });
});

test('a reason that this version has no words for is read as one that is not known', () => {
  const { body, ...item } = auditItem(anAuditEntry(), 0);
  const newer = JSON.stringify({ ...anAuditEntry(), code: 'link-of-the-future', more: 1 });
  expect(body).toBeDefined();
  expect(readAuditItem({ ...item, body: { S: newer } })).toEqual({
    kind: 'readable',
    entry: anAuditEntry({ code: 'reason-unknown' }),
  });
});

test.each<[string, Readonly<Record<string, { readonly S?: string; readonly N?: string }>>, string]>([
  ['of a newer version', { v: { N: '2' } }, 'its version is 2; 1 is known here'],
  ['without a version', { v: {} }, 'its version is not there; 1 is known here'],
  ['without a body', { body: {} }, 'entry: invalid_type'],
  ['whose body is not JSON', { body: { S: '{' } }, 'entry: invalid_type'],
  ['without a time', { body: { S: '{"site":"s0","code":"link-healthy","because":""}' } }, 'atMs: invalid_type'],
  ['of a time that cannot be written', { body: { S: JSON.stringify(anAuditEntry({ atMs: 9e15 })) } }, 'atMs: too_big'],
])('fails to read an item %s, and says why', (_, changes, why) => {
  const item = auditItem(anAuditEntry(), 0);
  const read = readAuditItem({ ...item, ...changes });
  expect(read).toEqual({ kind: 'unreadable', item: { pk: 'audit#s0', sk: expect.any(String), why } });
});

test('fails to read an item whose body says what a terminal would obey, without repeating it', () => {
  const body = { S: JSON.stringify({ ...anAuditEntry(), because: 7, site: '\u001b[2J' }) };
  const read = readAuditItem({ ...auditItem(anAuditEntry(), 0), body });
  expect(JSON.stringify(read)).not.toContain('[2J');
});
