// Pure: an operator's freeze of the whole backbone holds every change.

import type { Guard } from './guard';

export const notFrozen: Guard = (_, { snapshot, nowMs }) => {
  const order = snapshot.orders.find((o) => o.action === 'freeze' && o.link === undefined && o.expiresMs > nowMs);
  return order && { code: 'held-frozen', because: `${order.owner} froze all changes: ${order.reason}` };
};
