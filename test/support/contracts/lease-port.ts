// What every LeasePort does.

import fc from 'fast-check';
import type { Lease } from '../../../lib/controller/database';
import type { LeasePort } from '../../../lib/controller/ports';
import { NOW_MS } from '../world';

/** A lease that nobody has ever held, and a clock that stands still. */
export interface LeaseWorld {
  readonly port: LeasePort;
  readonly advance: (ms: number) => void | Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Makes a world in which it is NOW_MS. */
export type FreshLease = () => Promise<LeaseWorld>;

const TERM_MS = 20_000;

async function held(port: LeasePort, holder: string): Promise<Lease> {
  const lease = await port.acquire(holder, TERM_MS);
  if (!lease) throw new Error(`${holder} does not get the lease`);
  return lease;
}

/** A lease that was taken over: as its former holder knows it, and as the present one does. */
async function takenOver({ port, advance }: LeaseWorld) {
  const former = await held(port, 'a');
  await advance(TERM_MS);
  return { former, present: await held(port, 'b') };
}

export function leasePortContract(fresh: FreshLease): void {
  test('who asks first gets it, until a term from then', async () => {
    const { port } = await fresh();
    const lease = await held(port, 'a');
    expect(lease).toMatchObject({ kind: 'lease', holder: 'a', expiresMs: NOW_MS + TERM_MS });
    expect(lease.token).toBeGreaterThanOrEqual(1);
  });

  test.each([
    ['nobody else gets it before it has expired', TERM_MS - 1, false],
    ['anybody gets it when it has expired', TERM_MS, true],
  ])('%s', async (_, afterMs, gets) => {
    const { port, advance } = await fresh();
    await held(port, 'a');
    await advance(afterMs);
    expect((await port.acquire('b', TERM_MS))?.holder).toBe(gets ? 'b' : undefined);
  });

  test('each new holder has a larger token', async () => {
    const { former, present } = await takenOver(await fresh());
    expect(present.token).toBeGreaterThan(former.token);
  });

  test('a token is no smaller than the time, so that it grows although the lease is lost', async () => {
    expect((await held((await fresh()).port, 'a')).token).toBeGreaterThanOrEqual(NOW_MS);
  });

  test('who holds it and asks again gets it again, with its token: the first answer may have been lost', async () => {
    const { port, advance } = await fresh();
    const lease = await held(port, 'a');
    await advance(5_000);
    expect(await port.acquire('a', TERM_MS)).toEqual({ ...lease, expiresMs: NOW_MS + 5_000 + TERM_MS });
  });

  test('a renewed lease lasts a term from then, under the same token', async () => {
    const { port, advance } = await fresh();
    const lease = await held(port, 'a');
    await advance(15_000);
    expect(await port.renew(lease, TERM_MS)).toEqual({ ...lease, expiresMs: NOW_MS + 15_000 + TERM_MS });
    await advance(TERM_MS - 1);
    expect(await port.acquire('b', TERM_MS)).toBeUndefined();
  });

  test('what has expired and nobody has taken can be renewed', async () => {
    const { port, advance } = await fresh();
    const lease = await held(port, 'a');
    await advance(2 * TERM_MS);
    expect((await port.renew(lease, TERM_MS))?.token).toBe(lease.token);
    expect(await port.acquire('b', TERM_MS)).toBeUndefined();
  });

  test('what somebody else has taken is not renewed, and stays theirs', async () => {
    const world = await fresh();
    const { former, present } = await takenOver(world);
    expect(await world.port.renew(former, TERM_MS)).toBeUndefined();
    expect((await world.port.renew(present, TERM_MS))?.holder).toBe('b');
  });

  test('a released lease is to be had at once, with a larger token', async () => {
    const { port } = await fresh();
    const lease = await held(port, 'a');
    await port.release(lease);
    await port.release(lease);
    expect((await held(port, 'b')).token).toBeGreaterThan(lease.token);
  });

  test('releasing what somebody else has taken does nothing', async () => {
    const world = await fresh();
    const { former } = await takenOver(world);
    await world.port.release(former);
    expect(await world.port.acquire('c', TERM_MS)).toBeUndefined();
  });

  test('a lease that was released and taken by another is not renewed by who released it', async () => {
    const { port } = await fresh();
    const lease = await held(port, 'a');
    await port.release(lease);
    await held(port, 'b');
    expect(await port.renew(lease, TERM_MS)).toBeUndefined();
  });

  test.each<[string, (world: LeaseWorld) => Promise<unknown>]>([
    ['that nobody has ever held', async () => {}],
    ['that was released', async ({ port }) => port.release(await held(port, 'z'))],
    [
      'that has expired',
      async ({ port, advance }) => {
        await held(port, 'z');
        await advance(TERM_MS);
      },
    ],
  ])('of callers that race for a lease %s one gets it', async (_, before) => {
    const world = await fresh();
    await before(world);
    const { port } = world;
    const asked = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => port.acquire(holder, TERM_MS)));
    expect(asked.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  test('however callers take turns, at most one holds it, and tokens only grow', async () => {
    const step = fc.record({
      who: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('acquire', 'renew', 'release'),
      afterMs: fc.constantFrom(0, 1, TERM_MS / 2, TERM_MS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => playedSafely(steps, fresh)),
      { numRuns: 20 },
    );
  });
}

interface Step {
  readonly who: string;
  readonly what: string;
  readonly afterMs: number;
}

async function playedSafely(steps: readonly Step[], fresh: FreshLease): Promise<void> {
  const { port, advance, now } = await fresh();
  const leases = new Map<string, Lease>();
  let newest = 0;
  for (const { who, what, afterMs } of steps) {
    await advance(afterMs);
    const mine = leases.get(who);
    if (what === 'acquire') {
      const lease = await port.acquire(who, TERM_MS);
      if (lease && lease.token !== mine?.token) expect(lease.token).toBeGreaterThan(newest);
      newest = Math.max(newest, lease?.token ?? 0);
      if (lease) leases.set(who, lease);
    } else if (mine) {
      const renewed = what === 'renew' ? await port.renew(mine, TERM_MS) : await port.release(mine);
      if (renewed) leases.set(who, renewed);
      else leases.delete(who);
    }
    expect([...leases.values()].filter(({ expiresMs }) => expiresMs > now()).length).toBeLessThanOrEqual(1);
  }
}
