import type { Notice } from '../../../../lib/controller/database';
import { healthSignal } from '../../../../lib/controller/signals/aws-health/health-signal';
import { HEALTH_EVENTS, healthEvent, IDENTITIES } from '../../../support/health-events';

const NOW_MS = Date.parse('2025-10-01T12:00:00Z');

function signalOf(event: unknown) {
  return healthSignal(event, { site: 's0', nowMs: NOW_MS, identities: IDENTITIES });
}

function noticeOf(event: unknown): Notice {
  const [item] = signalOf(event).items;
  if (item?.kind !== 'notice') throw new Error('it came to no notice');
  return item;
}

const told = (event: unknown) => signalOf(event).entries.map(({ code, because }) => `${code}: ${because}`);

interface Row {
  readonly links: readonly string[];
  readonly window: readonly [string, string];
  readonly status?: Notice['status'];
  readonly impact?: Notice['impact'];
}

const DX_WINDOW = ['2025-10-01T20:00:00Z', '2025-10-02T00:00:00Z'] as const;

const ROWS: Readonly<Record<string, Row>> = {
  'dx-maintenance-scheduled': { links: ['s0-s1'], window: DX_WINDOW },
  'dx-maintenance-scheduled-backup-copy': { links: ['s0-s1'], window: DX_WINDOW },
  'dx-maintenance-emergency': { links: ['s0-s1'], window: ['2025-10-01T20:10:00Z', '2025-10-01T22:10:00Z'] },
  'dx-maintenance-extended': { links: ['s0-s1'], window: [DX_WINDOW[0], '2025-10-02T02:00:00Z'] },
  'dx-maintenance-cancelled': { links: ['s0-s1'], window: [DX_WINDOW[0], DX_WINDOW[0]], status: 'cancelled' },
  'dx-maintenance-completed': { links: ['s0-s1'], window: [DX_WINDOW[0], '2025-10-01T21:27:00Z'], status: 'completed' },
  'dx-maintenance-page-1-of-2': { links: ['s0-s1'], window: ['2025-11-17T04:00:00Z', '2025-11-17T08:00:00Z'] },
  'dx-maintenance-page-2-of-2': { links: ['s0-s2'], window: ['2025-11-17T04:00:00Z', '2025-11-17T08:00:00Z'] },
  'vpn-single-tunnel': { links: ['s1-s2'], window: ['2025-10-06T12:00:00Z', '2025-10-07T12:00:00Z'], impact: 'none' },
  'tgw-issue-open': { links: ['s1-s2'], window: ['2025-10-14T03:05:00Z', '2025-10-15T03:21:00Z'], impact: 'none' },
  'tgw-issue-closed': { links: [], window: ['2025-10-14T03:05:00Z', '2025-10-14T04:50:00Z'], status: 'completed' },
  'drill-with-iso-times': { links: ['s0-s1'], window: ['2025-11-12T10:00:00Z', '2025-11-12T11:00:00Z'] },
};

test.each(Object.entries(ROWS))('%s says what AWS means by it', (name, { links, window, status, impact }) => {
  const { startMs, endMs, ...notice } = noticeOf(healthEvent(name));
  expect([startMs, endMs].map((ms) => new Date(ms).toISOString().replace('.000', ''))).toEqual(window);
  expect(notice).toMatchObject({
    source: 'aws-health',
    links,
    status: status ?? 'confirmed',
    impact: impact ?? 'outage',
    trusted: true,
    receivedMs: NOW_MS,
  });
});

test('every event at hand is in the table above, or says nothing of what it affects', () => {
  expect([...Object.keys(ROWS), 'public-issue-without-entities'].sort()).toEqual([...HEALTH_EVENTS].sort());
});

test('people are told the links, the window and who said so', () => {
  const { entries } = signalOf(healthEvent('dx-maintenance-scheduled'));
  expect(entries).toEqual([
    {
      atMs: NOW_MS,
      site: 's0',
      code: 'notice-received',
      link: 's0-s1',
      because:
        'AWS Health announces maintenance of s0-s1, 2025-10-01 20:00 to 2025-10-02 00:00 UTC ' +
        '(AWS_DIRECTCONNECT_MAINTENANCE_SCHEDULED)',
    },
  ]);
});

test.each([
  ['dx-maintenance-cancelled', 'notice-received: AWS Health takes back maintenance of s0-s1'],
  ['dx-maintenance-completed', 'notice-received: AWS Health says that it is over: maintenance of s0-s1'],
  ['tgw-issue-open', 'notice-gateway: AWS Health announces an issue with a gateway, at which these links end: s1-s2'],
  ['drill-with-iso-times', 'notice-received: AWS Health announces a drill of maintenance of s0-s1'],
  ['public-issue-without-entities', 'notice-unmatched: AWS Health announces an issue with something that it does not'],
])('%s is told as what it is', (name, text) => {
  expect(told(healthEvent(name))[0]).toContain(text);
});

test('what takes nothing away says that nothing is drained', () => {
  expect(told(healthEvent('vpn-single-tunnel'))[0]).toMatch(/it takes nothing away, so nothing is drained$/);
});

test('what no link is known by is told beside what one is', () => {
  const [received, unmatched] = told(healthEvent('dx-maintenance-page-1-of-2'));
  expect(received).toMatch(/^notice-received: .* of s0-s1, .*page 1 of 2\)$/);
  expect(unmatched).toMatch(/^notice-unmatched: .* of "dxcon-elsewhere", by which no link is known, /);
});

test('a message about things of others alone is kept, because it may be a page or an update', () => {
  const event = healthEvent('dx-maintenance-scheduled', { affectedEntities: [{ entityValue: 'dxcon-elsewhere' }] });
  expect(noticeOf(event).links).toEqual([]);
  expect(told(event)).toEqual([expect.stringMatching(/^notice-unmatched/)]);
});

test('a message that does not say what is affected is not kept, unless it ends the event', () => {
  const nameless = { affectedEntities: [] };
  expect(signalOf(healthEvent('dx-maintenance-extended', nameless)).items).toEqual([]);
  expect(noticeOf(healthEvent('dx-maintenance-cancelled', nameless)).status).toBe('cancelled');
});

test.each([
  ['an attachment', 'tgw-attach-1', ['s1-s2']],
  ['a gateway, with all links that end there', 'tgw-0bbbbbbbbbbbbbbbb', ['s0-s2']],
  ['an ARN', 'arn:aws:directconnect:us-east-1:111122223333:dxcon/dxcon-ffabc123', ['s0-s1']],
])('links are known by %s', (_what, entityValue, links) => {
  expect(noticeOf(healthEvent('dx-maintenance-scheduled', { affectedEntities: [{ entityValue }] })).links).toEqual(
    links,
  );
});

const gateway = { entityValue: 'tgw-0bbbbbbbbbbbbbbbb' };

test('of links that a message names and of those of a gateway in it, it is held for the first, and both are told', () => {
  const event = healthEvent('dx-maintenance-scheduled', {
    affectedEntities: [gateway, { entityValue: 'dxcon-ffabc123' }],
  });
  expect(noticeOf(event)).toEqual(noticeOf(healthEvent('dx-maintenance-scheduled')));
  expect(told(event)).toEqual([
    expect.stringMatching(/^notice-received: AWS Health announces maintenance of s0-s1, .*SCHEDULED\)$/),
    expect.stringMatching(/^notice-gateway: .* a gateway, at which these links end: s0-s2, .* nothing is drained$/),
  ]);
});

test('a link that is named by its own id and by its gateway is named by its own', () => {
  const affectedEntities = [gateway, { entityValue: 'dxvif-fg000002' }];
  const event = healthEvent('dx-maintenance-scheduled', { affectedEntities });
  expect(noticeOf(event)).toMatchObject({ links: ['s0-s2'], impact: 'outage' });
  expect(told(event)).toEqual([expect.stringMatching(/^notice-received/)]);
});

test.each(['dx-maintenance-cancelled', 'dx-maintenance-completed'])('%s of a gateway asks nobody to act', (name) => {
  expect(told(healthEvent(name, { affectedEntities: [gateway] }))).toEqual([
    expect.stringMatching(/^notice-received: .* these links end: s0-s2, [^;]*$/),
  ]);
});

test('copies have one id; messages, pages, accounts and drills have their own', () => {
  const id = (name: string, detail = {}) => noticeOf(healthEvent(name, detail)).id;
  const original = id('dx-maintenance-scheduled');
  expect(id('dx-maintenance-scheduled-backup-copy')).toBe(original);
  const drill = { ...healthEvent('dx-maintenance-scheduled'), source: 'detour.drill' };
  const others = [
    id('dx-maintenance-extended'),
    id('dx-maintenance-scheduled', { page: '2', totalPages: '2' }),
    id('dx-maintenance-scheduled', { affectedAccount: '444455556666' }),
    noticeOf(drill).id,
    id('dx-maintenance-scheduled', { affectedEntities: [gateway] }),
  ];
  expect(new Set([original, ...others]).size).toBe(6);
  expect(noticeOf(drill).event).not.toBe(noticeOf(healthEvent('dx-maintenance-scheduled')).event);
  expect(noticeOf(drill).drill).toBe(true);
});

const HOURS_MS = 3_600_000;

test('no window is longer than a week from the last word on it', () => {
  const { startMs, endMs } = noticeOf(
    healthEvent('dx-maintenance-scheduled', { endTime: 'Fri, 1 Oct 2055 20:00:00 GMT' }),
  );
  expect(endMs - startMs).toBe(7 * 24 * HOURS_MS);
});

test('a deadline of AWS is no maintenance', () => {
  const event = healthEvent('dx-maintenance-scheduled', { eventTypeCode: 'AWS_VPN_PLANNED_LIFECYCLE_EVENT' });
  expect(noticeOf(event).impact).toBe('none');
});

test.each<[string, Notice['status']]>([
  ['The maintenance has been cancelled.', 'cancelled'],
  ['The maintenance that has been scheduled for 1 October has been canceled. We apologise.', 'cancelled'],
  ['The window has been cancelled and rescheduled to Thu, 2 Oct 2025 20:00:00 GMT.', 'confirmed'],
  ['The window has been cancelled.\n\nA new maintenance is planned from Thu, 2 Oct 2025.', 'confirmed'],
  ['Planned maintenance has been scheduled. The one of 1 September has been cancelled.', 'confirmed'],
  ['The issue that had the work cancelled is known.', 'confirmed'],
])('"%s" makes it %s', (latestDescription, status) => {
  const eventDescription = [{ language: 'en_US', latestDescription }];
  expect(noticeOf(healthEvent('dx-maintenance-scheduled', { eventDescription })).status).toBe(status);
});

test.each(['Wed, 1 Oct 2025 20:00:00 GMT', 'Wed, 1 Oct 2025 10:00:00 GMT'])('an end at %s is none', (endTime) => {
  const { startMs, endMs } = noticeOf(healthEvent('dx-maintenance-scheduled', { endTime }));
  expect(endMs - startMs).toBe(24 * HOURS_MS);
});

test('a link that is affected no longer is told of', () => {
  const affectedEntities = [{ entityValue: 'dxcon-ffabc123', status: 'RESOLVED' }];
  expect(told(healthEvent('dx-maintenance-extended', { affectedEntities }))).toEqual([
    expect.stringMatching(/^notice-received: .* nothing any more: all that it names is resolved, 2025-10-01 20:00/),
  ]);
});

test('what is closed before it was to start was cancelled, and after that is completed', () => {
  const closed = (lastUpdatedTime: string) =>
    noticeOf(healthEvent('dx-maintenance-scheduled', { statusCode: 'closed', lastUpdatedTime })).status;
  expect(closed('Wed, 1 Oct 2025 19:59:59 GMT')).toBe('cancelled');
  expect(closed('Wed, 1 Oct 2025 20:00:00 GMT')).toBe('completed');
});

test('what older events lack has defaults', () => {
  const without = { statusCode: undefined, communicationId: undefined, lastUpdatedTime: undefined, page: undefined };
  const { version, status } = noticeOf(healthEvent('dx-maintenance-scheduled', { ...without, totalPages: undefined }));
  expect({ version, status }).toEqual({ version: Date.parse('2025-09-17T09:14:02Z'), status: 'confirmed' });
});
