import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  databasePort,
  linkStateClient,
  observationStore,
  orderStore,
  signalStore,
} from '../../../lib/controller/aws/link-state-table';
import type { UnreadableItem } from '../../../lib/controller/link-state-items/item';
import { databasePortContract } from '../../support/contracts/database-port';
import { observationStoreContract } from '../../support/contracts/observation-store';
import { orderStoreContract } from '../../support/contracts/order-store';
import { signalStoreContract } from '../../support/contracts/signal-store';
import {
  type Stores,
  storedNotice,
  storedObservation,
  storedOrder,
  storedPublication,
} from '../../support/contracts/stores';
import { type DynamoServer, startDynamoServer } from '../../support/dynamo-server';
import { MINUTE_MS, NOTHING_KNOWN, NOW_MS } from '../../support/world';

let server: DynamoServer;
beforeAll(async () => {
  server = await startDynamoServer();
});
afterAll(() => server.stop());

type LinkStateTable = Parameters<typeof databasePort>[0];

interface Opened extends Stores {
  readonly table: LinkStateTable;
  readonly unreadable: UnreadableItem[];
}

function opened(tableName: string, site = 's0', dynamo: Pick<DynamoDBClient, 'send'> = server.client): Opened {
  const unreadable: UnreadableItem[] = [];
  const table: LinkStateTable = { dynamo, tableName, site, onUnreadable: (items) => unreadable.push(...items) };
  return {
    table,
    unreadable,
    database: databasePort(table, 0),
    databaseOf: (token) => databasePort(table, token),
    signals: signalStore(table),
    observations: observationStore(table),
    orders: orderStore(table),
  };
}

const fresh = async () => opened(await server.createTable());

/** As an adapter for the server, except that the answer to the first write is lost, so that it is made twice. */
function losingAnswers(): Pick<DynamoDBClient, 'send'> {
  const lost = new Set<string>();
  const send = async (command: { readonly constructor: { readonly name: string } }) => {
    const { name } = command.constructor;
    const again = !lost.has(name) && name !== 'GetItemCommand';
    lost.add(name);
    if (again) await server.client.send(command as PutItemCommand);
    return server.client.send(command as PutItemCommand);
  };
  return { send: send as DynamoDBClient['send'] };
}

describe('the database port over the protocol', () => databasePortContract(fresh));
describe('the signal store over the protocol', () => signalStoreContract(fresh));
describe('the observation store over the protocol', () => observationStoreContract(fresh));
describe('the order store over the protocol', () => orderStoreContract(fresh));

test('a table of several pages is read to its end', async () => {
  const { table, database, orders, unreadable } = await fresh();
  await orders.place(storedOrder());
  const body = { S: 'x'.repeat(390_000) };
  for (const sk of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const Item = { pk: { S: `large ${sk}` }, sk: { S: sk }, body };
    await server.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
  }
  expect((await database.read()).orders).toEqual([storedOrder()]);
  expect(unreadable.map(({ sk }) => sk).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('an item that cannot be read is ignored and told, by every way of reading it', async () => {
  const { table, database, observations, unreadable } = await fresh();
  await observations.put(storedObservation({ site: 's1' }));
  const Item = { pk: { S: 'observation#s0-s1#s0' }, sk: { S: 'latest' }, v: { N: '2' }, body: { S: '{}' } };
  await server.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
  const { observations: measured, unread } = await database.read();
  expect(measured).toEqual([storedObservation({ site: 's1' })]);
  expect(unread).toEqual([{ link: 's0-s1', site: 's0' }]);
  expect(await observations.last('s0-s1', 's0')).toBeUndefined();
  expect(unreadable.map(({ pk, why }) => `${pk} ${why}`)).toEqual(
    Array(2).fill('observation#s0-s1#s0 version 2 is newer than 1, which is known here'),
  );
});

test('a publication whose token is no number is replaced by any holder', async () => {
  const { table, databaseOf } = await fresh();
  const Item = { pk: { S: 'publication#s0' }, sk: { S: 'latest' }, token: { S: 'x' } };
  await server.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
  await databaseOf(1).publish(storedPublication());
  expect((await databaseOf(1).read()).publications).toEqual([storedPublication()]);
});

test('a publication is written although the first answer was lost', async () => {
  const { databaseOf } = opened(await server.createTable(), 's0', losingAnswers());
  await databaseOf(1).publish(storedPublication());
  expect((await databaseOf(1).read()).publications).toEqual([storedPublication()]);
});

test('an item of types that Detour does not write is ignored and replaced', async () => {
  const { table, observations, unreadable } = await fresh();
  const odd = { v: { BOOL: true }, body: { M: JSON.parse('{"__proto__":{"S":"x"}}') }, kind: { L: [] } };
  const Item = { pk: { S: 'observation#s0-s1#s0' }, sk: { S: 'latest' }, ...odd };
  await server.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
  expect(await observations.last('s0-s1', 's0')).toBeUndefined();
  expect(unreadable).toHaveLength(1);
  expect(await observations.put(storedObservation())).toBe('written');
});

test('a message that several sites received is read once, the newest of it', async () => {
  const first = await fresh();
  const second = opened(first.table.tableName, 's1');
  await second.signals.put(storedNotice({ version: 2, status: 'cancelled' }));
  expect(await first.signals.put(storedNotice({ version: 1 }))).toBe('written');
  expect((await first.database.read()).notices).toEqual([storedNotice({ version: 2, status: 'cancelled' })]);
});

test('an order is placed and ended although the first answers were lost', async () => {
  const { orders } = opened(await server.createTable(), 's0', losingAnswers());
  expect(await orders.place(storedOrder())).toBe('written');
  expect(await orders.end('order-1', NOW_MS + MINUTE_MS)).toBe('ended');
});

test('fails when the table does not answer', async () => {
  const { database, signals } = opened('nowhere');
  await expect(database.read()).rejects.toThrow('not found');
  await expect(signals.put(storedNotice())).rejects.toThrow('not found');
});

test('fails to store what readers would ignore', async () => {
  const { observations } = await fresh();
  await expect(observations.put(storedObservation({ expiresMs: Number.POSITIVE_INFINITY }))).rejects.toThrow(
    'observation#s0-s1#s0 latest cannot be stored: expiresMs: invalid_type',
  );
});

test('what AWS fails to answer is asked again', async () => {
  const answers = [500, 500, 200];
  const flaky = createServer((_, response) => {
    const status = answers.shift() ?? 200;
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(status === 200 ? '{"Items":[]}' : '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}');
  });
  flaky.listen(0, '127.0.0.1');
  await once(flaky, 'listening');
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'nobody',
    AWS_SECRET_ACCESS_KEY: 'nothing',
  });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${(flaky.address() as AddressInfo).port}`;
  const dynamo = linkStateClient();
  expect(await opened('link-state', 's0', dynamo).database.read()).toEqual(NOTHING_KNOWN);
  expect(answers).toEqual([]);
  process.env = before;
  dynamo.destroy();
  flaky.closeAllConnections();
  flaky.close();
});
