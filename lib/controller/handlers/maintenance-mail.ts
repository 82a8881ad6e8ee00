// Takes in maintenance notices that providers mail, and those that a person puts into the bucket. An error has the event
// come again, and be kept when that does not help either.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { newClient } from '../aws/clients';
import { logEntries } from '../aws/entry-log';
import { linkIdentities } from '../aws/link-identities';
import { databaseReader, linkStateClient, signalStore } from '../aws/link-state-table';
import { mailObjects } from '../aws/mail-objects';
import { ownTable, surroundings } from '../aws/own-table';
import { parametersBelow } from '../aws/parameters';
import { setting } from '../aws/setting';
import type { Readers } from '../signals/maintnote/maintnote';
import { readProvider } from '../signals/maintnote/provider-schema';
import { type KeepDeps, keepSignals, type ReadDeps, readMessage } from '../signals/maintnote/take-message';

interface LoggingDeps extends ReadDeps, Omit<KeepDeps, 'tell'> {
  /** Takes whole lines of the log. */
  readonly write: (line: string) => unknown;
}

export async function handle(event: unknown, { write, ...deps }: LoggingDeps): Promise<void> {
  const tell: KeepDeps['tell'] = (entries) => logEntries(entries, write, deps.now());
  await keepSignals(await readMessage(event, deps), { ...deps, tell });
}

interface Clients {
  readonly ssm: SSMClient;
  readonly s3: S3Client;
  readonly dynamo: DynamoDBClient;
}

let clients: Clients | undefined;

async function readersOf(ssm: SSMClient, site: string): Promise<Readers> {
  const [identities, providers] = await Promise.all([
    linkIdentities(ssm, setting('DETOUR_LINKS_PATH')),
    parametersBelow(ssm, setting('DETOUR_PROVIDERS_PATH'), readProvider),
  ]);
  const dropped = setting('DETOUR_DROPPED') === 'trusted' ? 'trusted' : 'alert';
  return { site, identities, announcers: { dropped, providers } };
}

export async function handler(event: unknown): Promise<void> {
  clients ??= {
    ssm: newClient(SSMClient),
    s3: newClient(S3Client),
    dynamo: linkStateClient(),
  };
  const { ssm, s3, dynamo } = clients;
  const around = surroundings();
  const table = ownTable(dynamo, around);
  await handle(event, {
    readers: () => readersOf(ssm, around.site),
    objects: mailObjects(s3, setting('DETOUR_MAIL_BUCKET')),
    database: databaseReader(table),
    signals: signalStore(table),
    ...around,
  });
}
