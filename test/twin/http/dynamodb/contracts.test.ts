// What the adapters of Detour do on DynamoDB they do on the twin's tables.

import { auditedSince, auditSink } from '../../../../lib/controller/aws/audit-table';
import { leaseTable } from '../../../../lib/controller/aws/lease-table';
import {
  databasePort,
  observationStore,
  orderStore,
  signalStore,
} from '../../../../lib/controller/aws/link-state-table';
import type { UnreadableItem } from '../../../../lib/controller/link-state-items/item';
import { leasePortOf, orderStoreOf } from '../../../../lib/twin/database-stores';
import { auditContract } from '../../../support/contracts/audit';
import { databasePortContract } from '../../../support/contracts/database-port';
import { leasePortContract } from '../../../support/contracts/lease-port';
import { observationStoreContract } from '../../../support/contracts/observation-store';
import { orderStoreContract } from '../../../support/contracts/order-store';
import { signalStoreContract } from '../../../support/contracts/signal-store';
import {
  type Stores,
  storedNotice,
  storedObservation,
  storedOrder,
  storedPublication,
} from '../../../support/contracts/stores';
import { AUDIT_TABLE, openTwinTables, TABLE, type TwinTables } from '../../../support/twin-tables';
import { MINUTE_MS, NOW_MS } from '../../../support/world';

function storesOf(tables: TwinTables, site: string, unreadable: UnreadableItem[] = []): Stores {
  const dynamo = tables.dynamo(site);
  const table = {
    dynamo,
    tableName: TABLE,
    site,
    onUnreadable: (items: readonly UnreadableItem[]) => void unreadable.push(...items),
  };
  return {
    database: databasePort(table, 0),
    databaseOf: (token) => databasePort(table, token),
    signals: signalStore(table),
    observations: observationStore(table),
    orders: orderStore(table),
  };
}

const fresh = async () => storesOf(await openTwinTables(), 's0');

describe('the database port on the twin', () => databasePortContract(fresh));
describe('the signal store on the twin', () => signalStoreContract(fresh));
describe('the observation store on the twin', () => observationStoreContract(fresh));
describe('the order store on the twin', () => orderStoreContract(fresh));

describe('the lease on the twin', () =>
  leasePortContract(async () => {
    const tables = await openTwinTables();
    let nowMs = NOW_MS;
    return {
      port: leaseTable({ dynamo: tables.dynamo('s0'), tableName: TABLE, site: 's0' }, () => nowMs),
      advance: (ms) => {
        nowMs += ms;
      },
      now: () => nowMs,
    };
  }));

describe('the audit on the twin', () =>
  auditContract(async () => {
    const table = { dynamo: (await openTwinTables()).dynamo('s0'), tableName: AUDIT_TABLE };
    return { sink: auditSink(table), since: (site, sinceMs) => auditedSince(table, site, sinceMs) };
  }));

/** Lets the calls of the twin's own functions take their time. */
async function inTime<T>({ clock }: TwinTables, call: Promise<T>): Promise<T> {
  const [settled] = await Promise.all([Promise.allSettled([call]), clock.run(clock.now() + 1_000)]);
  return settled[0].status === 'fulfilled' ? settled[0].value : call;
}

test('an order placed over the protocol is one of the replica of its region at once, and of the others later', async () => {
  const tables = await openTwinTables();
  const woken: string[] = [];
  for (const site of ['s0', 's1']) tables.database.onNews(site, () => woken.push(site));
  expect(await storesOf(tables, 's0').orders.place(storedOrder())).toBe('written');
  expect(tables.database.snapshot('s0').orders).toEqual([storedOrder()]);
  expect(tables.database.snapshot('s1').orders).toEqual([]);
  expect((await storesOf(tables, 's1').database.read()).orders).toEqual([]);
  expect(woken).toEqual(['s0']);
  await tables.clock.run(NOW_MS + MINUTE_MS);
  expect((await storesOf(tables, 's1').database.read()).orders).toEqual([storedOrder()]);
  expect(woken).toEqual(['s0', 's1']);
});

test('an order that a function of the twin placed is ended over the protocol, and the other way round', async () => {
  const tables = await openTwinTables();
  const [own, remote] = [orderStoreOf(tables.database, 's0'), storesOf(tables, 's0').orders];
  const [first, second] = [storedOrder({ id: 'first' }), storedOrder({ id: 'second' })];
  expect(await inTime(tables, own.place(first))).toBe('written');
  expect(await remote.place({ ...first, owner: 'mallory' })).toBe('exists');
  expect(await remote.end('first', NOW_MS + 1)).toBe('ended');
  expect(await remote.place(second)).toBe('written');
  expect(await inTime(tables, own.end('second', NOW_MS + 2))).toBe('ended');
  const ended = [
    { ...first, expiresMs: NOW_MS + 1 },
    { ...second, expiresMs: NOW_MS + 2 },
  ];
  expect(tables.database.snapshot('s0').orders).toEqual(ended);
  expect((await storesOf(tables, 's0').database.read()).orders).toEqual(ended);
});

test('what functions of the twin wrote is read over the protocol as it was meant', async () => {
  const tables = await openTwinTables();
  const values = [storedNotice(), storedObservation(), storedOrder()];
  for (const value of values) tables.database.write('s0', value);
  await inTime(tables, tables.database.portOf('s0', 7).publish(storedPublication()));
  const { database } = storesOf(tables, 's0');
  expect(await database.read()).toEqual(tables.database.snapshot('s0'));
  expect((await database.read()).publications).toEqual([storedPublication()]);
});

test('a lease that a function of the twin holds keeps others out, and its token fences them', async () => {
  const tables = await openTwinTables();
  const lease = await inTime(tables, leasePortOf(tables.database, 's0', tables.clock).acquire('a', MINUTE_MS));
  const outside = leaseTable({ dynamo: tables.dynamo('s0'), tableName: TABLE, site: 's0' }, () => tables.clock.now());
  expect(lease?.holder).toBe('a');
  expect(await outside.acquire('b', MINUTE_MS)).toBeUndefined();
  await inTime(tables, tables.database.portOf('s0', 7).publish(storedPublication()));
  await expect(storesOf(tables, 's0').databaseOf(6).publish(storedPublication())).rejects.toThrow('a later run');
  await storesOf(tables, 's0').databaseOf(8).publish(storedPublication());
  const late = tables.database.portOf('s0', 7).publish(storedPublication());
  await expect(inTime(tables, late)).rejects.toThrow('a later run');
});
