// Pure: what requests to DynamoDB have in common.

import * as z from 'zod';
import { Refused } from '../../refused';
import { item } from './attribute-value';
import type { FindTable, TableReplica } from './table';

export const INVALID = 'ValidationException';

/** A name, or the ARN, which the twin does not take. */
const tableName = z.string().regex(/^[a-zA-Z0-9_.-]{3,255}$/, 'is no name of a table');

/** Members of every request that is about one table and may have an expression. */
export const asked = {
  TableName: tableName,
  ExpressionAttributeNames: z.record(z.string().regex(/^#\w+$/), z.string()).exactOptional(),
  ExpressionAttributeValues: item.exactOptional(),
};

export function replicaOf(find: FindTable, region: string, table: string): TableReplica {
  const replica = find(region, table);
  if (!replica)
    throw new Refused('ResourceNotFoundException', `Requested resource not found: Table: ${table} not found`);
  return replica;
}
