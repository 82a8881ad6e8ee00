// Takes in maintenance notices that providers mail, and those that a person puts into the bucket. An error has the event
// come again, and be kept when that does not help either.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { newClient } from '../aws/clients';
import { linkIdentities } from '../aws/link-identities';
import { databasePort, linkStateClient, signalStore } from '../aws/link-state-table';
import { type MailObjects, mailObjects } from '../aws/mail-objects';
import { ownTable, surroundings } from '../aws/own-table';
import { parametersBelow } from '../aws/parameters';
import { setting } from '../aws/setting';
import type { Notice } from '../database';
import type { DatabasePort } from '../ports';
import { recordEntries } from '../record-entries';
import type { SignalStore } from '../signal-ports';
import { MAX_NOTICE_BYTES } from '../signals/maintnote/calendar-lines';
import { deliveryOf } from '../signals/maintnote/delivery';
import { maintnoteSignals, type Readers, unreadable } from '../signals/maintnote/maintnote';
import { messageNews } from '../signals/maintnote/news';
import { readProvider } from '../signals/maintnote/provider-schema';
import type { Signal } from '../signals/signal';

interface MailDeps {
  readonly readers: () => Promise<Readers>;
  readonly site: string;
  readonly objects: MailObjects;
  readonly database: Pick<DatabasePort, 'read'>;
  readonly signals: Pick<SignalStore, 'put'>;
  readonly now: () => number;
  readonly write: (line: string) => unknown;
}

/** Every controller reads all that is stored, again and again: strangers may not fill it. */
const MOST_UNTRUSTED = 100;

/** False: it is only told, which is all that is done for what is not trusted. */
function isKept(notice: Notice, stored: readonly Notice[]): boolean {
  return notice.trusted || stored.filter(({ trusted }) => !trusted).length < MOST_UNTRUSTED;
}

/** Gives what it has stored, which the next event of the same message may be about as well. */
async function take({ items, entries }: Signal, stored: readonly Notice[], deps: MailDeps): Promise<readonly Notice[]> {
  const record = (told: typeof entries) => recordEntries(told, deps.write, deps.now());
  const kept = items.flatMap((item) => (item.kind === 'notice' && isKept(item, stored) ? [item] : []));
  if (kept.length === 0) record(entries);
  const news = kept.flatMap((notice) => messageNews(notice, entries, stored) ?? []);
  for (const { notice, entries: told } of news) if ((await deps.signals.put(notice)) === 'written') record(told);
  return news.map(({ notice }) => notice);
}

async function signalsOf(event: unknown, deps: MailDeps): Promise<readonly Signal[]> {
  const { site, objects, now } = deps;
  const delivery = deliveryOf(event);
  if (!delivery.ok) return [unreadable(delivery.error, { name: 'an event', receivedMs: now() }, site)];
  const { key, ...rest } = delivery.value;
  const bytes = await objects.read(key, MAX_NOTICE_BYTES);
  const about = { ...rest, name: key };
  if (bytes === 'too-large') return [unreadable(`it has more than ${MAX_NOTICE_BYTES} bytes`, about, site)];
  return maintnoteSignals({ ...about, bytes }, await deps.readers());
}

export async function handle(event: unknown, deps: MailDeps): Promise<void> {
  const signals = await signalsOf(event, deps);
  const stored = signals.some(({ items }) => items.length > 0) ? [...(await deps.database.read()).notices] : [];
  for (const signal of signals) stored.push(...(await take(signal, stored, deps)));
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
    database: databasePort(table),
    signals: signalStore(table),
    ...around,
  });
}
