// Pure: the operations of DynamoDB that write. Source: DynamoDB API reference, PutItem, UpdateItem, DeleteItem, BatchWriteItem.

import * as z from 'zod';
import type { ItemKey } from '../../../controller/link-state-items/item-key';
import { Refused } from '../../refused';
import { type JsonOperation, jsonOperation } from '../json-service';
import { type Item, item, itemBytes } from './attribute-value';
import { holds, readCondition } from './condition';
import { Placeholders } from './expression-tokens';
import { attributesOf, KEY_NAMES, keyOf, keyOfItem } from './keys';
import { asked, INVALID, replicaOf } from './request';
import type { FindTable, TableReplica } from './table';
import { readUpdate, updated } from './update';

const MOST_ITEM_BYTES = 400 * 1_024;
const MOST_IN_BATCH = 25;

const CONDITION = { ...asked, ConditionExpression: z.string().exactOptional() };
const PUT = z.strictObject({ ...CONDITION, Item: item });
const DELETE = z.strictObject({ ...CONDITION, Key: item });
const UPDATE = z.strictObject({ ...CONDITION, Key: item, UpdateExpression: z.string() });
const WRITE = z.union([
  z.strictObject({ PutRequest: z.strictObject({ Item: item }) }),
  z.strictObject({ DeleteRequest: z.strictObject({ Key: item }) }),
]);
const BATCH = z.strictObject({ RequestItems: z.record(z.string(), z.array(WRITE).min(1)) });

type Conditional = z.infer<z.ZodObject<typeof CONDITION>>;

function placeholdersOf({ ExpressionAttributeNames, ExpressionAttributeValues }: Conditional): Placeholders {
  return new Placeholders(ExpressionAttributeNames, ExpressionAttributeValues);
}

/** Throws when the item that is there, or none, does not fulfil the request's condition. */
function check({ ConditionExpression: text }: Conditional, placeholders: Placeholders, before: Item | undefined): void {
  const condition = text === undefined ? undefined : readCondition('ConditionExpression', text, placeholders);
  placeholders.refuseUnused();
  if (condition && !holds(condition, before ?? {}))
    throw new Refused('ConditionalCheckFailedException', 'The conditional request failed');
}

function fitting(written: Item): Item {
  if (itemBytes(written) > MOST_ITEM_BYTES)
    throw new Refused(INVALID, 'Item size has exceeded the maximum allowed size');
  return written;
}

function update(replica: TableReplica, request: z.infer<typeof UPDATE>): void {
  const key = keyOf(request.Key);
  const placeholders = placeholdersOf(request);
  const change = readUpdate(request.UpdateExpression, placeholders, KEY_NAMES);
  const before = replica.find(key);
  check(request, placeholders, before);
  const after = updated(before ?? attributesOf(key), change);
  if (!after)
    throw new Refused(INVALID, 'The provided expression refers to an attribute that does not exist in the item');
  replica.put(key, fitting(after));
}

/** What one request of a batch does, when all of them can be done. */
interface Planned {
  readonly replica: TableReplica;
  readonly table: string;
  readonly key: ItemKey;
  readonly item?: Item;
}

function planned(replica: TableReplica, table: string, write: z.infer<typeof WRITE>): Planned {
  if ('DeleteRequest' in write) return { replica, table, key: keyOf(write.DeleteRequest.Key) };
  const { Item: put } = write.PutRequest;
  return { replica, table, key: keyOfItem(put), item: fitting(put) };
}

function batchWrite(find: FindTable, { RequestItems }: z.infer<typeof BATCH>, region: string): void {
  const writes = Object.entries(RequestItems).flatMap(([table, requests]) => {
    const replica = replicaOf(find, region, table);
    return requests.map((request) => planned(replica, table, request));
  });
  if (writes.length === 0 || writes.length > MOST_IN_BATCH)
    throw new Refused(INVALID, `A batch has 1 to ${MOST_IN_BATCH} requests, not ${writes.length}`);
  const places = new Set(writes.map(({ table, key: { pk, sk } }) => JSON.stringify([table, pk, sk])));
  if (places.size < writes.length) throw new Refused(INVALID, 'Provided list of item keys contains duplicates');
  for (const { replica, key, item: put } of writes)
    if (put) replica.put(key, put);
    else replica.remove(key);
}

export function writeOperations(find: FindTable): Readonly<Record<string, JsonOperation>> {
  const at = ({ TableName }: Conditional, region: string) => replicaOf(find, region, TableName);
  return {
    PutItem: jsonOperation(true, INVALID, PUT, (request, region) => {
      const [replica, key] = [at(request, region), keyOfItem(request.Item)];
      check(request, placeholdersOf(request), replica.find(key));
      replica.put(key, fitting(request.Item));
      return {};
    }),
    DeleteItem: jsonOperation(true, INVALID, DELETE, (request, region) => {
      const [replica, key] = [at(request, region), keyOf(request.Key)];
      check(request, placeholdersOf(request), replica.find(key));
      replica.remove(key);
      return {};
    }),
    UpdateItem: jsonOperation(true, INVALID, UPDATE, (request, region) => {
      update(at(request, region), request);
      return {};
    }),
    BatchWriteItem: jsonOperation(true, INVALID, BATCH, (request, region) => {
      batchWrite(find, request, region);
      return { UnprocessedItems: {} };
    }),
  };
}
