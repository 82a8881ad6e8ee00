// Whatever the bytes are: an answer, in bounded time, that holds nothing which could repaint a terminal or forge a line.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { storedValue } from '../../../../lib/controller/link-state-items/stored-value';
import { maintnoteSignals } from '../../../../lib/controller/signals/maintnote/maintnote';
import type { Signal } from '../../../../lib/controller/signals/signal';
import { authentic, calendar, event, message, READERS } from './messages';

const FOLDER = join(__dirname, '../../../fixtures/maintnote');
const FIXTURES = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name)));
const FORBIDDEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const MAX_MS = 2_000;
const MAX_SAID = 64 * 1024;

async function readBoth(bytes: Uint8Array): Promise<readonly Signal[]> {
  const asMail = { bytes, format: 'mail', origin: authentic() } as const;
  const started = performance.now();
  const signals = [
    ...(await maintnoteSignals(message('', asMail), READERS)),
    ...(await maintnoteSignals(message('', { bytes, name: 'dropped/\u001b[2J\n.ics' }), READERS)),
  ];
  expect(performance.now() - started).toBeLessThan(MAX_MS);
  return signals;
}

function expectHarmless(signals: readonly Signal[]): void {
  const texts = signals.flatMap(({ items, entries }) => [
    ...entries.map(({ because }) => because),
    ...items.flatMap((item) => (item.kind === 'notice' ? [item.id, item.event, item.source, ...item.links] : [])),
  ]);
  const items = signals.flatMap((signal) => signal.items);
  expect(items.filter((item) => !storedValue.safeParse(item).success)).toEqual([]);
  expect(signals.length).toBeGreaterThan(0);
  expect(signals.length).toBeLessThanOrEqual(100);
  expect(texts.filter((text) => FORBIDDEN.test(text))).toEqual([]);
  expect(texts.join('').length).toBeLessThan(MAX_SAID * 2);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}

const NASTY = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '\u001b[2J\u202e',
  '\r\nBEGIN:VEVENT\r\n',
  '\r\n\r\n--part\r\n',
  '\u0000',
  'A'.repeat(20_000),
  '%s%n',
  '=?utf-8?q?=0A=0Dx?=',
  ';TZID=__proto__:',
  ':',
  '99999999T999999Z',
  '\\\\n',
];

const chunk = fc.oneof(
  fc.constantFrom(...NASTY).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
);

/** A fixture with some of its bytes replaced, cut out or said twice. */
const mutant = fc
  .tuple(
    fc.constantFrom(...FIXTURES),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), chunk), { minLength: 1, maxLength: 6 }),
  )
  .map(([original, changes]) =>
    changes.reduce((bytes, [where, length, added]) => {
      const at = Math.floor(where * bytes.length);
      return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + length)]);
    }, original),
  );

test('a mutated message is answered, and harmlessly', async () => {
  await fc.assert(
    fc.asyncProperty(mutant, async (bytes) => expectHarmless(await readBoth(bytes))),
    { numRuns: 400 },
  );
});

const value = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 40 }));
const property = fc.constantFrom(
  'UID',
  'SEQUENCE',
  'DTSTART',
  'DTSTART;TZID=__proto__',
  'DTEND;VALUE=PERIOD',
  'SUMMARY',
  'X-MAINTNOTE-PROVIDER',
  'X-MAINTNOTE-OBJECT-ID;__proto__=polluted',
  'X-MAINTNOTE-STATUS',
  'X-MAINTNOTE-IMPACT',
  '__proto__',
  'constructor;prototype=polluted',
  'TZID',
  'RRULE',
);

test('properties of any name and value are answered, and harmlessly', async () => {
  const changes = fc.dictionary(property, value, { maxKeys: 4, noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(changes, async (changed) => expectHarmless(await readBoth(Buffer.from(calendar(event(changed)))))),
    { numRuns: 300 },
  );
});

function nested(depth: number): string {
  const open = (i: number) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`;
  return Array.from({ length: depth }, (_, i) => open(i)).join('');
}

/** Close to the largest message that is read. */
function filled(start: string, part: string): string {
  return start + part.repeat(Math.floor((262_000 - start.length) / part.length));
}

test.each<[string, string]>([
  ['multiparts in multiparts', nested(4_000)],
  ['multiparts in multiparts, within the limit of depth', filled(nested(7), 'x\r\n')],
  ['parts side by side', filled('Content-Type: multipart/mixed; boundary=b\r\n\r\n', '--b\r\n\r\nx\r\n')],
  ['almost a boundary', filled('Content-Type: multipart/mixed; boundary=b\r\n\r\n', '--bx\r\n')],
  ['messages in messages', filled('', 'Content-Type: message/rfc822\r\n\r\n')],
  ['senders', filled('From: ', 'a@b.c, ')],
  ['comments in a sender', filled('From: ', '(')],
  ['encoded words', filled('Subject: ', '=?utf-8?b?w7w=?= ')],
  ['parameters', filled('Content-Type: text/calendar', ';a*0*=%41')],
  ['markup', filled('Content-Type: text/html\r\n\r\n', '<a &#x')],
  [
    'quoted-printable',
    filled('Content-Type: text/calendar\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n', '=\r\n=A'),
  ],
  ['base64', filled('Content-Type: text/calendar\r\nContent-Transfer-Encoding: base64\r\n\r\n', '====')],
  ['empty lines', filled('', '\n')],
  ['folds', filled('BEGIN:VCALENDAR\r\nX:', '\r\n ')],
  ['folds without end', filled('BEGIN:VCALENDAR\r\nX:', 'a\r\n ')],
  ['events', filled('BEGIN:VCALENDAR\r\n', 'BEGIN:VEVENT\r\nEND:VEVENT\r\n')],
  ['events in events', filled('BEGIN:VCALENDAR\r\n', 'BEGIN:VEVENT\r\n')],
  ['quotes', filled('BEGIN:VCALENDAR\r\nX', ';A="')],
  ['values in a list', filled('BEGIN:VCALENDAR\r\nCATEGORIES:', 'a,')],
  ['escapes', filled('BEGIN:VCALENDAR\r\nSUMMARY:', '\\')],
  ['calendars', filled('', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')],
  ['objects', calendar(event({ SUMMARY: filled('', 'X-MAINTNOTE-OBJECT-ID:a\r\n').slice(0, 200_000) }))],
  ['digits', calendar(event({ SEQUENCE: '9'.repeat(15_000) }))],
])('as many %s as there is room for are answered in time', async (_, text) => {
  expectHarmless(await readBoth(Buffer.from(text)));
});
