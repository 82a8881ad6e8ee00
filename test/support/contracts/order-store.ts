// What every OrderStore does.

import { MINUTE_MS, NOW_MS } from '../world';
import { type FreshStores, storedOrder } from './stores';

export function orderStoreContract(fresh: FreshStores): void {
  test('an order stays as it was placed', async () => {
    const { database, orders } = await fresh();
    expect(await orders.place(storedOrder())).toBe('written');
    expect(await orders.place(storedOrder({ owner: 'mallory' }))).toBe('exists');
    expect((await database.read()).orders).toEqual([storedOrder()]);
  });

  test('placing the very same order again changes nothing and is no conflict: its first answer may have been lost', async () => {
    const { database, orders } = await fresh();
    await orders.place(storedOrder());
    expect(await orders.place(storedOrder())).toBe('written');
    expect((await database.read()).orders).toEqual([storedOrder()]);
  });

  test('of racing orders with one id, one is placed', async () => {
    const { database, orders } = await fresh();
    const owners = ['ada', 'bob', 'cyd', 'dan'];
    const placed = await Promise.all(owners.map((owner) => orders.place(storedOrder({ owner }))));
    expect(placed.filter((one) => one === 'written')).toHaveLength(1);
    expect((await database.read()).orders[0]?.owner).toBe(owners[placed.indexOf('written')]);
  });

  test('an ended order expires when it was ended, and says what it said', async () => {
    const { database, orders } = await fresh();
    await orders.place(storedOrder());
    expect(await orders.end('order-1', NOW_MS + MINUTE_MS)).toBe('ended');
    expect((await database.read()).orders).toEqual([storedOrder({ expiresMs: NOW_MS + MINUTE_MS })]);
  });

  test('an order ends once', async () => {
    const { database, orders } = await fresh();
    await orders.place(storedOrder());
    await orders.end('order-1', NOW_MS + MINUTE_MS);
    expect(await orders.end('order-1', NOW_MS + 2 * MINUTE_MS)).toBe('unknown');
    expect((await database.read()).orders[0]?.expiresMs).toBe(NOW_MS + MINUTE_MS);
  });

  test.each([
    ['that nobody placed', 'order-2', NOW_MS],
    ['that has expired', 'order-1', NOW_MS + 60 * MINUTE_MS],
  ])('an order %s is unknown to those who end it', async (_, id, nowMs) => {
    const { orders } = await fresh();
    await orders.place(storedOrder());
    expect(await orders.end(id, nowMs)).toBe('unknown');
  });

  test('an ended order cannot be placed again', async () => {
    const { orders } = await fresh();
    await orders.place(storedOrder());
    await orders.end('order-1', NOW_MS + MINUTE_MS);
    expect(await orders.place(storedOrder({ owner: 'bob' }))).toBe('exists');
  });
}
