// Takes in what AWS Health announces, and rehearsals of it. An error has EventBridge try again, and then keep the event.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { newClient } from '../aws/clients';
import { linkIdentities } from '../aws/link-identities';
import { databasePort, linkStateClient, signalStore } from '../aws/link-state-table';
import { ownTable, surroundings } from '../aws/own-table';
import { setting } from '../aws/setting';
import type { DatabasePort } from '../ports';
import { recordEntries } from '../record-entries';
import type { SignalStore } from '../signal-ports';
import { healthSignal } from '../signals/aws-health/health-signal';
import { newsOf } from '../signals/repeats';
import type { LinkIdentity } from '../signals/signal';

interface HealthDeps {
  readonly site: string;
  readonly identities: () => Promise<readonly LinkIdentity[]>;
  readonly database: Pick<DatabasePort, 'read'>;
  readonly signals: Pick<SignalStore, 'put'>;
  readonly now: () => number;
  readonly write: (line: string) => unknown;
}

/** Told only when it is news: the same message comes from several regions, and may come again from each. */
export async function handle(event: unknown, deps: HealthDeps): Promise<void> {
  const { site, database, signals, now, write } = deps;
  const { items, entries } = healthSignal(event, { site, nowMs: now(), identities: await deps.identities() });
  const stored = items.length === 0 ? [] : (await database.read()).notices;
  const news = items.flatMap((item) => (item.kind === 'notice' ? (newsOf(item, stored) ?? []) : item));
  const written = await Promise.all(news.map((item) => signals.put(item)));
  if (items.length === 0 || written.includes('written')) recordEntries(entries, write, now());
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
    database: databasePort(table),
    signals: signalStore(table),
    ...around,
  });
}
