// The stream of a DynamoDB table in one region.

import { DescribeTableCommand, type DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';

/** What the stream look-up needs of DynamoDB in its own region. */
export interface TableStreamApi {
  /** ARN of the stream that the table writes to now; undefined while there is no such table, or no such stream. */
  find(tableName: string): Promise<string | undefined>;
}

export function tableStreamApi(dynamo: Pick<DynamoDBClient, 'send'>): TableStreamApi {
  return {
    async find(tableName) {
      try {
        const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: tableName }));
        return Table?.TableStatus === 'ACTIVE' ? Table.LatestStreamArn : undefined;
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
  };
}
