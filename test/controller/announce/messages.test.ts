import fc from 'fast-check';
import { DETAIL_TYPES } from '../../../lib/controller/announce/detail-types';
import { messageOf } from '../../../lib/controller/announce/messages';
import type { AuditEntry } from '../../../lib/controller/audit';
import { CODES, type Code } from '../../../lib/net/codes';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { auditEntries } from '../../support/audit-entry-arbitrary';
import { NOW_MS } from '../../support/world';

const ANNOUNCED = Object.values(DETAIL_TYPES).flatMap(({ codes }): readonly Code[] => codes);

test('a message says what, why, since when, what traffic does, what to do, and who says so', () => {
  expect(messageOf(aWarning())).toEqual({
    subject: '[Detour s0] s0-s1 is down: link-probes-lost',
    text: [
      'what: an end of the link measures that it does not carry data',
      'why: s0-s1 is down: probes from s0 get no answer',
      `since: ${new Date(NOW_MS).toISOString()}`,
      'traffic now: everything that has another way is moved off it',
      'what to do: ask the provider what is wrong',
      'told by: the controller of s0',
      'code: link-probes-lost (warning)',
      '',
    ].join('\n'),
  });
});

test('every warning of a controller is for a person', () => {
  const warnings = ANNOUNCED.filter((code) => CODES[code].severity === 'warning');
  expect(warnings.length).toBeGreaterThan(10);
  for (const code of warnings) {
    const entry = CODES[code];
    expect('runbook' in entry && messageOf(anAuditEntry({ code }))?.text).toContain(
      `what to do: ${'runbook' in entry ? entry.runbook : ''}\n`,
    );
  }
});

test('of what is no warning, a person hears how links and drains fare, and of nothing else', () => {
  const told = ANNOUNCED.filter((code) => CODES[code].severity === 'info' && messageOf(anAuditEntry({ code })));
  expect([...told].sort()).toEqual([
    'drain-admitted',
    'drain-complete',
    'drain-ended',
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
  [anAuditEntry({ code: 'write-failed' }), '[Detour s0] spokes to s1: write-failed'],
  [
    anAuditEntry({ code: 'held-last-announcer', change: { ...announcement, before: true, after: false } }),
    '[Detour s0] p9 to s1 over vpn: held-last-announcer',
  ],
  [
    anAuditEntry({ code: 'write-failed', change: { ...withdrawal, before: false, after: true } }),
    '[Detour s0] vpn: write-failed',
  ],
  [
    anAuditEntry({ code: 'bgp-taken-down', change: { ...session, before: false, after: true } }),
    '[Detour s0] dx: bgp-taken-down',
  ],
  [{ atMs: 0, site: 's0', code: 'drain-complete', because: '', link: 's0-s1' }, '[Detour s0] s0-s1: drain-complete'],
  [{ atMs: 0, site: 's0', code: 'reconcile-failed', because: '' }, '[Detour s0] reconcile-failed'],
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
      expect(
        message.text
          .split('\n')
          .every((line) => /^(what|why|since|traffic now|what to do|told by|code): |^$/.test(line)),
      ).toBe(true);
    }),
  );
});
