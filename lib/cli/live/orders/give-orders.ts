// Orders written, and read back from where they were written.

import type { OrderChange } from '../../../controller/operator/effects/order-change';
import type { OperatorSite } from '../../../controller/operator/operator-site';
import { reasonOf } from '../../../controller/operator/site-reading';
import { endOrder, inOrderOfTries, placeOrder, type WrittenOrder } from '../../../controller/operator/write-orders';
import type { LiveWorld } from '../live-world';

interface Given {
  readonly written: readonly WrittenOrder[];
  /** A sentence for each thing that is not as it was to be. */
  readonly problems: readonly string[];
}

function problemWith({ kind, id }: WrittenOrder, isPlaced: boolean): readonly string[] {
  if (kind === 'failed') return [`${id} could be written at no site, so it may not stand`];
  return kind === 'other' && isPlaced ? [`another order stands under the id ${id}, and was left as it is`] : [];
}

/** What does not stand as it was written. */
async function notReadBack(
  { placed, ended }: OrderChange,
  at: OperatorSite,
  nowMs: number,
): Promise<readonly string[]> {
  try {
    const { snapshot } = await at.replica();
    const stands = (id: string) => snapshot.orders.some((order) => order.id === id && order.expiresMs > nowMs);
    return [
      ...placed
        .filter(({ id }) => !stands(id))
        .map(({ id }) => `${id} was not found at ${at.site} when it was read back`),
      ...ended.filter(({ id }) => stands(id)).map(({ id }) => `${id} still stands at ${at.site}`),
    ];
  } catch (error) {
    return [`what was written at ${at.site} could not be read back: ${reasonOf(error)}`];
  }
}

/** What is to end goes first. It stops at the first order that no site takes. */
export async function giveOrders(change: OrderChange, world: LiveWorld): Promise<Given> {
  const sites = inOrderOfTries(world.sites, world.declared.policy.admission);
  const written: WrittenOrder[] = [];
  const problems: string[] = [];
  const steps = [
    ...change.ended.map((order) => ({ isPlaced: false, write: () => endOrder(order, sites, world.now()) })),
    ...change.placed.map((order) => ({ isPlaced: true, write: () => placeOrder(order, sites) })),
  ];
  for (const { isPlaced, write } of steps) {
    const one = await write();
    written.push(one);
    problems.push(...problemWith(one, isPlaced));
    if (problems.length > 0) return { written, problems };
  }
  const last = written.flatMap((one) => (one.kind === 'failed' ? [] : [one.site])).at(-1);
  const at = sites.find(({ site }) => site === last);
  return { written, problems: at ? await notReadBack(change, at, world.now()) : [] };
}
