// Takes in what AWS Health announces, and rehearsals of it. An error has EventBridge try again, and then keep the event.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { newClient } from '../aws/clients';
import { logEntries } from '../aws/entry-log';
import { linkIdentities } from '../aws/link-identities';
import { databaseReader, linkStateClient, signalStore } from '../aws/link-state-table';
import { ownTable, surroundings } from '../aws/own-table';
import { setting } from '../aws/setting';
import { type HealthDeps, takeHealthEvent } from '../signals/aws-health/take-event';

interface LoggingDeps extends Omit<HealthDeps, 'tell'> {
  /** Takes whole lines of the log. */
  readonly write: (line: string) => unknown;
}

export async function handle(event: unknown, { write, ...deps }: LoggingDeps): Promise<void> {
  await takeHealthEvent(event, { ...deps, tell: (entries) => logEntries(entries, write, deps.now()) });
}

let clients: { readonly ssm: SSMClient; readonly dynamo: DynamoDBClient } | undefined;

export async function handler(event: unknown): Promise<void> {
  clients ??= { ssm: newClient(SSMClient), dynamo: linkStateClient() };
  const { ssm, dynamo } = clients;
  const path = setting('DETOUR_LINKS_PATH');
  const around = surroundings();
  const table = ownTable(dynamo, around);
  await handle(event, {
    identities: () => linkIdentities(ssm, path),
    database: databaseReader(table),
    signals: signalStore(table),
    ...around,
  });
}
