// Pure: what an operator asks for, as orders to give and orders to end.
//
//   asked for                  gives                                    ends                              unless it is said, until
//   drain                      the order                                -                                 4 h from now
//   force-up, freeze           the order                                -                                 1 h from now
//   evacuate                   the order                                -                                 4 h from now
//   apply-tunnel-maintenance   the order                                -                                 4 h from now
//   restore                    an order to restore, where a window of   every order that wants the link   the end of the last such
//                              maintenance would hold the link empty    empty                             window
//   unfreeze                   -                                        every freeze of the link, or      -
//                                                                       of the whole backbone
//   return                     -                                        every evacuation of the site      -

import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../../../net/result';
import type { Order } from '../../database';
import { openWindows } from '../../link-state/checks';
import { linkFacts } from '../../link-state/link-states';
import { isDrain } from '../../link-state/wishes';
import type { SeenBackbone } from '../seen-backbone';
import { type OrderChange, snapshotAfter } from './order-change';

type Placing = Exclude<Order['action'], 'restore'>;
type Ending = 'unfreeze' | 'return';
export type AskedCommand = Placing | 'restore' | Ending;

export interface Asked {
  readonly command: AskedCommand;
  /** A link or a site, as the command needs it; absent: the whole backbone. */
  readonly about?: string;
  readonly owner: string;
  readonly reason?: string;
  readonly untilMs?: number;
}

const HOUR_MS = 60 * 60_000;
const LASTS_MS: Readonly<Record<Placing, number>> = {
  drain: 4 * HOUR_MS,
  'force-up': HOUR_MS,
  'apply-tunnel-maintenance': 4 * HOUR_MS,
  freeze: HOUR_MS,
  evacuate: 4 * HOUR_MS,
};

const NEEDS_REASON = 'say why with --reason: it is what others read who find the order';

/** Two orders that say the same at the same moment are one. */
function withId(order: Omit<Order, 'id'>): Order {
  const about = order.link ?? order.site ?? 'all';
  const when = new Date(order.atMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const hash = createHash('sha256').update(JSON.stringify(order)).digest('hex').slice(0, 8);
  return { ...order, id: `${order.action}-${about}-${when}-${hash}` };
}

function orderOf(action: Order['action'], asked: Asked, atMs: number, expiresMs: number): Result<OrderChange, string> {
  const { about, owner, reason } = asked;
  if (reason === undefined) return err(NEEDS_REASON);
  const named = about === undefined ? {} : action === 'evacuate' ? { site: about } : { link: about };
  const order = withId({ kind: 'order', action, ...named, owner, reason, atMs, expiresMs });
  return ok({ placed: [order], ended: [] });
}

function standing({ snapshot, nowMs }: SeenBackbone, isMeant: (order: Order) => boolean): readonly Order[] {
  return snapshot.orders.filter((order) => order.expiresMs > nowMs && isMeant(order)).sort((a, b) => a.atMs - b.atMs);
}

/** The end of the last window that would hold the link empty after the change; undefined: none would. */
function heldUntilMs(link: string, change: OrderChange, seen: SeenBackbone): number | undefined {
  const { backbone, nowMs } = seen;
  const facts = linkFacts(backbone, snapshotAfter(change, seen), {}, nowMs).find((one) => one.link === link);
  return facts && openWindows(facts)[0]?.endMs;
}

function restored(asked: Asked, seen: SeenBackbone): Result<OrderChange, string> {
  const { about: link = '' } = asked;
  const change = { placed: [], ended: standing(seen, (order) => order.link === link && isDrain(order)) };
  const heldMs = heldUntilMs(link, change, seen);
  if (heldMs === undefined) return ok(change);
  const order = orderOf('restore', asked, seen.nowMs, asked.untilMs ?? heldMs);
  if (order.ok) return ok({ ...change, placed: order.value.placed });
  return err(`announced maintenance holds ${link} empty, so an order to restore it is needed: ${NEEDS_REASON}`);
}

function ended({ command, about }: Asked, seen: SeenBackbone): OrderChange {
  const isMeant = (order: Order) =>
    command === 'unfreeze'
      ? order.action === 'freeze' && order.link === about
      : order.action === 'evacuate' && order.site === about;
  return { placed: [], ended: standing(seen, isMeant) };
}

/** Nothing is given and nothing ended when there is nothing to undo. An error says what is missing. */
export function changeAsked(asked: Asked, seen: SeenBackbone): Result<OrderChange, string> {
  const { command, untilMs } = asked;
  switch (command) {
    case 'restore':
      return restored(asked, seen);
    case 'unfreeze':
    case 'return':
      return ok(ended(asked, seen));
    default:
      return orderOf(command, asked, seen.nowMs, untilMs ?? seen.nowMs + LASTS_MS[command]);
  }
}
