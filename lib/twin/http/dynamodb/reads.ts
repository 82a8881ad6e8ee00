// Pure: the operations of DynamoDB that read. A page ends with the item by which it would have more than 1 MB, or after as
// many as the request asks for; a filter is applied after that. Source: DynamoDB API reference, GetItem, Query, Scan.

import * as z from 'zod';
import type { ItemKey } from '../../../controller/link-state-items/item-key';
import { type JsonObject, type JsonOperation, jsonOperation } from '../json-service';
import { type AttributeValue, type Item, item, itemBytes } from './attribute-value';
import { type Condition, holds, readCondition } from './condition';
import { Placeholders } from './expression-tokens';
import { readKeyCondition } from './key-condition';
import { attributesOf, compareKeys, keyOf } from './keys';
import { asked, INVALID, replicaOf } from './request';
import type { FindTable } from './table';

const MOST_PAGE_BYTES = 1_024 * 1_024;

const { TableName } = asked;
const ConsistentRead = z.boolean().exactOptional();
const GET = z.strictObject({ TableName, ConsistentRead, Key: item });
const PAGED = {
  ...asked,
  ConsistentRead,
  ExclusiveStartKey: item.exactOptional(),
  FilterExpression: z.string().exactOptional(),
  Limit: z.int().min(1).exactOptional(),
};
const SCAN = z.strictObject(PAGED);
const QUERY = z.strictObject({
  ...PAGED,
  KeyConditionExpression: z.string(),
  ScanIndexForward: z.boolean().exactOptional(),
});

type Paged = z.infer<typeof SCAN>;

interface Found {
  readonly key: ItemKey;
  readonly item: Item;
}

/** A value as JSON has it: the members are what they are. */
function json(value: AttributeValue): JsonObject {
  return 'M' in value ? { M: jsonItem(value.M) } : 'L' in value ? { L: value.L.map(json) } : { ...value };
}

function jsonItem(read: Item): JsonObject {
  return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, json(value)]));
}

/** The first of them that make a page. */
function pageOf(found: readonly Found[], limit: number): readonly Found[] {
  let bytes = 0;
  const over = found.findIndex(({ item: one }) => {
    bytes += itemBytes(one);
    return bytes > MOST_PAGE_BYTES;
  });
  // The first item belongs to the page however large it is.
  return found.slice(0, Math.min(limit, over < 0 ? found.length : Math.max(over, 1)));
}

function answer(sorted: readonly Found[], { Limit = sorted.length }: Paged, filter: Condition | undefined): JsonObject {
  const page = pageOf(sorted, Limit);
  const items = page.filter((one) => !filter || holds(filter, one.item));
  const last = page.length < sorted.length ? page.at(-1) : undefined;
  return {
    Items: items.map((one) => jsonItem(one.item)),
    Count: items.length,
    ScannedCount: page.length,
    ...(last ? { LastEvaluatedKey: jsonItem(attributesOf(last.key)) } : {}),
  };
}

function filterOf({ FilterExpression: text }: Paged, placeholders: Placeholders): Condition | undefined {
  return text === undefined ? undefined : readCondition('FilterExpression', text, placeholders);
}

function sortedAfter(found: readonly Found[], { ExclusiveStartKey: start }: Paged, isForward: boolean) {
  const direction = isForward ? 1 : -1;
  const after = start && keyOf(start);
  return [...found]
    .sort((a, b) => direction * compareKeys(a.key, b.key))
    .filter(({ key }) => !after || direction * compareKeys(key, after) > 0);
}

function scan(find: FindTable, request: Paged, region: string): JsonObject {
  const placeholders = new Placeholders(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
  const filter = filterOf(request, placeholders);
  placeholders.refuseUnused();
  const found = replicaOf(find, region, request.TableName).items();
  return answer(sortedAfter(found, request, true), request, filter);
}

function query(find: FindTable, request: z.infer<typeof QUERY>, region: string): JsonObject {
  const placeholders = new Placeholders(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
  const { pk, condition } = readKeyCondition(request.KeyConditionExpression, placeholders);
  const filter = filterOf(request, placeholders);
  placeholders.refuseUnused();
  const found = replicaOf(find, region, request.TableName)
    .items(pk)
    .filter(({ key }) => holds(condition, attributesOf(key)));
  return answer(sortedAfter(found, request, request.ScanIndexForward ?? true), request, filter);
}

export function readOperations(find: FindTable): Readonly<Record<string, JsonOperation>> {
  return {
    GetItem: jsonOperation(false, INVALID, GET, (request, region) => {
      const found = replicaOf(find, region, request.TableName).find(keyOf(request.Key));
      return found ? { Item: jsonItem(found) } : {};
    }),
    Scan: jsonOperation(false, INVALID, SCAN, (request, region) => scan(find, request, region)),
    Query: jsonOperation(false, INVALID, QUERY, (request, region) => query(find, request, region)),
  };
}
