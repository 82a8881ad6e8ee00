// The link state database on DynamoDB: one replica of the table, in the region of the client. Which condition guards which
// write is in docs/link-state.md.

import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { LinkStatus, Notice, Observation, Order } from '../database';
import { itemOf, readItem, type StoredAttributes, saidOf, type UnreadableItem } from '../link-state-items/item';
import { admissionKey, type ItemKey, observationKey, orderKey, statusKey } from '../link-state-items/item-key';
import { snapshotOf } from '../link-state-items/snapshot';
import type { StoredValue } from '../link-state-items/stored-value';
import type { DatabasePort } from '../ports';
import type { ObservationStore, OrderStore, SignalStore, Written } from '../signal-ports';
import { newClient } from './clients';

export interface LinkStateTable {
  readonly dynamo: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  /** The site whose functions use this adapter: a notice's key names it. */
  readonly site: string;
  /** Hears of the items that a read has ignored. */
  readonly onUnreadable: (items: readonly UnreadableItem[]) => void;
}

/** A replica is near and answers soon: more tries, and shorter ones. */
export function linkStateClient(): DynamoDBClient {
  return newClient(DynamoDBClient, { maxAttempts: 5, connectionTimeout: 1_000, requestTimeout: 3_000 });
}

export function databasePort(table: LinkStateTable): DatabasePort {
  return {
    read: async () => snapshotOf(readable(table, await scanned(table))),
    publish: async (publication) => void (await put(table, publication)),
    admit: async (admission) => void (await put(table, admission)),
    dismiss: async (link) => {
      await table.dynamo.send(
        new DeleteItemCommand({ TableName: table.tableName, Key: attributesOf(admissionKey(link)) }),
      );
    },
  };
}

export function signalStore(table: LinkStateTable): SignalStore {
  return {
    put: (item) => put(table, item, item.kind === 'notice' ? newsOnly(item) : notOlder(item)),
    lastStatus: async (link, site) => {
      const value = await valueAt(table, statusKey(link, site));
      return value?.kind === 'status' ? value : undefined;
    },
  };
}

export function observationStore(table: LinkStateTable): ObservationStore {
  return {
    last: async (link, site) => {
      const value = await valueAt(table, observationKey(link, site));
      return value?.kind === 'observation' ? value : undefined;
    },
    put: (observation) => put(table, observation, noEarlierEpoch(observation)),
  };
}

export function orderStore(table: LinkStateTable): OrderStore {
  return {
    place: async (order) => {
      const written = await put(table, order, { ConditionExpression: 'attribute_not_exists(pk)' });
      if (written === 'written') return 'written';
      return (await isOwnTry(table, order)) ? 'written' : 'exists';
    },
    end: async (id, nowMs) => {
      if (await ended(table, id, nowMs)) return 'ended';
      const { ended: before } = (await itemAt(table, orderKey(id))) ?? {};
      return before?.N === String(nowMs) ? 'ended' : 'unknown';
    },
  };
}

interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** A try whose answer was lost finds its own body. */
function newsOnly(notice: Notice): Condition {
  return {
    ConditionExpression:
      'attribute_not_exists(#version) OR #version < :version OR #body = :body OR (#version = :version AND #said <> :said)',
    ExpressionAttributeNames: { '#version': 'version', '#said': 'said', '#body': 'body' },
    ExpressionAttributeValues: {
      ':version': { N: String(notice.version) },
      ':said': { S: saidOf(notice) },
      ':body': { S: JSON.stringify(notice) },
    },
  };
}

function notOlder({ atMs }: LinkStatus): Condition {
  return {
    ConditionExpression: 'attribute_not_exists(#at) OR #at <= :at',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':at': { N: String(atMs) } },
  };
}

function noEarlierEpoch({ epochMs = 0, atMs }: Observation): Condition {
  return {
    ConditionExpression: 'attribute_not_exists(#epoch) OR #epoch < :epoch OR (#epoch = :epoch AND #at <= :at)',
    ExpressionAttributeNames: { '#epoch': 'epoch', '#at': 'at' },
    ExpressionAttributeValues: { ':epoch': { N: String(epochMs) }, ':at': { N: String(atMs) } },
  };
}

/** What a condition refuses is superseded; everything else that goes wrong rejects. */
async function unlessRefused(write: Promise<unknown>): Promise<Written> {
  try {
    await write;
    return 'written';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'superseded';
    throw error;
  }
}

async function put(table: LinkStateTable, value: StoredValue, condition?: Condition): Promise<Written> {
  const Item = itemOf(value, table.site);
  return unlessRefused(table.dynamo.send(new PutItemCommand({ TableName: table.tableName, Item, ...condition })));
}

/** A try whose answer was lost is made again, and then refused by what it has written itself. */
async function isOwnTry(table: LinkStateTable, order: Order): Promise<boolean> {
  const stored = await itemAt(table, orderKey(order.id));
  return stored?.body?.S === JSON.stringify(order);
}

async function ended(table: LinkStateTable, id: string, nowMs: number): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName: table.tableName,
    Key: attributesOf(orderKey(id)),
    UpdateExpression: 'SET #ended = :now',
    ConditionExpression: '#expires > :now AND attribute_not_exists(#ended)',
    ExpressionAttributeNames: { '#ended': 'ended', '#expires': 'expires' },
    ExpressionAttributeValues: { ':now': { N: String(nowMs) } },
  });
  return (await unlessRefused(table.dynamo.send(command))) === 'written';
}

/** All items of the replica. Consistent: a reconcile that follows a write at this site sees it. */
async function scanned(table: LinkStateTable): Promise<readonly StoredAttributes[]> {
  const items: StoredAttributes[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page: ScanCommand = new ScanCommand({
      TableName: table.tableName,
      ConsistentRead: true,
      ...(from ? { ExclusiveStartKey: from } : {}),
    });
    const { Items = [], LastEvaluatedKey } = await table.dynamo.send(page);
    items.push(...Items.map(scalars));
    from = LastEvaluatedKey;
  } while (from);
  return items;
}

async function itemAt(table: LinkStateTable, key: ItemKey): Promise<StoredAttributes | undefined> {
  const command = new GetItemCommand({ TableName: table.tableName, Key: attributesOf(key), ConsistentRead: true });
  const { Item } = await table.dynamo.send(command);
  return Item && scalars(Item);
}

async function valueAt(table: LinkStateTable, key: ItemKey): Promise<StoredValue | undefined> {
  const item = await itemAt(table, key);
  return item && readable(table, [item])[0];
}

/** What is neither text nor a number is nothing that Detour wrote. */
function scalars(item: Record<string, AttributeValue>): StoredAttributes {
  return Object.fromEntries(Object.entries(item).map(([name, attribute]) => [name, scalar(attribute)]));
}

function scalar({ S, N }: AttributeValue): StoredAttributes[string] {
  if (S !== undefined) return { S };
  return N === undefined ? {} : { N };
}

function attributesOf({ pk, sk }: ItemKey): Record<string, AttributeValue> {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** The values of items, in the order of the items; those that have none are told of. */
function readable(table: LinkStateTable, items: readonly StoredAttributes[]): readonly StoredValue[] {
  const read = items.map(readItem);
  const unreadable = read.flatMap((item) => (item.kind === 'unreadable' ? [item.item] : []));
  if (unreadable.length > 0) table.onUnreadable(unreadable);
  return read.flatMap((item) => (item.kind === 'readable' ? [item.value] : []));
}
