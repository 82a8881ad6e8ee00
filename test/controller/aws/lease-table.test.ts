import { type AttributeValue, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { leaseTable } from '../../../lib/controller/aws/lease-table';
import { leasePortContract } from '../../support/contracts/lease-port';
import { type DynamoServer, startDynamoServer } from '../../support/dynamo-server';
import { NOW_MS } from '../../support/world';

const TERM_MS = 20_000;
const KEY = { pk: { S: 'lease#s0' }, sk: { S: 'latest' } };

let server: DynamoServer;
beforeAll(async () => {
  server = await startDynamoServer();
});
afterAll(() => server.stop());

async function fresh(dynamo: Pick<DynamoDBClient, 'send'> = server.client) {
  const tableName = await server.createTable();
  let nowMs = NOW_MS;
  const now = () => nowMs;
  const advance = (ms: number) => {
    nowMs += ms;
  };
  return { port: leaseTable({ dynamo, tableName, site: 's0' }, now), advance, now, tableName };
}

async function stored(tableName: string): Promise<Record<string, AttributeValue> | undefined> {
  return (await server.client.send(new GetItemCommand({ TableName: tableName, Key: KEY, ConsistentRead: true }))).Item;
}

async function broken(tableName: string, attributes: Record<string, AttributeValue>): Promise<void> {
  await server.client.send(new PutItemCommand({ TableName: tableName, Item: { ...KEY, ...attributes } }));
}

/** As the server, except that the answer to each write is lost, so that it is made twice. */
function losingAnswers(): Pick<DynamoDBClient, 'send'> {
  const send = async (command: PutItemCommand) => {
    if (command instanceof PutItemCommand) await server.client.send(command);
    return server.client.send(command);
  };
  return { send: send as DynamoDBClient['send'] };
}

describe('the lease over the protocol', () => leasePortContract(fresh));
describe('the lease over the protocol, each of whose answers is lost once', () =>
  leasePortContract(() => fresh(losingAnswers())));

test('the item says who holds it, under which token and until when, beside its body', async () => {
  const { port, tableName } = await fresh();
  const lease = await port.acquire('a', TERM_MS);
  expect(await stored(tableName)).toMatchObject({
    ...KEY,
    holder: { S: 'a' },
    token: { N: String(NOW_MS) },
    expires: { N: String(NOW_MS + TERM_MS) },
    body: { S: JSON.stringify(lease) },
  });
});

test('a released lease stays in the table, so that its token is known', async () => {
  const { port, tableName } = await fresh();
  const lease = await port.acquire('a', TERM_MS);
  if (lease) await port.release(lease);
  expect(await stored(tableName)).toMatchObject({ token: { N: String(NOW_MS) }, expires: { N: '0' } });
});

test('a lease whose body nobody here can read is respected, for its attributes', async () => {
  const { port, advance, tableName } = await fresh();
  const expires = { N: String(NOW_MS + TERM_MS) };
  await broken(tableName, { v: { N: '2' }, body: { S: '?' }, holder: { S: 'newer' }, token: { N: '7' }, expires });
  expect(await port.acquire('a', TERM_MS)).toBeUndefined();
  advance(TERM_MS);
  expect((await port.acquire('a', TERM_MS))?.token).toBeGreaterThan(7);
});

test.each<[string, Record<string, AttributeValue>]>([
  ['nothing but its key', {}],
  ['texts in place of numbers', { token: { S: 'x' }, expires: { S: 'never' }, holder: { S: 'b' } }],
  ['a token that is no whole number', { token: { N: '1.5' }, expires: { N: '1' }, holder: { S: 'b' } }],
  ['a token and no expiry', { token: { N: '5' }, holder: { S: 'b' } }],
  ['an expiry and no token', { expires: { N: '5' }, holder: { S: 'b' } }],
  ['an expiry in ten years', { token: { N: '5' }, expires: { N: String(NOW_MS + 315_360_000_000) } }],
  ['the caller as its holder, and no token', { expires: { N: String(NOW_MS) }, holder: { S: 'a' } }],
])('an item with %s keeps nobody out, and is mended', async (_, attributes) => {
  const { port, tableName } = await fresh();
  await broken(tableName, attributes);
  const lease = await port.acquire('a', TERM_MS);
  expect(lease).toMatchObject({ holder: 'a', expiresMs: NOW_MS + TERM_MS });
  expect(await stored(tableName)).toMatchObject({ token: { N: String(lease?.token) } });
  expect(await port.acquire('b', TERM_MS)).toBeUndefined();
});

type Held = Awaited<ReturnType<typeof fresh>>;

/** What a caller gets for whom something else happens between reading the lease and writing it. */
async function acquiringWhile({ tableName, now }: Held, happen: () => Promise<unknown>) {
  let isFirst = true;
  const send = async (command: PutItemCommand) => {
    if (command instanceof PutItemCommand && isFirst) {
      isFirst = false;
      await happen();
    }
    return server.client.send(command);
  };
  return leaseTable({ dynamo: { send: send as DynamoDBClient['send'] }, tableName, site: 's0' }, now).acquire(
    'a',
    TERM_MS,
  );
}

async function takenAndReleased({ port }: Held, holder: string): Promise<void> {
  const lease = await port.acquire(holder, TERM_MS);
  if (lease) await port.release(lease);
}

test.each<[string, (world: Held) => Promise<unknown>]>([
  ['that nobody had held', async () => {}],
  ['that was free', (world) => takenAndReleased(world, 'z')],
])('a lease %s and was taken between reading it and writing it is not taken again', async (_, before) => {
  const world = await fresh();
  await before(world);
  expect(await acquiringWhile(world, () => world.port.acquire('b', TERM_MS))).toBeUndefined();
  expect(await stored(world.tableName)).toMatchObject({ holder: { S: 'b' } });
});

test('no two holders ever have one token, also when one came and went while the other read', async () => {
  const world = await fresh();
  await takenAndReleased(world, 'z');
  expect(await acquiringWhile(world, () => takenAndReleased(world, 'b'))).toBeUndefined();
  expect((await world.port.acquire('c', TERM_MS))?.token).toBeGreaterThan(NOW_MS + 1);
});

test('leases of two sites have nothing to do with each other', async () => {
  const { port, now, tableName } = await fresh();
  const other = leaseTable({ dynamo: server.client, tableName, site: 's1' }, now);
  expect(await port.acquire('a', TERM_MS)).toBeDefined();
  expect((await other.acquire('b', TERM_MS))?.site).toBe('s1');
});

test('fails when the table does not answer', async () => {
  const port = leaseTable({ dynamo: server.client, tableName: 'nowhere', site: 's0' }, () => NOW_MS);
  await expect(port.acquire('a', TERM_MS)).rejects.toThrow('not found');
});
