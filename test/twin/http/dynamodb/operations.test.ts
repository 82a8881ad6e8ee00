import {
  type AttributeValue,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { openTwin, refusalOf } from '../../../support/http-twin';
import { AUDIT_TABLE, openTwinTables } from '../../../support/twin-tables';
import { NOW_MS } from '../../../support/world';

const TableName = AUDIT_TABLE;
const KEY = { pk: { S: 'p' }, sk: { S: 's' } };

const put = (more: Record<string, AttributeValue> = {}, rest = {}) =>
  new PutItemCommand({ TableName, Item: { ...KEY, ...more }, ...rest });
const get = (Key: Record<string, AttributeValue> = KEY) => new GetItemCommand({ TableName, Key });

async function client(): Promise<DynamoDBClient> {
  return (await openTwinTables()).dynamo('s0');
}

async function stored(dynamo: DynamoDBClient): Promise<Record<string, AttributeValue> | undefined> {
  return (await dynamo.send(get())).Item;
}

const EVERY_TYPE: Record<string, AttributeValue> = {
  text: { S: 'ü' },
  number: { N: '1.50' },
  bytes: { B: new Uint8Array([1, 2]) },
  yes: { BOOL: true },
  nothing: { NULL: true },
  list: { L: [{ S: 'a' }, { M: { b: { N: '1' } } }] },
  map: { M: { c: { SS: ['x', 'y'] } } },
  numbers: { NS: ['1', '2'] },
  blobs: { BS: [new Uint8Array([3])] },
};

test('an item of every type is read as it was put, and gone when it is deleted', async () => {
  const dynamo = await client();
  expect(await stored(dynamo)).toBeUndefined();
  await dynamo.send(put(EVERY_TYPE));
  expect(await stored(dynamo)).toEqual({ ...KEY, ...EVERY_TYPE });
  await dynamo.send(new DeleteItemCommand({ TableName, Key: KEY }));
  expect(await stored(dynamo)).toBeUndefined();
});

test('a put replaces the whole item', async () => {
  const dynamo = await client();
  await dynamo.send(put({ a: { S: 'x' } }));
  await dynamo.send(put({ b: { S: 'y' } }));
  expect(await stored(dynamo)).toEqual({ ...KEY, b: { S: 'y' } });
});

const ITEM = { n: { N: '5' }, t: { S: 'abc' }, set: { SS: ['b', 'a'] }, no: { BOOL: false } };
const VALUES: Record<string, AttributeValue> = {
  ':4': { N: '4' },
  ':5': { N: '5.0' },
  ':6': { N: '6' },
  ':ab': { S: 'ab' },
  ':abc': { S: 'abc' },
  ':N': { S: 'N' },
  ':set': { SS: ['a', 'b'] },
  ':false': { BOOL: false },
};

/** Of the values those that an expression names. */
function valuesIn(expression: string) {
  const named = Object.entries(VALUES).filter(([name]) => new RegExp(`${name}\\b`).test(expression));
  return named.length === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(named) };
}

async function outcomeOf(ConditionExpression: string): Promise<string> {
  const dynamo = await client();
  await dynamo.send(put(ITEM));
  return refusalOf(dynamo.send(put({}, { ConditionExpression, ...valuesIn(ConditionExpression) })));
}

test.each([
  'n = :5',
  'n <> :4',
  'n > :4 AND n < :6',
  'n >= :5 and n <= :5',
  ':4 < n',
  'n < t OR n = :5',
  'NOT n = :4',
  'NOT (n = :4 OR n = :6)',
  'n BETWEEN :4 AND :6',
  'n IN (:4, :5)',
  't > :ab',
  'begins_with(t, :ab)',
  'attribute_exists(n) AND attribute_not_exists(missing)',
  'attribute_type(n, :N)',
  'set = :set',
  'no = :false',
  'missing <> :5',
  'n = :4 OR n = :5 AND t = :abc',
  '(n = :4 OR n = :5) AND t = :abc',
])('the condition %s holds', async (condition) => {
  expect(await outcomeOf(condition)).toBe('accepted');
});

test.each([
  'n = :4',
  'n <> :5',
  'n > :5',
  'n = :abc',
  'n < :abc',
  'missing = :5',
  'missing < :5',
  'NOT n = :5',
  'n IN (:4, :6)',
  'n BETWEEN :6 AND :4',
  'begins_with(t, :abc) AND n = :4',
  'begins_with(n, :ab)',
  'attribute_type(t, :N)',
  'attribute_type(missing, :N)',
  'attribute_exists(missing)',
  'attribute_not_exists(n)',
  'n = :5 AND (t = :ab OR t > :abc)',
])('fails when the condition %s does not hold, and changes nothing', async (condition) => {
  expect(await outcomeOf(condition)).toBe('ConditionalCheckFailedException');
});

test.each([
  '',
  'n',
  'n =',
  'n = :5 AND',
  '(n = :5',
  'n = :5)',
  'n = :5 n = :5',
  'n == :5',
  'n = :undefined',
  '#undefined = :5',
  'size(n) = :5',
  'contains(t, :ab)',
  'attribute_exists(:5)',
  'map.key = :5',
  'list[0] = :5',
  'n < :false',
  'begins_with(t, :false)',
  'n BETWEEN :4 OR :6',
  'n IN :4',
  'n = 5',
])('fails when the condition "%s" is none', async (condition) => {
  expect(await outcomeOf(condition)).toBe('ValidationException');
});

test('a condition is held against an item that is not there as against one without attributes', async () => {
  const dynamo = await client();
  const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
  await dynamo.send(put({}, isNew));
  expect(await refusalOf(dynamo.send(put({}, isNew)))).toBe('ConditionalCheckFailedException');
  const Key = { ...KEY, sk: { S: 'other' } };
  const remove = new DeleteItemCommand({ TableName, Key, ConditionExpression: 'attribute_exists(pk)' });
  expect(await refusalOf(dynamo.send(remove))).toBe('ConditionalCheckFailedException');
});

const update = (UpdateExpression: string, rest = {}) =>
  new UpdateItemCommand({ TableName, Key: KEY, UpdateExpression, ...rest });
const A = { ExpressionAttributeNames: { '#a': 'a' }, ExpressionAttributeValues: { ':1': { N: '1' } } };

test('an update sets and removes attributes, and makes an item where there is none', async () => {
  const dynamo = await client();
  await dynamo.send(update('SET #a = :1', A));
  expect(await stored(dynamo)).toEqual({ ...KEY, a: { N: '1' } });
  await dynamo.send(update('set b = a, #a = :1 REMOVE c', { ...A, ExpressionAttributeValues: { ':1': { N: '2' } } }));
  expect(await stored(dynamo)).toEqual({ ...KEY, a: { N: '2' }, b: { N: '1' } });
  await dynamo.send(update('REMOVE a, b'));
  expect(await stored(dynamo)).toEqual(KEY);
});

test('an update whose condition does not hold changes nothing', async () => {
  const dynamo = await client();
  const refused = update('SET #a = :1', { ...A, ConditionExpression: 'attribute_exists(#a)' });
  expect(await refusalOf(dynamo.send(refused))).toBe('ConditionalCheckFailedException');
  expect(await stored(dynamo)).toBeUndefined();
});

test.each([
  ['no expression', ''],
  ['no clause', 'a = :1'],
  ['arithmetic', 'SET #a = :1 + :1'],
  ['a function', 'SET #a = if_not_exists(b, :1)'],
  ['another clause', 'ADD #a :1'],
  ['a clause twice', 'SET #a = :1 SET b = :1'],
  ['an attribute twice', 'SET #a = :1, #a = :1'],
  ['a part of the key', 'SET pk = :1, #a = :1'],
  ['an attribute that is not there', 'SET #a = :1, b = missing'],
])('fails for an update with %s', async (_, expression) => {
  expect(await refusalOf((await client()).send(update(expression, A)))).toBe('ValidationException');
});

test.each([
  ['a key without its sort key', get({ pk: { S: 'p' } })],
  ['a key with more', get({ ...KEY, more: { S: 'x' } })],
  ['a key that is a number', get({ ...KEY, sk: { N: '1' } })],
  ['an empty key', put({ sk: { S: '' } })],
  ['a key that is too long', put({ sk: { S: 'x'.repeat(1_025) } })],
  ['an item without a key', new PutItemCommand({ TableName, Item: { pk: { S: 'p' } } })],
  ['an item that is too large', put({ body: { S: 'x'.repeat(400 * 1_024) } })],
  ['a number that is none', put({ n: { N: 'x' } })],
  ['an empty set', put({ s: { SS: [] } })],
  ['a value that nothing uses', put({}, { ExpressionAttributeValues: { ':x': { N: '1' } } })],
  ['a parameter that is not served', put({}, { ReturnValues: 'ALL_OLD' })],
])('fails for %s', async (_, command: PutItemCommand | GetItemCommand) => {
  const dynamo = await client();
  expect(await refusalOf(command instanceof PutItemCommand ? dynamo.send(command) : dynamo.send(command))).toBe(
    'ValidationException',
  );
});

test('fails for a table or a region that is not there, for what is not served, and where nothing is', async () => {
  const tables = await openTwinTables();
  const unknown = new GetItemCommand({ TableName: 'other', Key: KEY });
  expect(await refusalOf(tables.dynamo('s0').send(unknown))).toBe('ResourceNotFoundException');
  expect(await refusalOf(tables.dynamo('s9').send(get()))).toBe('ResourceNotFoundException');
  expect(await refusalOf(tables.dynamo('s0').send(new CreateTableCommand({ TableName })))).toBe(
    'UnknownOperationException',
  );
  const nothing = await openTwin();
  const config = nothing.config('s0');
  const { DynamoDBClient: Client } = await import('@aws-sdk/client-dynamodb');
  expect(await refusalOf(nothing.client(new Client(config)).send(get()))).toBe('MissingAuthenticationTokenException');
});

const sorted = (sk: string, more = {}) => ({ PutRequest: { Item: { pk: { S: 'p' }, sk: { S: sk }, ...more } } });
const batch = (...requests: ReturnType<typeof sorted>[]) =>
  new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } });

const query = (KeyConditionExpression: string, values: Record<string, string>, rest = {}) =>
  new QueryCommand({
    TableName,
    KeyConditionExpression,
    ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, S]) => [name, { S }])),
    ...rest,
  });

test.each([
  ['pk = :p', {}, 'abc'],
  ['pk = :p AND sk >= :b', { ':b': 'b' }, 'bc'],
  [':b < sk AND :p = pk', { ':b': 'b' }, 'c'],
  ['pk = :p AND sk = :b', { ':b': 'b' }, 'b'],
  ['pk = :p AND sk BETWEEN :a AND :b', { ':a': 'a', ':b': 'b' }, 'ab'],
  ['pk = :p AND begins_with(sk, :c)', { ':c': 'c' }, 'c'],
])('a query by %s gives what is asked for, in the order of sort keys', async (condition, values, expected) => {
  const dynamo = await client();
  const other = { PutRequest: { Item: { pk: { S: 'q' }, sk: { S: 'b' } } } };
  await dynamo.send(batch(sorted('c'), sorted('a'), sorted('b'), other));
  const read = async (rest = {}) =>
    ((await dynamo.send(query(condition, { ':p': 'p', ...values }, rest))).Items ?? []).map(({ sk }) => sk?.S).join('');
  expect(await read()).toBe(expected);
  expect(await read({ ScanIndexForward: false })).toBe([...expected].reverse().join(''));
});

test.each([
  ['sk = :p', {}],
  ['pk > :p', {}],
  ['pk = :p OR sk = :b', { ':b': 'b' }],
  ['pk = :p AND sk <> :b', { ':b': 'b' }],
  ['pk = :p AND other = :b', { ':b': 'b' }],
  ['pk = :p AND sk > :b AND sk < :c', { ':b': 'b', ':c': 'c' }],
  ['pk = :p AND attribute_exists(sk)', {}],
])('fails for a query by %s', async (condition, values) => {
  expect(await refusalOf((await client()).send(query(condition, { ':p': 'p', ...values })))).toBe(
    'ValidationException',
  );
});

test('a filter takes out of each page what does not fulfil it, and pages still follow each other', async () => {
  const dynamo = await client();
  await dynamo.send(batch(sorted('a', { n: { N: '1' } }), sorted('b'), sorted('c', { n: { N: '2' } }), sorted('d')));
  const FilterExpression = 'attribute_exists(n)';
  const asked = { ...query('pk = :p', { ':p': 'p' }).input, FilterExpression, Limit: 2 };
  const pages: string[] = [];
  for await (const { Items = [], ScannedCount } of paginateQuery({ client: dynamo }, asked))
    pages.push(`${Items.map(({ sk }) => sk?.S).join('')} of ${ScannedCount}`);
  expect(pages).toEqual(['a of 2', 'c of 2']);
  const { Items } = await dynamo.send(new ScanCommand({ TableName, FilterExpression }));
  expect(Items).toHaveLength(2);
});

test('a page holds one megabyte, and together they hold everything once', async () => {
  const dynamo = await client();
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const body = { S: 'x'.repeat(390_000) };
  for (const sk of names) await dynamo.send(put({ sk: { S: sk }, body }));
  const pages: (string | undefined)[][] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName }))
    pages.push(Items.map(({ sk }) => sk?.S));
  expect(pages).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'f'],
  ]);
});

test('a batch is written and deleted as a whole', async () => {
  const dynamo = await client();
  await dynamo.send(batch(sorted('a'), sorted('b')));
  const DeleteRequest = { Key: { pk: { S: 'p' }, sk: { S: 'a' } } };
  const { UnprocessedItems } = await dynamo.send(
    new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ DeleteRequest }, sorted('c')] } }),
  );
  expect(UnprocessedItems).toEqual({});
  expect((await dynamo.send(new ScanCommand({ TableName }))).Items?.map(({ sk }) => sk?.S)).toEqual(['b', 'c']);
});

test.each([
  ['the same key twice', batch(sorted('a'), sorted('a'))],
  ['more than 25 requests', batch(...Array.from({ length: 26 }, (_, i) => sorted(`${i}`)))],
  ['one that is wrong', batch(sorted('a'), sorted(''))],
])('fails for a batch with %s, and writes nothing of it', async (_, command) => {
  const dynamo = await client();
  expect(await refusalOf(dynamo.send(command))).toBe('ValidationException');
  expect((await dynamo.send(new ScanCommand({ TableName }))).Count).toBe(0);
});

test('what is written in one region is in the others later, and the last write of an item wins', async () => {
  const { clock, dynamo } = await openTwinTables();
  const [here, there] = [dynamo('s0'), dynamo('s1')];
  await here.send(put({ n: { N: '1' } }));
  await here.send(put({ n: { N: '2' } }));
  expect(await stored(there)).toBeUndefined();
  await clock.run(NOW_MS + 10_000);
  expect(await stored(there)).toEqual({ ...KEY, n: { N: '2' } });
  await there.send(new DeleteItemCommand({ TableName, Key: KEY }));
  expect(await stored(here)).toBeDefined();
  await clock.run(NOW_MS + 20_000);
  expect(await stored(here)).toBeUndefined();
});
