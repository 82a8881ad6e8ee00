// The link state database on DynamoDB: one replica of the table, in the region of the client. Which condition guards which
// write is in docs/link-state.md.

import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { LinkStatus, Notice, Observation, Order } from '../database';
import { readItem, type StoredAttributes, saidOf, type UnreadableItem } from '../link-state-items/item';
import { admissionKey, type ItemKey, observationKey, orderKey, statusKey } from '../link-state-items/item-key';
import { snapshotOf } from '../link-state-items/snapshot';
import type { StoredValue } from '../link-state-items/stored-value';
import type { DatabasePort } from '../ports';
import type { ObservationStore, OrderStore, SignalStore, Written } from '../signal-ports';
import { newClient } from './clients';
import { attributesOf, type Condition, type ItemTable, itemAt, putItem, scalars, unlessRefused } from './stored-items';

export interface LinkStateTable extends ItemTable {
  /** Hears of the items that a read has ignored. */
  readonly onUnreadable: (items: readonly UnreadableItem[]) => void;
}

/** A replica is near and answers soon: more tries, and shorter ones. */
export function linkStateClient(): DynamoDBClient {
  return newClient(DynamoDBClient, { maxAttempts: 5, connectionTimeout: 1_000, requestTimeout: 3_000 });
}

/** For functions that write nothing of it: no code that writes is in them. */
export function databaseReader(table: LinkStateTable): Pick<DatabasePort, 'read'> {
  return {
    read: async () => {
      const { values, unreadable } = understood(table, await scanned(table));
      return snapshotOf(values, unreadable);
    },
  };
}

/** Writes as the holder of the lease with this token: nothing, once a later holder has written, which rejects then. */
export function databasePort(table: LinkStateTable, token: number): DatabasePort {
  const beside = { token: { N: String(token) } };
  const fenced = async (write: Promise<Written>) => {
    if ((await write) === 'superseded') throw new Error('a later run of the controller has written it already');
  };
  return {
    ...databaseReader(table),
    publish: (publication) => fenced(putItem(table, publication, noLaterToken(token), beside)),
    admit: (admission) => fenced(putItem(table, admission, noLaterToken(token), beside)),
    dismiss: (link) => fenced(deleted(table, admissionKey(link), noLaterToken(token))),
  };
}

export function signalStore(table: LinkStateTable): SignalStore {
  return {
    put: (item) => putItem(table, item, item.kind === 'notice' ? newsOnly(item) : notOlder(item)),
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
    put: (observation) => putItem(table, observation, noEarlierEpoch(observation)),
  };
}

export function orderStore(table: LinkStateTable): OrderStore {
  return {
    place: async (order) => {
      const written = await putItem(table, order, { ConditionExpression: 'attribute_not_exists(pk)' });
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

/** A try whose answer was lost finds its own token. What has none, or none that is a number, is written by anybody. */
function noLaterToken(token: number): Condition {
  return {
    ConditionExpression: 'NOT (#token > :token)',
    ExpressionAttributeNames: { '#token': 'token' },
    ExpressionAttributeValues: { ':token': { N: String(token) } },
  };
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

/** What is not there is deleted already. */
async function deleted({ dynamo, tableName }: ItemTable, key: ItemKey, condition: Condition): Promise<Written> {
  const command = new DeleteItemCommand({ TableName: tableName, Key: attributesOf(key), ...condition });
  return unlessRefused(dynamo.send(command));
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

async function valueAt(table: LinkStateTable, key: ItemKey): Promise<StoredValue | undefined> {
  const item = await itemAt(table, key);
  return item && understood(table, [item]).values[0];
}

/** The values of items, in the order of the items; those that have none are told of. */
function understood(table: LinkStateTable, items: readonly StoredAttributes[]) {
  const read = items.map(readItem);
  const unreadable = read.flatMap((item) => (item.kind === 'unreadable' ? [item.item] : []));
  if (unreadable.length > 0) table.onUnreadable(unreadable);
  return { values: read.flatMap((item) => (item.kind === 'readable' ? [item.value] : [])), unreadable };
}
