import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { auditedBackTo, auditedSince, auditSink } from '../../../lib/controller/aws/audit-table';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { allOf, auditContract } from '../../support/contracts/audit';
import { type DynamoServer, startDynamoServer } from '../../support/dynamo-server';
import { LoopbackAws } from '../../support/loopback-aws';
import { NOW_MS } from '../../support/world';

let server: DynamoServer;
let aws: LoopbackAws;
let dynamo: DynamoDBClient;
const { signal } = new AbortController();

beforeAll(async () => {
  server = await startDynamoServer();
  aws = await LoopbackAws.start();
  dynamo = new DynamoDBClient(aws.config);
});

afterAll(async () => {
  dynamo.destroy();
  await aws.stop();
  await server.stop();
});

describe('a real table', () => {
  auditContract(async () => {
    const table = { dynamo: server.client, tableName: await server.createTable() };
    return {
      sink: auditSink(table),
      since: (site, sinceMs) => auditedSince(table, site, sinceMs),
    };
  });

  test('is read the newest first as well, page after page', async () => {
    const table = { dynamo: server.client, tableName: await server.createTable() };
    const entries = Array.from({ length: 700 }, (_, i) =>
      aWarning({ because: `${i} ${'x'.repeat(2_000)}`, atMs: NOW_MS + i }),
    );
    await auditSink(table).tell([aWarning({ atMs: NOW_MS - 1 }), ...entries], signal);
    const pages = await allOf(auditedBackTo(table, 's0', NOW_MS));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap((page) => page.entries)).toEqual([...entries].reverse());
  });

  test('an item that somebody else wrote is told of, and takes nothing from the others', async () => {
    const table = { dynamo: server.client, tableName: await server.createTable() };
    await auditSink(table).tell([anAuditEntry(), aWarning()], signal);
    const sk = new Date(NOW_MS).toISOString();
    const Item = { pk: { S: 'audit#s0' }, sk: { S: `${sk}#00000#a` }, v: { BOOL: true } };
    await server.client.send(new PutItemCommand({ TableName: table.tableName, Item }));
    const [page, ...more] = await allOf(auditedSince(table, 's0', NOW_MS));
    expect(more).toEqual([]);
    expect(page?.entries).toEqual([anAuditEntry(), aWarning()]);
    expect(page?.unreadable).toEqual([
      { pk: 'audit#s0', sk: `${sk}#00000#a`, why: 'its version is not there; 1 is known here' },
    ]);
  });

  test('fails when the table is not there', async () => {
    const table = { dynamo: server.client, tableName: 'no-such-table' };
    await expect(auditSink(table).tell([anAuditEntry()], signal)).rejects.toThrow('not found');
    await expect(allOf(auditedSince(table, 's0', 0))).rejects.toThrow('not found');
  });
});

interface Body {
  readonly RequestItems: {
    readonly audit: readonly { readonly PutRequest: { readonly Item: { sk: { S: string } } } }[];
  };
}

/** Takes all but the last of each request, for as long as there is more than one. */
function takingAllButOne(): void {
  aws.answerBy(({ body }) => {
    const { RequestItems }: Body = JSON.parse(body);
    const left = RequestItems.audit.length > 1 ? { audit: RequestItems.audit.slice(-1) } : {};
    return { body: JSON.stringify({ UnprocessedItems: left }) };
  });
}

function asked(): readonly (readonly string[])[] {
  return aws.requests.map(({ body }) => {
    const { RequestItems }: Body = JSON.parse(body);
    return RequestItems.audit.map(({ PutRequest }) => PutRequest.Item.sk.S);
  });
}

test('what DynamoDB did not process is given again, after a pause, and nothing else is', async () => {
  takingAllButOne();
  const pauses: number[] = [];
  const sink = auditSink({ dynamo, tableName: 'audit' }, async (ms) => void pauses.push(ms));
  await sink.tell([anAuditEntry(), aWarning()], signal);
  const [first = [], second = [], ...more] = asked();
  expect(more).toEqual([]);
  expect(first).toHaveLength(2);
  expect(second).toEqual(first.slice(1));
  expect(pauses).toHaveLength(1);
});

test('fails when something is never processed, after five tries with longer and longer pauses, and says how much', async () => {
  aws.answerBy(({ body }) => ({ body: JSON.stringify({ UnprocessedItems: JSON.parse(body).RequestItems }) }));
  const pauses: number[] = [];
  const sink = auditSink({ dynamo, tableName: 'audit' }, async (ms) => void pauses.push(ms));
  await expect(sink.tell([anAuditEntry(), aWarning()], signal)).rejects.toThrow(
    '2 of 2 were not taken in 5 tries: DynamoDB did not process them',
  );
  expect(aws.requests).toHaveLength(5);
  expect(pauses).toHaveLength(4);
  for (const [index, ms] of pauses.entries()) {
    expect(ms).toBeGreaterThanOrEqual(50 * 2 ** index);
    expect(ms).toBeLessThanOrEqual(100 * 2 ** index);
  }
});

test('a group that is refused takes nothing from the others', async () => {
  const entries = Array.from({ length: 60 }, (_, index) => anAuditEntry({ because: String(index) }));
  aws.answerBy(({ body }) =>
    body.includes('\\"because\\":\\"30\\"')
      ? { status: 400, body: '{"__type":"ValidationException","message":"no"}' }
      : { body: '{"UnprocessedItems":{}}' },
  );
  await expect(auditSink({ dynamo, tableName: 'audit' }).tell(entries, signal)).rejects.toThrow('no');
  expect(asked().map(({ length }) => length)).toEqual([25, 25, 10]);
});

test('fails at once when nobody waits any more', async () => {
  aws.answer('silence');
  const abort = new AbortController();
  const told = auditSink({ dynamo, tableName: 'audit' }).tell([anAuditEntry()], abort.signal);
  abort.abort();
  await expect(told).rejects.toThrow(/abort/i);
});
