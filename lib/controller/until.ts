// Pure: until when what is said of a link holds, where that is known: when the last window closes that wants it empty, or the
// order expires. It is said and makes no news: a window that is prolonged is told as what it is, a change of maintenance.

import type { AuditEntry } from './audit';
import type { Order } from './database';
import type { World } from './guards';
import type { LinkState } from './link-state/link-states';
import { currentNotices } from './link-state/notices';
import { isBinding } from './link-state/wishes';

/** The orders by which a link is said to stand as it does. */
const ORDERED: Readonly<Partial<Record<AuditEntry['code'], readonly Order['action'][]>>> = {
  'link-drain-ordered': ['drain', 'apply-tunnel-maintenance'],
  'link-forced-up': ['force-up'],
  'link-frozen': ['freeze'],
};

const ANNOUNCED: readonly AuditEntry['code'][] = ['link-maintenance', 'link-drain-late', 'link-drain-waits'];

type Known = Pick<World, 'backbone' | 'snapshot' | 'nowMs'>;

function endsOf({ link, code }: LinkState, { backbone, snapshot, nowMs }: Known): readonly number[] {
  const actions = ORDERED[code];
  if (actions !== undefined)
    return snapshot.orders
      .filter((order) => actions.includes(order.action) && (order.link ?? link) === link)
      .map(({ expiresMs }) => expiresMs);
  if (!ANNOUNCED.includes(code)) return [];
  return currentNotices(snapshot.notices)
    .filter((notice) => isBinding(notice) && notice.links.includes(link))
    .filter(({ startMs }) => startMs - backbone.policy.maintenance.leadMs <= nowMs)
    .map(({ endMs }) => endMs);
}

/** Epoch milliseconds; undefined: it is not known. */
export function untilOf(state: LinkState, known: Known): number | undefined {
  const ends = endsOf(state, known).filter((endMs) => endMs > known.nowMs);
  return ends.length === 0 ? undefined : Math.max(...ends);
}
