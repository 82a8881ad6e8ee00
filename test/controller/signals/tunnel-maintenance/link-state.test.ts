// What pending maintenance and an order to apply it make of a link, judged with everything else that is said of it.

import type { Snapshot } from '../../../../lib/controller/database';
import { linkStates } from '../../../../lib/controller/link-state/link-states';
import type { SeenMaintenance } from '../../../../lib/controller/signals/status/region-apis';
import { maintenanceNotice } from '../../../../lib/controller/signals/tunnel-maintenance/notices';
import { hybridExample } from '../../../support/hybrid';
import { allGood, anAdmission, anOrder, MINUTE_MS, NOTHING_KNOWN, NOW_MS } from '../../../support/world';

const LINK = 'ord-iad-vpn';
const backbone = hybridExample();
const { leadMs } = backbone.policy.maintenance;
const AFTER_MS = NOW_MS + 24 * 60 * MINUTE_MS;
const PENDING = { pending: 'true', autoAppliedAfterMs: AFTER_MS };

/** The link with every end good, and its drain admitted whenever it is wanted. */
function stateAt(nowMs: number, more: Partial<Snapshot>): string | undefined {
  const snapshot = { ...NOTHING_KNOWN, observations: allGood(backbone), admissions: [anAdmission(LINK)], ...more };
  const state = linkStates(backbone, snapshot, {}, nowMs).find(({ link }) => link === LINK);
  return state && `${state.standing} ${state.code}`;
}

/** What is known after AWS said this, one thing after the other. */
function noticesOf(...said: readonly (readonly [number, SeenMaintenance])[]): Snapshot['notices'] {
  return said.reduce<Snapshot['notices']>((known, [nowMs, maintenance]) => {
    const tunnel = { link: LINK, vpnConnectionId: 'vpn-1', address: '192.0.2.1', maintenance };
    const news = maintenanceNotice(tunnel, known, nowMs);
    return news ? [news] : known;
  }, []);
}

test('a link is emptied before AWS replaces a tunnel by itself, and restored when it has', () => {
  const notices = noticesOf([NOW_MS, PENDING]);
  expect(stateAt(AFTER_MS - leadMs - 1, { notices })).toBe('up link-healthy');
  expect(stateAt(AFTER_MS - leadMs, { notices })).toBe('drained link-maintenance');
  expect(stateAt(AFTER_MS + 60 * MINUTE_MS, { notices })).toBe('drained link-maintenance');
  const doneMs = AFTER_MS + 61 * MINUTE_MS;
  const done = noticesOf([NOW_MS, PENDING], [doneMs, { ...PENDING, lastAppliedMs: AFTER_MS }]);
  expect(stateAt(doneMs, { notices: done })).toBe('up link-healthy');
});

test('a link is not kept empty when AWS has not said until when it does it, or has not done it', () => {
  expect(stateAt(NOW_MS + MINUTE_MS, { notices: noticesOf([NOW_MS, { pending: 'true' }]) })).toBe('up link-healthy');
  const late = AFTER_MS + 24 * 60 * MINUTE_MS;
  expect(stateAt(late, { notices: noticesOf([NOW_MS, PENDING]) })).toBe('up link-healthy');
});

test('a restore by an operator is not overruled by the same being said again', () => {
  const restore = anOrder('restore', LINK, { atMs: AFTER_MS, expiresMs: AFTER_MS + 30 * 60 * MINUTE_MS });
  const notices = noticesOf([NOW_MS, PENDING], [AFTER_MS + MINUTE_MS, PENDING]);
  expect(stateAt(AFTER_MS + 2 * MINUTE_MS, { notices, orders: [restore] })).toBe('up link-healthy');
});

test('an order to apply it empties the link, and the link is restored when it ends', () => {
  const order = anOrder('apply-tunnel-maintenance', LINK);
  expect(stateAt(NOW_MS, { orders: [order] })).toBe('drained link-drain-ordered');
  expect(stateAt(NOW_MS + 1, { orders: [{ ...order, expiresMs: NOW_MS + 1 }] })).toBe('up link-healthy');
});
