// Pure: an operator's freeze of the whole backbone holds every change, of whatever kind.
//
//   an order                    expired   verdict
//   freezes all                 no        hold
//   freezes all                 yes       pass
//   freezes one link            any       pass: the state of that link is held instead (link-state/checks.ts)
//   is of another kind, none    any       pass

import type { Guard } from './guard';

export const notFrozen: Guard = (_, { snapshot, nowMs }) => {
  const order = snapshot.orders.find((o) => o.action === 'freeze' && o.link === undefined && o.expiresMs > nowMs);
  return order && { code: 'held-frozen', because: `${order.owner} froze all changes: ${order.reason}` };
};
