// Pure: who wants a link empty, now or once the time has come, and was not taken back by an operator.

import type { Notice, Order } from '../database';
import type { LinkFacts } from './facts';

export function isDrain({ action }: Pick<Order, 'action'>): boolean {
  return action === 'drain' || action === 'apply-tunnel-maintenance';
}

/** Only these drain by themselves. */
export function isBinding({ status, trusted, impact }: Notice): boolean {
  return status === 'confirmed' && trusted && impact !== 'none';
}

/** When an operator last took back what wanted the link empty. */
export function restoredMs({ orders }: LinkFacts): number {
  return Math.max(...orders.filter(({ action }) => action === 'restore').map(({ atMs }) => atMs));
}

/** Orders, the newest first, and windows that are not over. */
export function standingWishes(facts: LinkFacts): Pick<LinkFacts, 'orders' | 'notices'> {
  const restored = restoredMs(facts);
  return {
    orders: facts.orders.filter((order) => isDrain(order) && order.atMs > restored),
    notices: facts.notices.filter(
      (notice) => isBinding(notice) && notice.receivedMs > restored && facts.nowMs < notice.endMs,
    ),
  };
}
