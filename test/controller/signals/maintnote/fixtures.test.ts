import type { Notice } from '../../../../lib/controller/database';
import { currentNotices } from '../../../../lib/controller/link-state/notices';
import { maintnoteSignals } from '../../../../lib/controller/signals/maintnote/maintnote';
import type { Signal } from '../../../../lib/controller/signals/signal';
import { fixture, READERS } from './messages';

function told(signals: readonly Signal[]): readonly string[] {
  return signals.flatMap(({ entries }) => entries.map(({ code, because }) => `${code}: ${because}`));
}

function notices(signals: readonly Signal[]): readonly Notice[] {
  return signals.flatMap(({ items }) => items.flatMap((item) => (item.kind === 'notice' ? [item] : [])));
}

function brief({ status, links, startMs, endMs, impact, trusted, version }: Notice) {
  const window = [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16)).join('/');
  return { status, links: links.join(' '), window, impact, trusted, sequence: Math.floor(version / 2 ** 32) };
}

async function read(...names: readonly string[]) {
  const signals = await Promise.all(names.map((name) => maintnoteSignals(fixture(name), READERS)));
  return signals.flat();
}

const CONFIRMED = {
  status: 'confirmed',
  links: 'ord-iad-dx',
  window: '2026-12-01T22:00/2026-12-02T02:00',
  impact: 'outage',
  trusted: true,
  sequence: 0,
};

test.each<[string, Partial<typeof CONFIRMED>]>([
  ['confirmed.ics', {}],
  ['update.ics', { sequence: 1, window: '2026-12-01T22:00/2026-12-02T04:00' }],
  ['cancelled.ics', { sequence: 2, status: 'cancelled' }],
  ['in-process.ics', { sequence: 3, window: '2026-12-01T21:00/2026-12-02T02:00' }],
  ['completed.ics', { sequence: 4, status: 'completed' }],
  ['folded.ics', {}],
  ['several-objects.ics', { links: 'ord-iad-dx ord-pdx-dx' }],
  ['no-status.ics', { status: 'tentative' }],
  ['quoted-printable.eml', {}],
  ['base64-attachment.eml', {}],
  ['inline-calendar.eml', {}],
  ['reply-chain.eml', { sequence: 1, window: '2026-12-01T22:00/2026-12-02T04:00' }],
])('%s is one notice', async (name, difference) => {
  expect(notices(await read(name)).map(brief)).toEqual([{ ...CONFIRMED, ...difference }]);
});

test('the example of the standard is read as it stands, and matches no link', async () => {
  const identity = { link: 'widgets', entities: [], circuitIds: ['acme-widgets-as-a-service'] };
  const [signal] = await maintnoteSignals(fixture('standard-example.ics'), { ...READERS, identities: [identity] });
  expect(notices(signal ? [signal] : []).map(brief)).toEqual([
    {
      status: 'tentative',
      links: 'widgets',
      window: '2015-10-10T08:00/2015-10-10T10:00',
      impact: 'none',
      trusted: true,
      sequence: 1,
    },
  ]);
  expect(told(await read('standard-example.ics'))).toEqual([
    'notice-unmatched: maintenance 42 of acme-widgets-as-a-service from 2015-10-10T08:00:00Z to 2015-10-10T10:00:00Z (TENTATIVE, NO-IMPACT), announced by example.com: Maint Note Example; no link is known by these ids',
  ]);
});

test('times are taken in the zone that the calendar defines, summer and winter', async () => {
  const windows = notices(await read('time-zone.ics')).map((notice) => brief(notice).window);
  expect(windows).toEqual(['2026-12-01T22:00/2026-12-02T02:00', '2027-07-01T21:00/2027-07-02T01:00']);
});

test('an event that is refused does not hide the others of its calendar', async () => {
  const signals = await read('several-events.ics');
  expect(told(signals).map((text) => text.split(':')[0])).toEqual([
    'notice-received',
    'notice-received',
    'notice-received',
    'notice-unreadable',
  ]);
  expect(notices(signals).map(({ links, impact }) => `${links} ${impact}`)).toEqual([
    'ord-iad-dx outage',
    'ord-pdx-dx outage',
    'ord-iad-dx none',
  ]);
  expect(told(signals).at(-1)).toContain('its DTSTART is in no time zone; UTC is not assumed');
});

test('recurrence is refused, and nothing of it is stored', async () => {
  const signals = await read('recurring.ics');
  expect(told(signals)[0]).toContain('it recurs (RRULE), which is not supported; ask for one event for each window');
  expect(notices(signals)).toHaveLength(1);
});

test('a mail without a calendar is told', async () => {
  expect(told(await read('no-calendar.eml'))).toEqual([
    'notice-unreadable: no-calendar.eml is no notice that can be acted on: it holds no calendar',
  ]);
});

test('messages about one event replace each other in any order of arrival', async () => {
  const names = ['completed.ics', 'confirmed.ics', 'cancelled.ics', 'update.ics', 'in-process.ics'];
  for (const order of [names, [...names].reverse(), [...names].sort()]) {
    const current = currentNotices(notices(await read(...order)));
    expect(current.map(brief)).toEqual([{ ...CONFIRMED, status: 'completed', sequence: 4 }]);
  }
});
