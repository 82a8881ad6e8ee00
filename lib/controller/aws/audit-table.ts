// The audit table on DynamoDB: entries are written by controllers, and read by those who ask what has been. One partition
// for each site, in the order of time.

import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandOutput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Sink } from '../announce/announcer';
import { auditedFrom, auditItem, auditPartition, readAuditItem } from '../announce/audit-item';
import type { AuditEntry } from '../audit';
import type { UnreadableItem } from '../link-state-items/item';
import { aFewAtOnce, groupsOf, type Leftover, type Pause, untilAllTaken } from './batches';
import { scalars } from './stored-items';

interface AuditTable {
  readonly dynamo: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
}

/** What DynamoDB takes in one call. */
const MOST_ITEMS = 25;

async function write(
  { dynamo, tableName }: AuditTable,
  requests: readonly WriteRequest[],
  abortSignal: AbortSignal,
): Promise<Leftover<WriteRequest>> {
  const command = new BatchWriteItemCommand({ RequestItems: { [tableName]: [...requests] } });
  const { UnprocessedItems } = await dynamo.send(command, { abortSignal });
  return { items: UnprocessedItems?.[tableName] ?? [], why: 'DynamoDB did not process them' };
}

/** An entry that is written again is the same item. */
export function auditSink(table: AuditTable, wait?: Pause): Sink {
  return {
    name: 'the audit table',
    tell: async (entries, signal) => {
      const requests = entries.map((entry, place): WriteRequest => ({ PutRequest: { Item: auditItem(entry, place) } }));
      const give = (group: readonly WriteRequest[]) => write(table, group, signal);
      await aFewAtOnce(groupsOf(requests, MOST_ITEMS), (group) => untilAllTaken(group, give, signal, wait));
    },
  };
}

export interface AuditPage {
  /** In the order in which they were said, or the other way round where that was asked for. */
  readonly entries: readonly AuditEntry[];
  readonly unreadable: readonly UnreadableItem[];
}

type Key = Record<string, AttributeValue>;

interface Asked {
  readonly site: string;
  readonly sinceMs: number;
  readonly newestFirst: boolean;
}

function queryOf(tableName: string, { site, sinceMs, newestFirst }: Asked, after: Key | undefined): QueryCommand {
  return new QueryCommand({
    TableName: tableName,
    ScanIndexForward: !newestFirst,
    KeyConditionExpression: 'pk = :site AND sk >= :since',
    ExpressionAttributeValues: { ':site': { S: auditPartition(site) }, ':since': { S: auditedFrom(sinceMs) } },
    ...(after ? { ExclusiveStartKey: after } : {}),
  });
}

function pageOf({ Items = [] }: QueryCommandOutput): AuditPage {
  const read = Items.map((item) => readAuditItem(scalars(item)));
  return {
    entries: read.flatMap((one) => (one.kind === 'readable' ? [one.entry] : [])),
    unreadable: read.flatMap((one) => (one.kind === 'unreadable' ? [one.item] : [])),
  };
}

async function* pagesOf({ dynamo, tableName }: AuditTable, asked: Asked): AsyncGenerator<AuditPage> {
  let after: Key | undefined;
  do {
    const page: QueryCommandOutput = await dynamo.send(queryOf(tableName, asked, after));
    yield pageOf(page);
    after = page.LastEvaluatedKey;
  } while (after);
}

/** What the controller of a site has said since then, a page at a time; the next is asked for when it is wanted. */
export function auditedSince(table: AuditTable, site: string, sinceMs: number): AsyncGenerator<AuditPage> {
  return pagesOf(table, { site, sinceMs, newestFirst: false });
}

/** The same, the newest first: for readers who stop when they have found what they look for. */
export function auditedBackTo(table: AuditTable, site: string, sinceMs: number): AsyncGenerator<AuditPage> {
  return pagesOf(table, { site, sinceMs, newestFirst: true });
}
