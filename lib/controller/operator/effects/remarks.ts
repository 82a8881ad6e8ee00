// Pure: what an operator should know of an order that nothing speaks against.

import type { Order } from '../../database';
import type { SeenBackbone } from '../seen-backbone';
import type { Dependence, FlowEffect } from './flow-effects';
import type { OrderChange } from './order-change';
import type { Said } from './said';

function nameOf({ kind, name }: Dependence): string {
  return kind === 'link' ? name : `shared risk ${name}`;
}

/** One remark for each link and shared risk, with the flows that depend on it. */
function redundancyLost(flows: readonly FlowEffect[]): readonly Said[] {
  const names = [...new Set(flows.flatMap(({ dependsOn }) => dependsOn.map(nameOf)))].sort();
  return names.map((name): Said => {
    const on = flows.filter(({ dependsOn }) => dependsOn.some((one) => nameOf(one) === name));
    const which = on.map(({ from, to }) => `${from} → ${to}`).join(', ');
    return { code: 'order-redundancy-lost', because: `without ${name} as well, these would be lost: ${which}` };
  });
}

function stopsSteering({ placed }: OrderChange): readonly Said[] {
  return placed
    .filter(({ action }) => action === 'freeze')
    .map(({ link }): Said => {
      const what =
        link === undefined
          ? 'no controller changes anything, not even when a link goes down'
          : `${link} counts as it does now, even when it goes down or its maintenance begins`;
      return { code: 'order-stops-steering', because: what };
    });
}

function isAlike(a: Order, b: Order): boolean {
  return a.id !== b.id && a.action === b.action && a.link === b.link && a.site === b.site;
}

function beside({ placed, ended }: OrderChange, { snapshot, nowMs }: SeenBackbone): readonly Said[] {
  const standing = snapshot.orders.filter(
    (order) => order.expiresMs > nowMs && !ended.some(({ id }) => id === order.id),
  );
  return placed.flatMap((order) =>
    standing
      .filter((other) => isAlike(order, other))
      .map(
        ({ id, owner, reason }): Said => ({
          code: 'order-beside',
          because: `${owner} gave the same order before, for: ${reason} (${id})`,
        }),
      ),
  );
}

/** `isIdle`: the order changes nothing that could be told otherwise, as is what a freeze is for. */
export function remarksOn(
  change: OrderChange,
  flows: readonly FlowEffect[],
  seen: SeenBackbone,
  isIdle: boolean,
): readonly Said[] {
  const isFreeze = change.placed.some(({ action }) => action === 'freeze');
  const idle: Said = { code: 'order-changes-nothing', because: 'links, flows and names stay as they are' };
  return [
    ...redundancyLost(flows),
    ...stopsSteering(change),
    ...beside(change, seen),
    ...(isIdle && !isFreeze ? [idle] : []),
  ];
}
