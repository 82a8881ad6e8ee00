// Pure: orders written to the first site that can be reached, the one that admits drains before the others: it has to act on
// most of them, and what is written in one replica reaches the others within a second. An order is the same item wherever it is
// written, so that a try whose answer was lost and the next one elsewhere make one order.

import type { Order } from '../database';
import type { OperatorSite } from './operator-site';
import { reasonOf } from './site-reading';

/** A site at which it did not succeed. */
interface FailedTry {
  readonly site: string;
  readonly why: string;
}

export type WrittenOrder =
  | { readonly kind: 'written'; readonly id: string; readonly site: string; readonly failed: readonly FailedTry[] }
  /** Placed: another order has this id. Ended: it stands there no more, or has not arrived there. */
  | { readonly kind: 'other'; readonly id: string; readonly site: string; readonly failed: readonly FailedTry[] }
  | { readonly kind: 'failed'; readonly id: string; readonly failed: readonly FailedTry[] };

type Write = (at: OperatorSite) => Promise<boolean>;

async function firstWritten(id: string, sites: readonly OperatorSite[], write: Write): Promise<WrittenOrder> {
  const failed: FailedTry[] = [];
  for (const at of sites)
    try {
      return { kind: (await write(at)) ? 'written' : 'other', id, site: at.site, failed };
    } catch (error) {
      failed.push({ site: at.site, why: reasonOf(error) });
    }
  return { kind: 'failed', id, failed };
}

/** The admission site first, the others in their order. */
export function inOrderOfTries(sites: readonly OperatorSite[], admission: string): readonly OperatorSite[] {
  return [...sites.filter(({ site }) => site === admission), ...sites.filter(({ site }) => site !== admission)];
}

export function placeOrder(order: Order, sites: readonly OperatorSite[]): Promise<WrittenOrder> {
  return firstWritten(order.id, sites, async ({ orders }) => (await orders.place(order)) === 'written');
}

export function endOrder({ id }: Order, sites: readonly OperatorSite[], nowMs: number): Promise<WrittenOrder> {
  return firstWritten(id, sites, async ({ orders }) => (await orders.end(id, nowMs)) === 'ended');
}
