import type { Notice } from '../../../../lib/controller/database';
import { isBinding } from '../../../../lib/controller/link-state/wishes';
import type { SeenMaintenance } from '../../../../lib/controller/signals/status/region-apis';
import { maintenanceEntry, maintenanceNotice } from '../../../../lib/controller/signals/tunnel-maintenance/notices';
import { isPending } from '../../../../lib/controller/signals/tunnel-maintenance/pending';
import { aNotice, MINUTE_MS, NOW_MS } from '../../../support/world';

const DAY_MS = 24 * 60 * MINUTE_MS;
const AFTER_MS = NOW_MS + 7 * DAY_MS;
const dated = { pending: 'true', autoAppliedAfterMs: AFTER_MS };
const nothing = { pending: 'false' };

function noticeOf(maintenance: SeenMaintenance, known: readonly Notice[] = [], nowMs = NOW_MS, link = 'vpn') {
  return maintenanceNotice({ link, vpnConnectionId: 'vpn-1', address: '192.0.2.1', maintenance }, known, nowMs);
}

/** What is known after these answers, a minute apart from NOW_MS on. */
function known(...history: readonly SeenMaintenance[]): readonly Notice[] {
  return history.reduce<readonly Notice[]>((notices, maintenance, i) => {
    const news = noticeOf(maintenance, notices, NOW_MS + i * MINUTE_MS);
    return news ? [news] : notices;
  }, []);
}

const LATER_MS = NOW_MS + 10 * MINUTE_MS;

test.each<[boolean, SeenMaintenance]>([
  [false, {}],
  [false, { pending: '' }],
  [false, { pending: 'None', autoAppliedAfterMs: AFTER_MS }],
  [false, { pending: 'false', autoAppliedAfterMs: AFTER_MS }],
  [false, { pending: 'no' }],
  [true, { pending: 'true' }],
  [true, { pending: ' Available ' }],
  [true, { pending: 'pending', lastAppliedMs: NOW_MS }],
  [true, { pending: 'a word', autoAppliedAfterMs: AFTER_MS }],
  [true, { pending: 'a word', autoAppliedAfterMs: AFTER_MS, lastAppliedMs: AFTER_MS - 1 }],
  [false, { pending: 'true', autoAppliedAfterMs: AFTER_MS, lastAppliedMs: AFTER_MS }],
  [false, { pending: 'a word' }],
])('whether maintenance is pending is %s of %j', (expected, maintenance) => {
  expect(isPending(maintenance)).toBe(expected);
});

test('maintenance with a time asks for an empty link from then on, for a day', () => {
  const notice = noticeOf(dated);
  expect(notice).toEqual({
    kind: 'notice',
    id: 'aws-vpn/vpn-1/192.0.2.1',
    event: 'vpn-1/192.0.2.1',
    version: NOW_MS,
    source: 'aws-vpn',
    links: ['vpn'],
    status: 'confirmed',
    startMs: AFTER_MS,
    endMs: AFTER_MS + DAY_MS,
    impact: 'outage',
    trusted: true,
    receivedMs: NOW_MS,
  });
  expect(notice && isBinding(notice)).toBe(true);
});

test.each<[string, readonly SeenMaintenance[]]>([
  ['the same again', [dated, dated]],
  ['nothing, and nothing was known', [nothing]],
  ['nothing, and that was known', [dated, nothing, nothing]],
  ['no time, and none was known', [{ pending: 'true' }, { pending: 'true' }]],
])('is not news when AWS says %s', (_, history) => {
  const before = known(...history);
  expect(noticeOf(history.at(-1) ?? {}, before, LATER_MS)).toBeUndefined();
});

test.each<[string, readonly SeenMaintenance[], SeenMaintenance, Partial<Notice>]>([
  ['another time', [dated], { ...dated, autoAppliedAfterMs: AFTER_MS + DAY_MS }, { startMs: AFTER_MS + DAY_MS }],
  ['that nothing is pending any more', [dated], nothing, { status: 'completed', startMs: AFTER_MS }],
  ['that it was done', [dated], { ...dated, lastAppliedMs: AFTER_MS }, { status: 'completed' }],
  ['no time any more', [dated], { pending: 'true' }, { status: 'tentative', startMs: LATER_MS }],
  ['a time at last', [{ pending: 'true' }], dated, { status: 'confirmed', startMs: AFTER_MS }],
  ['the same once more after it was done', [dated, nothing], dated, { status: 'confirmed' }],
])('is news when AWS says %s', (_, history, next, expected) => {
  const news = noticeOf(next, known(...history), LATER_MS);
  expect(news).toMatchObject({ ...expected, version: LATER_MS, receivedMs: LATER_MS });
});

test('a link is not kept empty for longer than a day for what AWS does not do', () => {
  const before = known(dated);
  expect(noticeOf(dated, before, AFTER_MS + DAY_MS - 1)).toBeUndefined();
  const overdue = noticeOf(dated, before, AFTER_MS + DAY_MS);
  expect(overdue).toMatchObject({ status: 'tentative', startMs: AFTER_MS });
  expect(noticeOf(dated, overdue ? [overdue] : [], AFTER_MS + 2 * DAY_MS)).toBeUndefined();
});

test('the clock of another run may have been ahead', () => {
  const [before] = known(dated);
  expect(noticeOf(nothing, before ? [before] : [], NOW_MS - MINUTE_MS)?.version).toBe(NOW_MS + 1);
});

test('notices of other tunnels, or of other sources, say nothing of the tunnel', () => {
  const [own] = known(dated);
  const others = [
    aNotice('vpn', { source: 'carrier', event: 'vpn-1/192.0.2.1' }),
    aNotice('vpn', { source: 'aws-vpn', event: 'vpn-1/192.0.2.2' }),
  ];
  expect(noticeOf(dated, others, NOW_MS)).toEqual(own);
  expect(noticeOf(dated, own ? [...others, own] : [], NOW_MS)).toBeUndefined();
});

test('a link that was renamed is news', () => {
  expect(noticeOf(dated, known(dated), LATER_MS, 'renamed')?.links).toEqual(['renamed']);
});

test.each<[string, string, SeenMaintenance, number]>([
  ['tunnel-maintenance-pending', 'applies by itself after 2026-01-12T12:00:00.000Z', dated, NOW_MS],
  ['tunnel-maintenance-pending', 'does not say when', { pending: 'true' }, NOW_MS],
  ['tunnel-maintenance-pending', 'and has not', dated, AFTER_MS + DAY_MS],
])('tells of it by %s: %s', (code, text, maintenance, nowMs) => {
  const notice = noticeOf(maintenance, [], nowMs);
  const entry = notice && maintenanceEntry(notice, 'iad', nowMs);
  expect(entry).toMatchObject({ code, site: 'iad', link: 'vpn', because: expect.stringContaining(text) });
});

test('tells when it is over', () => {
  const notice = noticeOf(nothing, known(dated), LATER_MS);
  expect(notice && maintenanceEntry(notice, 'iad', LATER_MS).code).toBe('tunnel-maintenance-done');
});
