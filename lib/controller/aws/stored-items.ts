// Single items of the link state table: how one is read, and written where a condition lets it be.

import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { itemOf, type StoredAttributes } from '../link-state-items/item';
import type { ItemKey } from '../link-state-items/item-key';
import type { StoredValue } from '../link-state-items/stored-value';
import type { Written } from '../signal-ports';

export interface ItemTable {
  readonly dynamo: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  /** The site whose functions use the table: keys of what several sites may write name it. */
  readonly site: string;
}

export interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** What a condition refuses is superseded; everything else that goes wrong rejects. */
export async function unlessRefused(write: Promise<unknown>): Promise<Written> {
  try {
    await write;
    return 'written';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'superseded';
    throw error;
  }
}

/** `beside` stands in the item and not in the value: what conditions of later writes compare. */
export async function putItem(
  { dynamo, tableName, site }: ItemTable,
  value: StoredValue,
  condition?: Condition,
  beside: Record<string, AttributeValue> = {},
): Promise<Written> {
  const Item = { ...itemOf(value, site), ...beside };
  return unlessRefused(dynamo.send(new PutItemCommand({ TableName: tableName, Item, ...condition })));
}

/** As it was after every write that was answered before. */
export async function itemAt({ dynamo, tableName }: ItemTable, key: ItemKey): Promise<StoredAttributes | undefined> {
  const command = new GetItemCommand({ TableName: tableName, Key: attributesOf(key), ConsistentRead: true });
  const { Item } = await dynamo.send(command);
  return Item && scalars(Item);
}

/** What is neither text nor a number is nothing that Detour wrote. */
export function scalars(item: Record<string, AttributeValue>): StoredAttributes {
  return Object.fromEntries(Object.entries(item).map(([name, attribute]) => [name, scalar(attribute)]));
}

function scalar({ S, N }: AttributeValue): StoredAttributes[string] {
  if (S !== undefined) return { S };
  return N === undefined ? {} : { N };
}

export function attributesOf({ pk, sk }: ItemKey): Record<string, AttributeValue> {
  return { pk: { S: pk }, sk: { S: sk } };
}
