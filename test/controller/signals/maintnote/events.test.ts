import { currentNotices } from '../../../../lib/controller/link-state/notices';
import { maintnoteSignals } from '../../../../lib/controller/signals/maintnote/maintnote';
import { calendar, event, message, READERS, RECEIVED_MS } from './messages';

async function read(text: string) {
  const signals = await maintnoteSignals(message(text), READERS);
  return {
    notices: signals.flatMap(({ items }) => items.flatMap((item) => (item.kind === 'notice' ? [item] : []))),
    entries: signals.flatMap(({ entries }) => entries),
  };
}

test.each([
  ['CONFIRMED', 'OUTAGE', 'confirmed', 'outage', 'notice-received'],
  ['confirmed', 'Degraded', 'confirmed', 'outage', 'notice-received'],
  ['CONFIRMED', 'NO-IMPACT', 'confirmed', 'none', 'notice-received'],
  ['CONFIRMED', 'REDUCED-REDUNDANCY', 'confirmed', 'none', 'notice-received'],
  ['CONFIRMED', 'X-ODD', 'tentative', 'outage', 'notice-tentative'],
  ['IN-PROCESS', 'OUTAGE', 'confirmed', 'outage', 'notice-received'],
  ['IN-PROCESS', 'X-ODD', 'tentative', 'outage', 'notice-tentative'],
  ['TENTATIVE', 'OUTAGE', 'tentative', 'outage', 'notice-tentative'],
  ['X-ODD', 'OUTAGE', 'tentative', 'outage', 'notice-tentative'],
  ['RE-SCHEDULED', 'OUTAGE', 'tentative', 'outage', 'notice-tentative'],
  ['CANCELLED', 'X-ODD', 'cancelled', 'outage', 'notice-received'],
  ['COMPLETED', 'OUTAGE', 'completed', 'outage', 'notice-received'],
])('status %s with impact %s is held as %s, %s', async (STATUS, IMPACT, status, impact, code) => {
  const text = calendar(event({ 'X-MAINTNOTE-STATUS': ` ${STATUS}`, 'X-MAINTNOTE-IMPACT': IMPACT }));
  const { notices, entries } = await read(text);
  expect(notices).toMatchObject([{ status, impact, links: ['ord-iad-dx'] }]);
  expect(entries).toMatchObject([{ code, site: 'iad' }]);
});

describe('what is in process', () => {
  const inProcess = (DTSTART: string, changes = {}) =>
    read(calendar(event({ DTSTART, 'X-MAINTNOTE-STATUS': 'IN-PROCESS', ...changes })));

  test('has begun, also when its start is up to an hour off', async () => {
    const { notices, entries } = await inProcess('20261201T220000Z');
    expect(notices).toMatchObject([{ startMs: RECEIVED_MS }]);
    expect(entries).toMatchObject([{ code: 'notice-received' }]);
  });

  test('longer before its start is told, and held from its start only', async () => {
    const { notices, entries } = await inProcess('20261201T220001Z');
    expect(notices).toMatchObject([{ startMs: Date.parse('2026-12-01T22:00:01Z'), status: 'confirmed' }]);
    expect(entries).toMatchObject([{ code: 'notice-early', because: expect.stringMatching(/its start is far off/) }]);
  });

  test('and takes nothing away is no reason to ask, however early', async () => {
    const { entries } = await inProcess('20261202T000000Z', { 'X-MAINTNOTE-IMPACT': 'NO-IMPACT' });
    expect(entries).toMatchObject([{ code: 'notice-received' }]);
  });
});

const object = (impact: string) => `X-MAINTNOTE-OBJECT-ID;X-MAINTNOTE-OBJECT-IMPACT=${impact}`;

test.each([
  ['OUTAGE', { [object('NO-IMPACT')]: 'DX/12345', [object('Outage')]: 'DX/67890' }, 'ord-pdx-dx', 'confirmed outage'],
  ['NO-IMPACT', { [object('DEGRADED')]: 'DX/12345' }, 'ord-iad-dx', 'confirmed outage'],
  ['OUTAGE', { [object('NO-IMPACT')]: 'DX/12345' }, 'ord-iad-dx', 'confirmed none'],
  ['OUTAGE', { [object('X-ODD')]: 'DX/12345', [object('OUTAGE')]: 'DX/67890' }, 'ord-pdx-dx', 'confirmed outage'],
  ['OUTAGE', { [object('X-ODD')]: 'DX/12345', [object('NO-IMPACT')]: 'DX/67890' }, 'ord-iad-dx', 'tentative outage'],
  ['NO-IMPACT', { [object('OUTAGE')]: 'elsewhere', [object('NO-IMPACT')]: 'DX/12345' }, 'ord-iad-dx', 'confirmed none'],
])('an event with impact %s and objects %j hits %s: %s', async (IMPACT, objects, links, held) => {
  const text = calendar(event({ 'X-MAINTNOTE-IMPACT': IMPACT, 'X-MAINTNOTE-OBJECT-ID': undefined, ...objects }));
  const [notice] = (await read(text)).notices;
  expect(notice?.links.join()).toBe(links);
  expect(`${notice?.status} ${notice?.impact}`).toBe(held);
});

test.each(['CANCELLED', 'COMPLETED'])('an event that is %s need not name what it was about', async (STATUS) => {
  const text = calendar(event({ 'X-MAINTNOTE-OBJECT-ID': undefined, 'X-MAINTNOTE-STATUS': STATUS, SEQUENCE: '1' }));
  const { notices, entries } = await read(text);
  const [before] = (await read(calendar(event()))).notices;
  expect(entries).toMatchObject([
    { code: 'notice-received', because: expect.stringMatching(/^maintenance CHG-1001 from/) },
  ]);
  expect(currentNotices(before ? [...notices, before] : []).map(({ status }) => status)).toEqual([
    STATUS.toLowerCase(),
  ]);
});

test.each<[Record<string, string | undefined>, string]>([
  [{ UID: undefined }, 'it has no UID'],
  [{ UID: 'u'.repeat(256) }, 'its UID has more than 255 characters'],
  [{ DTSTAMP: undefined }, 'it has no DTSTAMP'],
  [{ DTEND: undefined }, 'it has no DTEND'],
  [{ DTEND: '20261201T220000Z' }, 'it ends before it starts'],
  [{ DTEND: '20270201T220000Z' }, 'it is longer than 31 days'],
  [{ DTSTART: '20261231T250000Z' }, 'its DTSTART is not a time that exists'],
  [{ DTSTART: '20260230T220000Z' }, 'its DTSTART is not a time that exists'],
  [{ DTSTART: '00010101T000000Z' }, 'its DTSTART is in the year 1; times from 2000 to 2099 are read'],
  [{ DTSTART: '20261201' }, 'its DTSTART is not a time that exists'],
  [{ 'DTSTART;VALUE=DATE': '20261201', DTSTART: undefined }, 'its DTSTART is a day without a time'],
  [{ DTSTART: '20261201T220000' }, 'its DTSTART is in no time zone; UTC is not assumed'],
  [
    { 'DTSTART;TZID=Europe/Berlin': '20261201T220000', DTSTART: undefined },
    'its DTSTART is in a time zone that the calendar does not define',
  ],
  [{ SEQUENCE: undefined }, 'it has no SEQUENCE'],
  [{ SEQUENCE: '1000001' }, 'its SEQUENCE is not a whole number of at most 1000000'],
  [{ SEQUENCE: 'second' }, 'a SEQUENCE in it is not a whole number of at most nine digits'],
  [{ 'X-MAINTNOTE-PROVIDER': undefined }, 'it has no X-MAINTNOTE-PROVIDER'],
  [{ 'X-MAINTNOTE-OBJECT-ID': ' ' }, 'it has no X-MAINTNOTE-OBJECT-ID'],
  [{ 'X-MAINTNOTE-IMPACT': undefined }, 'it has no X-MAINTNOTE-IMPACT'],
  [{ 'X-MAINTNOTE-STATUS;A=1': 'CANCELLED' }, 'X-MAINTNOTE-STATUS stands in it more than once'],
  [{ RDATE: '20261203T220000Z' }, 'it recurs (RDATE), which is not supported; ask for one event for each window'],
  [{ 'RECURRENCE-ID': '20261203T220000Z' }, 'it recurs (RECURRENCE-ID)'],
])('fails on an event with %j', async (changes, why) => {
  const { notices, entries } = await read(calendar(event(changes)));
  expect(notices).toEqual([]);
  expect(entries).toMatchObject([{ code: 'notice-unreadable', because: expect.stringContaining(why) }]);
});

test('a complaint says which of several events it is about', async () => {
  const { notices, entries } = await read(calendar(event(), event({ UID: `CHG-${'9'.repeat(90)}`, DTEND: undefined })));
  expect(notices).toHaveLength(1);
  expect(entries[1]?.because).toMatch(/: event CHG-9{56}: it has no DTEND$/);
});

test.each([
  ['hello', 'it is no calendar: it does not begin with BEGIN:VCALENDAR'],
  ['', 'it is no calendar: it does not begin with BEGIN:VCALENDAR'],
  ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT', 'it is no calendar that can be parsed'],
  [calendar(), 'it has no event'],
  [calendar(...Array.from({ length: 51 }, (_, i) => event({ UID: `u${i}` }))), 'it has 51 events; at most 50 are read'],
  [calendar(...Array(301).fill('BEGIN:X\r\nEND:X')), 'it has 302 parts; at most 300 are read'],
  [calendar(...Array(5).fill('BEGIN:X'), ...Array(5).fill('END:X')), 'its parts are nested more than 4 deep'],
  [calendar(`X:${'x'.repeat(16_384)}`), 'a line of it has more than 16384 characters'],
  [calendar(...Array(10_001).fill('X:1')), 'lines; at most 10000 are read'],
  ['x'.repeat(262_145), 'it has 262145 bytes; at most 262144 are read'],
])('fails on a calendar that begins with %.20j', async (text, why) => {
  const { notices, entries } = await read(text);
  expect(notices).toEqual([]);
  expect(entries).toMatchObject([{ code: 'notice-unreadable', because: expect.stringContaining(why) }]);
});

test('fails on text that is not UTF-8', async () => {
  const bytes = Buffer.concat([Buffer.from(calendar(event())), Buffer.from([0xff])]);
  const [signal] = await maintnoteSignals(message('', { bytes }), READERS);
  expect(signal?.entries[0]?.because).toContain('it is not text in UTF-8');
});

test('fails on two windows under one UID and SEQUENCE, and takes what is said twice once', async () => {
  const contrary = await read(calendar(event(), event({ DTEND: '20261202T030000Z' })));
  expect(contrary.notices).toEqual([]);
  expect(contrary.entries[0]?.because).toContain('says different things of its event CHG-1001 under one SEQUENCE');
  expect((await read(calendar(event(), event()))).notices).toHaveLength(1);
});

test('SEQUENCE orders the messages about an event, and DTSTAMP those with the same SEQUENCE', async () => {
  const version = async (SEQUENCE: string, DTSTAMP: string) =>
    (await read(calendar(event({ SEQUENCE, DTSTAMP })))).notices[0]?.version ?? Number.NaN;
  const versions = [
    await version('0', '20991231T235959Z'),
    await version('1', '20000101T000000Z'),
    await version('1', '20000101T000001Z'),
    await version('1000000', '20991231T235959Z'),
  ];
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  expect(new Set(versions).size).toBe(4);
  expect(versions.every(Number.isSafeInteger)).toBe(true);
});

test('UTC needs no definition', async () => {
  const { notices } = await read(calendar(event({ DTSTART: undefined, 'DTSTART;TZID=Etc/UTC': '20261201T220000' })));
  expect(notices).toMatchObject([{ startMs: Date.parse('2026-12-01T22:00:00Z') }]);
});

test('what replaces a trusted notice and names no link any more is stored, because the older one no longer counts', async () => {
  const { notices, entries } = await read(calendar(event({ 'X-MAINTNOTE-OBJECT-ID': 'elsewhere', SEQUENCE: '1' })));
  expect(notices).toMatchObject([{ links: [], trusted: true }]);
  expect(entries).toMatchObject([{ code: 'notice-unmatched' }]);
});

const ZONE = (rule: string) =>
  [
    'BEGIN:VTIMEZONE',
    'TZID:New York',
    'BEGIN:DAYLIGHT',
    'DTSTART:20070311T020000',
    'TZOFFSETFROM:-0500',
    'TZOFFSETTO:-0400',
    rule,
    'END:DAYLIGHT',
    'BEGIN:STANDARD',
    'DTSTART:20071104T020000',
    'TZOFFSETFROM:-0400',
    'TZOFFSETTO:-0500',
    'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n');

test.each([
  ['20270314T013000', '2027-03-14T06:30', 'before the clock goes forward'],
  ['20270314T023000', '2027-03-14T07:30', 'in the hour that does not exist'],
  ['20270314T033000', '2027-03-14T07:30', 'after it'],
  ['20271107T013000', '2027-11-07T05:30', 'in the hour that comes twice'],
  ['20271107T020000', '2027-11-07T07:00', 'after it'],
  ['20280101T000000', '2028-01-01T05:00', 'in the next year'],
])('%s in New York is %s: %s', async (DTSTART, utc) => {
  const moved = { DTSTART: undefined, 'DTSTART;TZID=New York': DTSTART, DTEND: '20280102T000000Z' };
  const start = Date.parse(`${utc}:00Z`);
  const DTEND = `${new Date(start + 3_600_000).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const { notices } = await read(calendar(ZONE('RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU'), event({ ...moved, DTEND })));
  expect(notices.map(({ startMs }) => new Date(startMs).toISOString().slice(0, 16))).toEqual([utc]);
});

test.each([
  'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
  'RRULE:FREQ=SECONDLY',
  'RRULE:FREQ=YEARLY;BYMONTH=13;BYDAY=2SU',
  'RDATE:20270314T020000',
])('fails on a time zone with %s, without working it out', async (rule) => {
  const { entries } = await read(
    calendar(ZONE(rule), event({ DTSTART: undefined, 'DTSTART;TZID=New York': '20270701T000000' })),
  );
  expect(entries[0]?.because).toMatch(/has a rule that is not understood|no calendar that can be parsed/);
});
