import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as z from 'zod';
import { DETAIL_TYPES } from '../../../lib/controller/announce/detail-types';
import { EVENT } from '../../../lib/controller/announce/event-schema';
import { eventOf } from '../../../lib/controller/announce/events';
import { CODES, type Code } from '../../../lib/net/codes';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { auditEntries } from '../../support/audit-entry-arbitrary';
import { NOW_MS } from '../../support/world';

const ANNOUNCED = Object.values(DETAIL_TYPES).flatMap(({ codes }): readonly Code[] => codes);

test('an event says what the entry says, with the severity of its code and the time as text', () => {
  expect(eventOf(aWarning())).toEqual({
    source: 'detour',
    'detail-type': 'detour.link.state-changed',
    detail: {
      version: 1,
      site: 's0',
      code: 'link-probes-lost',
      severity: 'warning',
      at: new Date(NOW_MS).toISOString(),
      because: aWarning().because,
      link: 's0-s1',
      standing: 'down',
    },
  });
  expect(eventOf(anAuditEntry())?.detail).toMatchObject({ severity: 'info', change: anAuditEntry().change });
});

test('a withdrawal and a session are about their link, and other changes are about traffic that takes links', () => {
  const withdrawal = { kind: 'withdrawal', link: 'vpn', premises: 'p9', before: false, after: true } as const;
  const announcement = { ...withdrawal, kind: 'announcement', remote: 's1' } as const;
  const linkIn = (more: Parameters<typeof anAuditEntry>[0]) => eventOf(anAuditEntry(more))?.detail.link;
  expect(linkIn({ code: 'link-withdrawn', change: withdrawal })).toBe('vpn');
  expect(linkIn({ code: 'held-unheard', change: withdrawal })).toBe('vpn');
  expect(linkIn({ code: 'bgp-taken-down', change: { ...withdrawal, kind: 'bgp-down' } })).toBe('vpn');
  expect(linkIn({ code: 'announcement-made', change: announcement })).toBeUndefined();
  expect(linkIn({})).toBeUndefined();
});

test.each(['notice-received', 'status-unread', 'topology-limit'] as const)('%s is not announced', (code) => {
  expect(eventOf(anAuditEntry({ code }))).toBeUndefined();
});

/** As consumers have it, read back from the file that is published. */
const published = z.fromJSONSchema(JSON.parse(readFileSync('docs/events.schema.json', 'utf8')));

test('every event that can be is as its schema says, also when it has been through JSON', () => {
  fc.assert(
    fc.property(auditEntries, (entry) => {
      for (const code of ANNOUNCED) {
        const event: unknown = JSON.parse(JSON.stringify(eventOf({ ...entry, code })));
        expect(EVENT.parse(event)).toEqual(event);
        expect(published.parse(event)).toEqual(event);
      }
    }),
    { numRuns: 25 },
  );
});

type Changes = Readonly<Record<string, unknown>>;

test.each<[string, Changes, Changes]>([
  ['another source', { source: 'aws.health' }, {}],
  ['a detail-type that its code does not belong to', { 'detail-type': 'detour.change.held' }, {}],
  ['a code that is not announced', {}, { code: 'notice-received' }],
  ['a version that is not known', {}, { version: 2 }],
  ['a time that is no text', {}, { at: NOW_MS }],
  ['a time of another place', {}, { at: '2025-10-01T20:10:00.000+02:00' }],
  ['a severity that no code of a controller has', {}, { severity: 'error' }],
  ['a standing that does not exist', {}, { standing: 'sideways' }],
  ['half a change', {}, { change: { kind: 'override', table: 'spokes' } }],
])('fails by the schema: an event with %s', (_, event, detail) => {
  const good = eventOf(aWarning());
  for (const schema of [EVENT, published]) {
    expect(schema.safeParse(good).success).toBe(true);
    expect(schema.safeParse({ ...good, ...event, detail: { ...good?.detail, ...detail } }).success).toBe(false);
  }
});

test('what a consumer does not know yet is no reason to refuse an event', () => {
  const good = eventOf(aWarning());
  const more = { ...good, id: 'x', account: '1', detail: { ...good?.detail, more: 1 } };
  for (const schema of [EVENT, published]) expect(schema.safeParse(more).success).toBe(true);
});

test('the severities of announced codes are those that the schema has', () => {
  expect(new Set(ANNOUNCED.map((code) => CODES[code].severity))).toEqual(new Set(['info', 'warning']));
});
