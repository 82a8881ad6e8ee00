import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEntry } from '../../../lib/controller/audit';
import type { Notice } from '../../../lib/controller/database';
import { handle } from '../../../lib/controller/handlers/maintenance-mail';
import { currentNotices } from '../../../lib/controller/link-state/notices';
import type { Written } from '../../../lib/controller/signal-ports';
import { entriesIn, metricsIn } from '../../support/log-lines';
import { confirmedNotice, NOTHING_KNOWN } from '../../support/world';
import { calendar, event, READERS } from '../signals/maintnote/messages';

const FIXTURES = join(__dirname, '../../fixtures/maintnote');
const NOW_MS = Date.parse('2026-12-01T21:00:00Z');

/** As SES calls a function, with what this one reads of it and some of the rest. */
function sesEvent(messageId: string, changes: Readonly<Record<string, string>> = {}): unknown {
  const verdict = (name: string) => ({ status: changes[name] ?? 'PASS' });
  const mail = {
    timestamp: '2026-11-20T09:00:05.000Z',
    source: 'bounces@carrier-a.example',
    messageId,
    destination: ['maintenance@acme.example'],
    commonHeaders: { from: [changes.from ?? 'Carrier A NOC <noc@carrier-a.example>'], subject: 'Planned work' },
  };
  const receipt = {
    recipients: ['maintenance@acme.example'],
    spamVerdict: verdict('spam'),
    virusVerdict: verdict('virus'),
    spfVerdict: verdict('spf'),
    dkimVerdict: verdict('dkim'),
    dmarcVerdict: verdict('dmarc'),
    action: { type: 'Lambda', invocationType: 'Event' },
  };
  return { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: { mail, receipt } }] };
}

/** As S3 tells EventBridge. */
function s3Event(key: string, time = '2026-11-20T09:00:05Z'): unknown {
  return {
    version: '0',
    source: 'aws.s3',
    'detail-type': 'Object Created',
    time,
    detail: { bucket: { name: 'acme-mail' }, object: { key, size: 900 }, reason: 'PutObject' },
  };
}

/** One function with its bucket and its database. */
class Received {
  readonly notices = new Map<string, Notice>();
  readonly lines: string[] = [];
  readonly objects = new Map<string, Uint8Array>();
  answer: Written = 'written';
  dropped: 'alert' | 'trusted' = 'trusted';

  put(key: string, name: string): this {
    this.objects.set(key, readFileSync(join(FIXTURES, name)));
    return this;
  }

  /** A person drops a calendar of one event. */
  async drop(at: string, changes: Readonly<Record<string, string | undefined>> = {}): Promise<void> {
    this.objects.set('dropped/a.ics', Buffer.from(calendar(event(changes))));
    await this.deliver(s3Event('dropped/a.ics', `2026-11-20T${at}:00Z`));
  }

  async deliver(event: unknown): Promise<void> {
    await handle(event, {
      site: 'iad',
      readers: async () => ({ ...READERS, announcers: { ...READERS.announcers, dropped: this.dropped } }),
      objects: {
        read: async (key, maxBytes) => {
          const bytes = this.objects.get(key);
          if (!bytes) throw new Error('NoSuchKey');
          return bytes.length > maxBytes ? 'too-large' : bytes;
        },
      },
      database: { read: async () => ({ ...NOTHING_KNOWN, notices: [...this.notices.values()] }) },
      signals: {
        put: async (item) => {
          if (item.kind === 'notice' && this.answer === 'written') this.notices.set(item.id, item);
          return this.answer;
        },
      },
      now: () => NOW_MS,
      write: (line) => this.lines.push(line),
    });
  }

  get told(): readonly AuditEntry[] {
    return entriesIn(this.lines);
  }

  get codes(): readonly string[] {
    return this.told.map(({ code }) => code);
  }

  get stored(): readonly Notice[] {
    return [...this.notices.values()];
  }
}

test('a mail of a provider is stored and told, as received when the mail server had it', async () => {
  const received = new Received().put('mail/m1', 'base64-attachment.eml');
  await received.deliver(sesEvent('m1'));
  const receivedMs = Date.parse('2026-11-20T09:00:05Z');
  expect(received.stored).toMatchObject([{ links: ['ord-iad-dx'], trusted: true, receivedMs }]);
  expect(received.codes).toEqual(['notice-received']);
});

test('a mail that is handled late counts when it is, so that an alarm sees it', async () => {
  const received = new Received().put('mail/m1', 'inline-calendar.eml');
  await received.deliver(sesEvent('m1', { dkim: 'FAIL' }));
  expect(entriesIn(received.lines)).toMatchObject([
    { timestamp: new Date(NOW_MS).toISOString(), atMs: Date.parse('2026-11-20T09:00:05Z') },
  ]);
  expect(metricsIn(received.lines)).toMatchObject([{ _aws: { Timestamp: NOW_MS } }]);
});

test('a repeat is told once, and an update again', async () => {
  const received = new Received().put('mail/m1', 'inline-calendar.eml').put('mail/m2', 'reply-chain.eml');
  for (const id of ['m1', 'm1', 'm2', 'm1']) await received.deliver(sesEvent(id));
  expect(received.stored).toMatchObject([{ endMs: Date.parse('2026-12-02T04:00:00Z') }]);
  expect(received.codes).toEqual(['notice-received', 'notice-received']);
});

test('what says something else under the same SEQUENCE is no repeat', async () => {
  const received = new Received().put('dropped/a.ics', 'confirmed.ics');
  await received.deliver(s3Event('dropped/a.ics'));
  const changed = readFileSync(join(FIXTURES, 'confirmed.ics'), 'utf8').replace('STATUS:CONFIRMED', 'STATUS:CANCELLED');
  received.objects.set('dropped/a.ics', Buffer.from(changed));
  await received.deliver(s3Event('dropped/a.ics'));
  expect(received.stored).toMatchObject([{ status: 'cancelled' }]);
});

test('what was said before a change under the same SEQUENCE does not count again when it comes again', async () => {
  const received = new Received().put('dropped/a.ics', 'confirmed.ics');
  const changed = readFileSync(join(FIXTURES, 'confirmed.ics'), 'utf8').replace('STATUS:CONFIRMED', 'STATUS:CANCELLED');
  received.objects.set('dropped/b.ics', Buffer.from(changed.replace(/^X-MAINTNOTE-OBJECT-ID.*\r?\n/gm, '')));
  const [before, after] = [s3Event('dropped/a.ics'), s3Event('dropped/b.ics', '2026-11-20T09:30:00Z')];
  for (const event of [before, after, before, after]) await received.deliver(event);
  expect(received.stored).toMatchObject([{ status: 'cancelled', links: [] }]);
  expect(received.codes).toEqual(['notice-received', 'notice-received']);
});

test('an older message that comes late is neither stored nor told', async () => {
  const received = new Received().put('mail/m1', 'inline-calendar.eml');
  received.answer = 'superseded';
  await received.deliver(sesEvent('m1'));
  expect(received.lines).toEqual([]);
});

const CANCELLED = { 'X-MAINTNOTE-STATUS': 'CANCELLED' };

test.each([
  ['DTSTAMP', { DTSTAMP: '20360101T000000Z' }, { DTSTAMP: '20261120T093000Z' }],
  ['SEQUENCE', { SEQUENCE: '900' }, { SEQUENCE: '1' }],
])(
  'a cancellation that counts as older, because a message before it had a mistaken %s, is told once',
  async (_, wrong, next) => {
    const received = new Received();
    await received.drop('09:00', wrong);
    for (const at of ['10:00', '10:00', '11:00']) await received.drop(at, { ...next, ...CANCELLED });
    expect(received.codes).toEqual(['notice-received', 'notice-superseded']);
    expect(received.told[1]?.because).toContain(
      '(CANCELLED, OUTAGE), announced by carrier-a; it does not count, because an earlier message has a larger SEQUENCE or ' +
        'DTSTAMP and says 2026-12-01 22:00 to 2026-12-02 02:00 UTC, confirmed',
    );
    expect(currentNotices(received.stored)).toMatchObject([{ status: 'confirmed', links: ['ord-iad-dx'] }]);
  },
);

test.each([
  ['says the same as the newer one', 'trusted', '10:00', {}],
  ['the mail server had before the newer one', 'trusted', '08:00', CANCELLED],
  ['is not trusted', 'alert', '10:00', CANCELLED],
] as const)('an older message that %s is not told', async (_, dropped, at, changes) => {
  const received = new Received();
  received.dropped = dropped;
  await received.drop('09:00', { SEQUENCE: '2' });
  await received.drop(at, { SEQUENCE: '1', ...changes });
  expect(received.stored).toHaveLength(1);
  expect(received.codes).toHaveLength(1);
});

const OTHER_CIRCUIT = { DTSTAMP: '20261120T090100Z', 'X-MAINTNOTE-OBJECT-ID': 'DX/67890' };
const DROPPED = { code: 'notice-dropped-links', link: 'ord-iad-dx' };

test('a second mail under one SEQUENCE, for another circuit, is told to take the first from its drain', async () => {
  const received = new Received();
  await received.drop('09:00');
  await received.drop('09:01', OTHER_CIRCUIT);
  await received.drop('09:01', OTHER_CIRCUIT);
  expect(currentNotices(received.stored)).toMatchObject([{ links: ['ord-pdx-dx'] }]);
  expect(received.told).toMatchObject([
    { code: 'notice-received', link: 'ord-iad-dx' },
    { code: 'notice-received', link: 'ord-pdx-dx' },
    { ...DROPPED, because: expect.stringMatching(/ under the same SEQUENCE, was about ord-iad-dx, /) },
  ]);
});

test('so it is when the second one comes first', async () => {
  const received = new Received();
  await received.drop('09:01', OTHER_CIRCUIT);
  await received.drop('09:00');
  await received.drop('09:00');
  expect(currentNotices(received.stored)).toMatchObject([{ links: ['ord-pdx-dx'] }]);
  expect(received.told).toMatchObject([{ code: 'notice-received', link: 'ord-pdx-dx' }, DROPPED]);
});

test('so it is of two events in one message', async () => {
  const received = new Received();
  received.objects.set('dropped/a.ics', Buffer.from(calendar(event(), event(OTHER_CIRCUIT))));
  await received.deliver(s3Event('dropped/a.ics'));
  expect(received.codes).toEqual(['notice-received', 'notice-received', 'notice-dropped-links']);
});

test.each([
  ['under a higher SEQUENCE', { ...OTHER_CIRCUIT, SEQUENCE: '1' }],
  ['because the maintenance is off', { ...OTHER_CIRCUIT, ...CANCELLED }],
  ['after another one for the same circuit', { DTSTAMP: '20261120T090100Z', DTEND: '20261202T030000Z' }],
])('an update %s drops nothing by mistake', async (_, changes) => {
  const received = new Received();
  await received.drop('09:00');
  await received.drop('09:01', changes);
  expect(received.codes).toEqual(['notice-received', 'notice-received']);
});

test('a mail that did not pass is stored as untrusted, and told', async () => {
  const received = new Received().put('mail/m1', 'inline-calendar.eml');
  await received.deliver(sesEvent('m1', { dkim: 'FAIL' }));
  await received.deliver(sesEvent('m1', { from: 'x@evil.example' }));
  expect(received.stored).toMatchObject([{ trusted: false }]);
  expect(received.codes).toEqual(['notice-untrusted']);
});

test('strangers do not fill the database: what goes beyond is told, and what is trusted is stored all the same', async () => {
  const received = new Received().put('mail/m1', 'inline-calendar.eml');
  for (let i = 0; i < 100; i++) {
    const said = { id: `n${i}`, source: 'maintnote', links: [], startMs: 0, endMs: 1, receivedMs: 0 };
    received.notices.set(said.id, { ...confirmedNotice(said), trusted: false });
  }
  await received.deliver(sesEvent('m1', { dkim: 'FAIL' }));
  expect(received.stored).toHaveLength(100);
  await received.deliver(sesEvent('m1'));
  expect(received.stored).toHaveLength(101);
  expect(received.codes).toEqual(['notice-untrusted', 'notice-received']);
});

test.each([
  ['trusted', true, 'notice-received'],
  ['alert', false, 'notice-untrusted'],
] as const)('what a person drops is held as the topology says: %s', async (dropped, trusted, code) => {
  const received = new Received().put('dropped/by hand/chg.ICS', 'confirmed.ics');
  received.dropped = dropped;
  await received.deliver(s3Event('dropped/by hand/chg.ICS'));
  expect(received.stored).toMatchObject([{ trusted }]);
  expect(received.codes).toEqual([code]);
});

test('each event of a message is told', async () => {
  const received = new Received().put('dropped/a.ics', 'several-events.ics');
  await received.deliver(s3Event('dropped/a.ics'));
  expect(received.stored).toHaveLength(3);
  expect(received.codes).toEqual(['notice-received', 'notice-received', 'notice-received', 'notice-unreadable']);
});

test('fails harmlessly on an object that is too large', async () => {
  const received = new Received();
  received.objects.set('mail/m1', new Uint8Array(262_145));
  await received.deliver(sesEvent('m1'));
  expect(received.lines.join()).toContain('mail/m1 is no notice that can be acted on: it has more than 262144 bytes');
});

test.each([
  ['nothing', undefined, 'neither of SES nor of S3'],
  ['another event', { source: 'aws.ec2' }, 'neither of SES nor of S3'],
  ['a path in place of an id', sesEvent('../dropped/a.ics'), 'neither of SES nor of S3'],
  ['a mail that was put by hand', s3Event('mail/m1'), 'objects outside dropped/ are not read'],
  ['another kind of file', s3Event('dropped/a.pdf'), 'its name ends neither in .ics nor in .eml'],
])('fails harmlessly on %s', async (_, event, why) => {
  const received = new Received();
  await received.deliver(event);
  expect(received.codes).toEqual(['notice-unreadable']);
  expect(received.lines.join()).toContain(why);
});

test('fails, so that it comes again, when the object cannot be read', async () => {
  await expect(new Received().deliver(sesEvent('m1'))).rejects.toThrow('NoSuchKey');
});
