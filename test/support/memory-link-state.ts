// The link state database of one site in memory, for functions that write signals: what signal-ports.ts says, without
// times and without replicas.

import type { LinkStatus, Notice, Order, Publication, Snapshot } from '../../lib/controller/database';
import { saidOf } from '../../lib/controller/link-state-items/item';
import type { OrderStore, SignalStore, Written } from '../../lib/controller/signal-ports';
import { NOTHING_KNOWN } from './world';

export class MemoryLinkState implements SignalStore, Pick<OrderStore, 'end'> {
  readonly notices = new Map<string, Notice>();
  readonly statuses = new Map<string, LinkStatus>();
  readonly orders = new Map<string, Order>();
  publications: readonly Publication[] = [];

  async read(): Promise<Snapshot> {
    return {
      ...NOTHING_KNOWN,
      notices: [...this.notices.values()],
      statuses: [...this.statuses.values()],
      orders: [...this.orders.values()],
      publications: this.publications,
    };
  }

  async put(item: Notice | LinkStatus): Promise<Written> {
    if (item.kind === 'notice') {
      const known = this.notices.get(item.id);
      if (known && (known.version > item.version || saidOf(known) === saidOf(item))) return 'superseded';
      this.notices.set(item.id, item);
      return 'written';
    }
    const key = `${item.link} ${item.site}`;
    if ((this.statuses.get(key)?.atMs ?? 0) > item.atMs) return 'superseded';
    this.statuses.set(key, item);
    return 'written';
  }

  async lastStatus(link: string, site: string): Promise<LinkStatus | undefined> {
    return this.statuses.get(`${link} ${site}`);
  }

  async end(id: string, nowMs: number): Promise<'ended' | 'unknown'> {
    const order = this.orders.get(id);
    if (!order || order.expiresMs <= nowMs) return 'unknown';
    this.orders.set(id, { ...order, expiresMs: nowMs });
    return 'ended';
  }
}
