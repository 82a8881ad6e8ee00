// Pure: what is announced and ordered, for an operator: maintenance that is on or to come, and orders that stand.

import type { Notice, Order } from '../database';
import { currentNotices } from '../link-state/notices';
import { type Outlook, outlookOf } from '../link-state/outlook';
import type { SeenBackbone } from './seen-backbone';

interface WindowReport
  extends Pick<Notice, 'id' | 'source' | 'links' | 'startMs' | 'endMs' | 'status' | 'impact' | 'trusted' | 'drill'> {
  /** `open`: its time has come, lead time not included. */
  readonly when: 'open' | 'upcoming';
  /** What it alone would have Detour do. */
  readonly outlook: Outlook;
}

type OrderReport = Omit<Order, 'kind'>;

export interface Windows {
  readonly windows: readonly WindowReport[];
  readonly orders: readonly OrderReport[];
}

function windowOf(notice: Notice, leadMs: number, nowMs: number): WindowReport {
  const { id, source, links, startMs, endMs, status, impact, trusted, drill } = notice;
  return {
    id,
    source,
    links,
    startMs,
    endMs,
    status,
    impact,
    trusted,
    ...(drill ? { drill } : {}),
    when: startMs <= nowMs ? 'open' : 'upcoming',
    outlook: outlookOf(notice, leadMs, nowMs),
  };
}

/** Windows by their beginning, orders by the time when they were given; without what is over. */
export function windowsIn({ snapshot, backbone, nowMs }: SeenBackbone): Windows {
  const { leadMs } = backbone.policy.maintenance;
  return {
    windows: currentNotices(snapshot.notices)
      .filter(({ endMs }) => endMs > nowMs)
      .map((notice) => windowOf(notice, leadMs, nowMs)),
    orders: snapshot.orders
      .filter(({ expiresMs }) => expiresMs > nowMs)
      .sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
      .map(({ kind: _, ...order }) => order),
  };
}
