// What every DatabasePort does.

import type { Admission } from '../../../lib/controller/database';
import { NOTHING_KNOWN, NOW_MS } from '../world';
import {
  type FreshStores,
  storedNotice,
  storedObservation,
  storedOrder,
  storedPublication,
  storedStatus,
} from './stores';

const ADMISSION: Admission = { kind: 'admission', link: 's0-s1', atMs: NOW_MS };

export function databasePortContract(fresh: FreshStores): void {
  test('an empty database holds nothing of any kind', async () => {
    const { database } = await fresh();
    expect(await database.read()).toEqual(NOTHING_KNOWN);
  });

  test('what was written is read as it was, each kind for itself', async () => {
    const { database, signals, observations, orders } = await fresh();
    await signals.put(storedNotice({ page: { number: 1, of: 2 }, drill: true }));
    await signals.put(storedStatus());
    await observations.put(storedObservation({ rttMs: 1.25, lossShare: 0.1, fullSize: 'passes', fullSizeMs: NOW_MS }));
    await orders.place(storedOrder());
    await database.admit(ADMISSION);
    await database.publish(storedPublication());
    expect(await database.read()).toEqual({
      notices: [storedNotice({ page: { number: 1, of: 2 }, drill: true })],
      statuses: [storedStatus()],
      observations: [storedObservation({ rttMs: 1.25, lossShare: 0.1, fullSize: 'passes', fullSizeMs: NOW_MS })],
      orders: [storedOrder()],
      admissions: [ADMISSION],
      publications: [storedPublication()],
    });
  });

  test('a publication replaces the one before, whatever it says', async () => {
    const { database } = await fresh();
    await database.publish(storedPublication());
    await database.publish(storedPublication({ atMs: NOW_MS - 1, view: 'all-up', links: {} }));
    expect((await database.read()).publications).toEqual([
      storedPublication({ atMs: NOW_MS - 1, view: 'all-up', links: {} }),
    ]);
  });

  test('an admission is there until it is dismissed, and dismissing it again does nothing', async () => {
    const { database } = await fresh();
    await database.admit(ADMISSION);
    await database.admit({ ...ADMISSION, link: 's1-s2' });
    await database.dismiss('s0-s1');
    await database.dismiss('s0-s1');
    expect((await database.read()).admissions).toEqual([{ ...ADMISSION, link: 's1-s2' }]);
  });

  test.each([
    ['of the same holder', 2, true],
    ['of a later holder', 3, true],
    ['of an earlier holder', 1, false],
    ['under no lease', 0, false],
  ])('a publication %s replaces one of token 2 only when it is not earlier', async (_, token, replaces) => {
    const { database, databaseOf } = await fresh();
    await databaseOf(2).publish(storedPublication());
    const next = storedPublication({ atMs: NOW_MS + 1 });
    const written = databaseOf(token).publish(next);
    if (replaces) await written;
    else await expect(written).rejects.toThrow('a later run of the controller has written it already');
    expect((await database.read()).publications).toEqual([replaces ? next : storedPublication()]);
  });

  test('an admission is neither written again nor dismissed by an earlier holder', async () => {
    const { database, databaseOf } = await fresh();
    await databaseOf(2).admit(ADMISSION);
    await expect(databaseOf(1).admit({ ...ADMISSION, atMs: NOW_MS + 1 })).rejects.toThrow('later run');
    await expect(databaseOf(1).dismiss(ADMISSION.link)).rejects.toThrow('later run');
    expect((await database.read()).admissions).toEqual([ADMISSION]);
    await databaseOf(3).dismiss(ADMISSION.link);
    expect((await database.read()).admissions).toEqual([]);
  });

  test('what a later holder has written of one link keeps an earlier one from no other', async () => {
    const { database, databaseOf } = await fresh();
    await databaseOf(2).admit(ADMISSION);
    await databaseOf(1).admit({ ...ADMISSION, link: 's1-s2' });
    await databaseOf(1).dismiss('s2-s3');
    expect((await database.read()).admissions).toHaveLength(2);
  });

  test('a name that every object has is a name like others', async () => {
    const { database } = await fresh();
    const links = { constructor: { standing: 'down', code: 'link-probes-lost' } } as const;
    await database.publish(storedPublication({ links }));
    expect((await database.read()).publications[0]?.links).toEqual(links);
  });

  test('what has expired is still read: whoever judges it knows the time', async () => {
    const { database, observations } = await fresh();
    await observations.put(storedObservation({ expiresMs: 1 }));
    expect((await database.read()).observations).toHaveLength(1);
  });
}
