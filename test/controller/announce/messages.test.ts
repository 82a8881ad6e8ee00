import fc from 'fast-check';
import { DETAIL_TYPES } from '../../../lib/controller/announce/detail-types';
import { HEADINGS } from '../../../lib/controller/announce/headings';
import { type Message, messagesOf } from '../../../lib/controller/announce/messages';
import type { AuditEntry } from '../../../lib/controller/audit';
import { CODES, type Code } from '../../../lib/net/codes';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { auditEntries } from '../../support/audit-entry-arbitrary';
import { NOW_MS } from '../../support/world';

function messageOf(entry: AuditEntry): Message | undefined {
  const [message, ...others] = messagesOf([entry]);
  expect(others).toEqual([]);
  return message;
}

const ANNOUNCED = Object.values(DETAIL_TYPES).flatMap(({ codes }): readonly Code[] => codes);

test('a message says what happened, since when, what traffic does, what to do, and who says so', () => {
  const traffic = ['s0 and s1 go over s0-s2, s1-s2'];
  expect(messageOf(aWarning({ traffic }))).toEqual({
    subject: '[Detour WARNING] s0-s1 is down: it carries no data',
    text: [
      'what: s0-s1 is down: probes from s0 get no answer',
      'meaning: an end of the link measures that it does not carry data',
      '',
      'since: 2026-01-05 12:00:00 UTC',
      '',
      'traffic now: s0 and s1 go over s0-s2, s1-s2',
      '',
      'what to do: ask the provider what is wrong',
      '- detour explain s0-s1',
      '- docs/runbooks/link-down.md',
      '',
      'told by: the controller of s0, code link-probes-lost',
      '',
    ].join('\n'),
    facts: expect.stringMatching(
      /^what: s0-s1 is down.*\nmeaning: .*\n\nsince: .*\n\ntraffic now: s0 and s1 go over s0-s2, s1-s2$/,
    ),
    steps: ['ask the provider what is wrong', 'detour explain s0-s1', 'docs/runbooks/link-down.md'],
    about: 's0-s1',
    isLoud: true,
    code: 'link-probes-lost',
  });
});

test('a message says until when, and when something begins, in UTC and from when it is sent', () => {
  const drained = aWarning({ code: 'link-maintenance', standing: 'drained', untilMs: NOW_MS + 98 * 60_000 });
  expect(messageOf(drained)?.subject).toBe('[Detour] s0-s1 is drained: maintenance, until 2026-01-05 13:38 UTC');
  expect(messageOf(drained)?.text).toContain('\nuntil: 2026-01-05 13:38 UTC (in 1 h 38 min)\n');
  const { standing: _, link: __, ...announced } = drained;
  const upcoming = { ...announced, links: ['s0-s1', 's0-s2'], fromMs: NOW_MS + 3_600_000 } as const;
  const message = messageOf({ ...upcoming, code: 'maintenance-upcoming' });
  expect(message?.subject).toBe('[Detour] s0-s1, s0-s2: maintenance in 1 h, 2026-01-05 13:00 UTC');
  expect(message?.text).toContain('\nbegins: 2026-01-05 13:00 UTC (in 1 h)\nuntil: ');
});

test('nobody is woken by a link that is down while it is empty because somebody wants that', () => {
  const message = messageOf(aWarning({ expected: true }));
  expect(message?.subject).toBe('[Detour] s0-s1 is down: it carries no data, as expected: it is empty');
  expect(message?.isLoud).toBe(false);
  expect(message?.text).toContain('what to do: nothing, as long as it is wanted empty');
});

test('of very many links the subject names the first', () => {
  const { link: _, standing: __, ...entry } = aWarning({ code: 'maintenance-begun' });
  const links = ['a', 'b', 'c', 'd', 'e'];
  expect(messageOf({ ...entry, links })?.subject).toBe('[Detour] a, b, c and 2 more: maintenance has begun');
});

test('what is said of the same at once is one message, and says all of it', () => {
  const refused = anAuditEntry({ code: 'held-loses-path', because: 'one reason' });
  const { change } = refused;
  if (change?.kind !== 'override') throw new Error('an override is expected');
  const transit = { ...refused, because: 'another', change: { ...change, table: 'transit' } } as const;
  const elsewhere = { ...refused, change: { ...change, remote: 's9' } };
  const messages = messagesOf([refused, transit, elsewhere]);
  expect(messages.map(({ subject }) => subject)).toEqual([
    '[Detour WARNING] s0 to s1: REFUSED: a flow would lose its path',
    '[Detour WARNING] s0 to s9: REFUSED: a flow would lose its path',
  ]);
  expect(messages[0]?.text).toMatch(/^what:\n- one reason\n- another\nmeaning: /);
  expect(messages[0]?.text).toContain('traffic now:\n- traffic to s1 in spokes goes');
});

test('of very much at once the first is said, and the rest counted', () => {
  const many = Array.from({ length: 30 }, (_, n) => anAuditEntry({ code: 'held-loses-path', because: `reason ${n}` }));
  const [message, ...others] = messagesOf(many);
  expect(others).toEqual([]);
  expect(message?.text).toContain('- reason 9\n- and 20 more\n');
});

test('whatever people hear of has words for its subject, and they are few', () => {
  const heard = ANNOUNCED.filter((code) => messageOf(anAuditEntry({ code })));
  expect(heard.filter((code) => HEADINGS[code] === undefined)).toEqual([]);
  const written = Object.entries(HEADINGS);
  expect(written.filter(([code]) => !heard.some((one) => one === code))).toEqual([]);
  for (const [, { words }] of written) expect(words).toMatch(/^[\x21-\x7e][\x20-\x7e]{4,59}$/);
});

test('every warning of a controller is for a person', () => {
  const warnings = ANNOUNCED.filter((code) => CODES[code].severity === 'warning');
  expect(warnings.length).toBeGreaterThan(10);
  for (const code of warnings) {
    const entry = CODES[code];
    expect('runbook' in entry && messageOf(anAuditEntry({ code }))?.text).toContain(
      `what to do: ${'runbook' in entry ? entry.runbook : ''}\n- detour `,
    );
  }
});

test('of what is no warning, a person hears how links and drains fare, and of nothing else', () => {
  const told = ANNOUNCED.filter((code) => CODES[code].severity === 'info' && messageOf(anAuditEntry({ code })));
  expect([...told].sort()).toEqual([
    'drain-complete',
    'link-drain-ordered',
    'link-forced-up',
    'link-frozen',
    'link-healthy',
    'link-maintenance',
    'maintenance-begun',
    'maintenance-cancelled',
    'maintenance-changed',
    'maintenance-upcoming',
  ]);
});

test('what people hear from another site has no message', () => {
  expect(messageOf(aWarning())).toBeDefined();
  expect(messageOf(aWarning({ quiet: true }))).toBeUndefined();
});

test.each(['notice-untrusted', 'status-unread', 'topology-limit'] as const)(
  '%s is said by others, and has no message',
  (code) => {
    expect(messageOf(anAuditEntry({ code }))).toBeUndefined();
  },
);

function trafficIn(entry: AuditEntry): string | undefined {
  return /^traffic now: (.*)$/m.exec(messageOf(entry)?.text ?? '')?.[1];
}

const override = anAuditEntry().change;
const announcement = { kind: 'announcement', link: 'vpn', premises: 'p9', remote: 's1' } as const;
const withdrawal = { kind: 'withdrawal', link: 'vpn', premises: 'p9' } as const;
const session = { kind: 'bgp-down', link: 'dx', premises: 'p9' } as const;

test.each<[Code, AuditEntry['change'], string | undefined]>([
  ['held-loses-path', override, 'traffic to s1 in spokes goes over s0-s1; it would go over s0-s2'],
  ['write-failed', override, 'traffic to s1 in spokes goes over s0-s1; it would go over s0-s2'],
  [
    'held-loses-path',
    override?.kind === 'override' ? { ...override, to: [] } : undefined,
    'traffic to s1 in spokes goes over s0-s1; it would go over no link',
  ],
  ['held-last-announcer', { ...announcement, before: true, after: false }, 'p9 is drawn to vpn on the way to s1'],
  ['write-failed', { ...announcement, before: false, after: true }, 'p9 is not drawn to vpn on the way to s1'],
  [
    'write-failed',
    { ...withdrawal, before: false, after: true },
    'the own routes and advertisements of vpn are in force',
  ],
  [
    'write-failed',
    { ...withdrawal, before: true, after: false },
    'the own routes and advertisements of vpn are taken back',
  ],
  ['write-failed', { ...session, before: false, after: true }, 'AWS does not hold the BGP session of dx down'],
  ['bgp-taken-down', { ...session, before: false, after: true }, 'AWS holds the BGP session of dx down'],
  ['reconcile-failed', undefined, undefined],
] as [Code, AuditEntry['change'], string | undefined][])(
  'of %s it says what traffic does: %j',
  (code, change, traffic) => {
    const { change: _, ...entry } = anAuditEntry({ code });
    expect(trafficIn(change ? { ...entry, change } : entry)).toBe(traffic);
  },
);

test.each([
  ['up', 'link-healthy', 'the link carries what the shortest paths send over it'],
  ['drained', 'link-maintenance', 'what can move to another link does, and what has no other way stays on it'],
] as const)('a link that is %s says what traffic does', (standing, code, traffic) => {
  expect(trafficIn(aWarning({ standing, code }))).toBe(traffic);
});

test.each<[AuditEntry, string]>([
  [anAuditEntry({ code: 'write-failed' }), '[Detour WARNING] s0 to s1: a change of routes failed, and is tried again'],
  [
    anAuditEntry({ code: 'held-last-announcer', change: { ...announcement, before: true, after: false } }),
    '[Detour WARNING] p9 to s1 over vpn: REFUSED: no other link announces',
  ],
  [
    anAuditEntry({ code: 'write-failed', change: { ...withdrawal, before: false, after: true } }),
    '[Detour WARNING] vpn: a change of routes failed, and is tried again',
  ],
  [
    anAuditEntry({ code: 'bgp-taken-down', change: { ...session, before: false, after: true } }),
    '[Detour WARNING] dx: BGP is held down, because it carries no data',
  ],
  [
    { atMs: 0, site: 's0', code: 'drain-complete', because: '', link: 's0-s1' },
    '[Detour] s0-s1: empty, it may be worked on',
  ],
  [
    { atMs: 0, site: 's0', code: 'reconcile-failed', because: '' },
    '[Detour WARNING] site s0: a run of the controller failed, and is tried again',
  ],
])('the subject says at a glance what it is about: %j', (entry, subject) => {
  expect(messageOf(entry)?.subject).toBe(subject);
});

test('whatever is said, SNS takes it: a short line of ASCII as subject, and a text that is printable and bounded', () => {
  const wild = fc.string({ unit: 'binary', maxLength: 5_000 });
  fc.assert(
    fc.property(auditEntries, wild, wild, fc.constantFrom(...ANNOUNCED), (entry, because, link, code) => {
      const message = messageOf({ ...entry, because, link, code });
      if (!message) return;
      expect(message.subject).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,98}$/);
      expect(Buffer.byteLength(message.text)).toBeLessThan(256 * 1_024);
      const LINES = /^(what|meaning|since|begins|until|traffic now|what to do|told by):|^- |^$/;
      expect(message.text.split('\n').filter((line) => !LINES.test(line))).toEqual([]);
    }),
  );
});
