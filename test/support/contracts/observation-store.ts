// What every ObservationStore does.

import fc from 'fast-check';
import type { Observation } from '../../../lib/controller/database';
import { NOW_MS } from '../world';
import { type FreshStores, storedObservation } from './stores';

/** Overlapping probers, of which each writes several times. */
const writes = fc.uniqueArray(
  fc.record({ epochMs: fc.integer({ min: 1, max: 4 }), atMs: fc.integer({ min: 1, max: 1_000 }) }),
  { minLength: 2, maxLength: 8, selector: ({ epochMs, atMs }) => 10_000 * epochMs + atMs },
);

function newest(all: readonly Pick<Observation, 'epochMs' | 'atMs'>[]) {
  return [...all].sort((a, b) => (b.epochMs ?? 0) - (a.epochMs ?? 0) || b.atMs - a.atMs)[0];
}

export function observationStoreContract(fresh: FreshStores): void {
  test('nothing is known of an end that nobody has measured', async () => {
    const { observations } = await fresh();
    expect(await observations.last('s0-s1', 's0')).toBeUndefined();
  });

  test('the last observation is that of the asked end, expired or not', async () => {
    const { observations } = await fresh();
    await observations.put(storedObservation({ expiresMs: 1 }));
    await observations.put(storedObservation({ site: 's1' }));
    expect(await observations.last('s0-s1', 's0')).toEqual(storedObservation({ expiresMs: 1 }));
  });

  test.each([
    ['of a later prober', { epochMs: NOW_MS + 1, atMs: 0 }, 'written'],
    ['of the same prober, later', { atMs: NOW_MS + 1 }, 'written'],
    ['of the same prober at the same time', {}, 'written'],
    ['of the same prober, earlier', { atMs: NOW_MS - 1 }, 'superseded'],
    ['of an earlier prober, though later', { epochMs: NOW_MS - 1, atMs: NOW_MS + 1 }, 'superseded'],
  ] as const)('an observation %s', async (_, more, written) => {
    const { observations } = await fresh();
    await observations.put(storedObservation());
    expect(await observations.put(storedObservation({ ...more, verdict: 'bad' }))).toBe(written);
    expect((await observations.last('s0-s1', 's0'))?.verdict).toBe(written === 'written' ? 'bad' : 'good');
  });

  test('an observation without an epoch is earlier than every prober', async () => {
    const { observations } = await fresh();
    const { epochMs, ...withoutEpoch } = storedObservation({ atMs: NOW_MS + 1 });
    expect(await observations.put(withoutEpoch)).toBe('written');
    expect(await observations.put(storedObservation({ epochMs: epochMs ?? 0 }))).toBe('written');
    expect(await observations.put(withoutEpoch)).toBe('superseded');
  });

  test('of racing probers, the last word of the latest one stays', async () => {
    await fc.assert(
      fc.asyncProperty(writes, async (order) => {
        const { observations } = await fresh();
        await Promise.all(order.map((times) => observations.put(storedObservation(times))));
        expect(await observations.last('s0-s1', 's0')).toMatchObject(newest(order) ?? {});
      }),
      { numRuns: 10 },
    );
  });
}
