// A DynamoDB server on loopback, which speaks the real protocol and keeps everything in memory.

import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The package has no types. Zero milliseconds: on AWS each takes seconds. */
type OpenServer = (times: Readonly<Record<'createTableMs' | 'deleteTableMs' | 'updateTableMs', number>>) => Server;

const dynalite: OpenServer = createRequire(__filename)('dynalite');

export interface DynamoServer {
  readonly client: DynamoDBClient;
  /** Where it listens, for functions in other processes. */
  readonly endpoint: string;
  /** An empty table with the keys of the link state database, by a name of its own unless one is given. */
  createTable(name?: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startDynamoServer(): Promise<DynamoServer> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' },
  });
  let tables = 0;
  return {
    client,
    endpoint,
    async createTable(name) {
      tables += 1;
      const TableName = name ?? `link-state-${tables}`;
      await client.send(new CreateTableCommand({ TableName, ...KEYS, BillingMode: 'PAY_PER_REQUEST' }));
      // It is made soon, and not at once: on a busy machine a write may be there before.
      while (!(await isThere(client, TableName)));
      return TableName;
    },
    async stop() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function isThere(client: DynamoDBClient, TableName: string): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return Table?.TableStatus === 'ACTIVE';
}

const KEYS = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'sk', AttributeType: 'S' as const },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ],
};
