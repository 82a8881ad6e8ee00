// What every SignalStore does.

import fc from 'fast-check';
import { MINUTE_MS, NOW_MS } from '../world';
import { type FreshStores, storedNotice, storedStatus } from './stores';

const versions = fc.uniqueArray(fc.integer({ min: 0, max: 1_000 }), { minLength: 2, maxLength: 8 });

export function signalStoreContract(fresh: FreshStores): void {
  test.each([
    ['replaces one of a smaller version', 2, 'written', 2],
    ['is superseded by one of the same version that says the same', 1, 'superseded', 1],
    ['is superseded by one of a larger version', 0, 'superseded', 1],
  ] as const)('a notice %s', async (_, version, written, left) => {
    const { database, signals } = await fresh();
    await signals.put(storedNotice({ version: 1 }));
    expect(await signals.put(storedNotice({ version, receivedMs: NOW_MS }))).toBe(written);
    const { notices } = await database.read();
    expect(notices.map((notice) => notice.version)).toEqual([left]);
    expect(notices[0]?.receivedMs === NOW_MS).toBe(written === 'written');
  });

  test('a notice replaces one of the same version that says something else', async () => {
    const { database, signals } = await fresh();
    await signals.put(storedNotice());
    const next = storedNotice({ links: ['s0-s1', 's1-s2'], receivedMs: NOW_MS });
    expect(await signals.put(next)).toBe('written');
    expect((await database.read()).notices).toEqual([next]);
  });

  test('a notice that is written again because the answer was lost is written', async () => {
    const { signals } = await fresh();
    for (const _ of [1, 2]) expect(await signals.put(storedNotice())).toBe('written');
  });

  test('of racing copies of one message one is written, and stays received when it was', async () => {
    const { database, signals } = await fresh();
    const copies = [1, 2, 3, 4].map((ms) => storedNotice({ receivedMs: NOW_MS + ms }));
    const written = await Promise.all(copies.map((copy) => signals.put(copy)));
    expect(written.filter((answer) => answer === 'written')).toHaveLength(1);
    expect((await database.read()).notices).toEqual([copies[written.indexOf('written')]]);
  });

  test.each([
    ['source', { source: 'zayo' }],
    ['trust', { trusted: false }],
    ['id', { id: 'window-2' }],
  ])('a notice of another %s does not replace it', async (_, more) => {
    const { database, signals } = await fresh();
    await signals.put(storedNotice());
    expect(await signals.put(storedNotice({ ...more, version: 9 }))).toBe('written');
    expect((await database.read()).notices).toHaveLength(2);
  });

  test.each([
    ['replaces an older one', 1, 'written'],
    ['replaces one of the same time', 0, 'written'],
    ['is superseded by a newer one', -1, 'superseded'],
  ] as const)('a status %s', async (_, later, written) => {
    const { signals } = await fresh();
    await signals.put(storedStatus());
    expect(await signals.put(storedStatus({ atMs: NOW_MS + later, wasBad: true }))).toBe(written);
    expect((await signals.lastStatus('s0-s1', 's0'))?.wasBad).toBe(written === 'written');
  });

  test('the last status is that of the asked end, expired or not', async () => {
    const { signals } = await fresh();
    await signals.put(storedStatus({ expiresMs: NOW_MS - 60 * MINUTE_MS }));
    expect(await signals.lastStatus('s0-s1', 's0')).toEqual(storedStatus({ expiresMs: NOW_MS - 60 * MINUTE_MS }));
    expect(await signals.lastStatus('s0-s1', 's1')).toBeUndefined();
  });

  test('of racing writers of a notice, the one of the largest version stays', async () => {
    await fc.assert(
      fc.asyncProperty(versions, async (order) => {
        const { database, signals } = await fresh();
        await Promise.all(order.map((version) => signals.put(storedNotice({ version }))));
        const { notices } = await database.read();
        expect(notices.map(({ version }) => version)).toEqual([Math.max(...order)]);
      }),
      { numRuns: 10 },
    );
  });
}
