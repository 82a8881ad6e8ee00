// Pure: takes in one message of a provider, over the objects and the stores that it is given: first it is read, then what is
// new about it is stored and told.

import type { AuditEntry } from '../../audit';
import type { Notice } from '../../database';
import type { DatabasePort } from '../../ports';
import type { SignalStore } from '../../signal-ports';
import type { Signal } from '../signal';
import { MAX_NOTICE_BYTES } from './calendar-lines';
import { deliveryOf } from './delivery';
import { maintnoteSignals, type Readers, unreadable } from './maintnote';
import { messageNews } from './news';

/** Where messages lie. */
export interface MailObjects {
  /** The object's bytes; `too-large` without reading more than the limit. */
  read(key: string, maxBytes: number): Promise<Uint8Array | 'too-large'>;
}

export interface ReadDeps {
  readonly site: string;
  readonly readers: () => Promise<Readers>;
  readonly objects: MailObjects;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface KeepDeps {
  readonly database: Pick<DatabasePort, 'read'>;
  readonly signals: Pick<SignalStore, 'put'>;
  readonly tell: (entries: readonly AuditEntry[]) => void;
}

/** Every controller reads all that is stored, again and again: strangers may not fill it. */
const MOST_UNTRUSTED = 100;

/** False: it is only told, which is all that is done for what is not trusted. */
function isKept(notice: Notice, stored: readonly Notice[]): boolean {
  return notice.trusted || stored.filter(({ trusted }) => !trusted).length < MOST_UNTRUSTED;
}

/** Gives what it has stored, which the next event of the same message may be about as well. */
async function keep(
  { items, entries }: Signal,
  stored: readonly Notice[],
  { signals, tell }: KeepDeps,
): Promise<readonly Notice[]> {
  const kept = items.flatMap((item) => (item.kind === 'notice' && isKept(item, stored) ? [item] : []));
  if (kept.length === 0) tell(entries);
  const news = kept.flatMap((notice) => messageNews(notice, entries, stored) ?? []);
  for (const { notice, entries: told } of news) if ((await signals.put(notice)) === 'written') tell(told);
  return news.map(({ notice }) => notice);
}

/** What the message says that the event of SES or S3 is about. Rejects when the message or its readers cannot be read. */
export async function readMessage(event: unknown, deps: ReadDeps): Promise<readonly Signal[]> {
  const { site, objects, now } = deps;
  const delivery = deliveryOf(event);
  if (!delivery.ok) return [unreadable(delivery.error, { name: 'an event', receivedMs: now() }, site)];
  const { key, ...rest } = delivery.value;
  const bytes = await objects.read(key, MAX_NOTICE_BYTES);
  const about = { ...rest, name: key };
  if (bytes === 'too-large') return [unreadable(`it has more than ${MAX_NOTICE_BYTES} bytes`, about, site)];
  return maintnoteSignals({ ...about, bytes }, await deps.readers());
}

/**
 * Stores the news among what a message says, and tells each when it is stored. Rejects when one of them could not be
 * stored; what is stored and told already is none when the message comes again.
 */
export async function keepSignals(read: readonly Signal[], deps: KeepDeps): Promise<void> {
  const stored = read.some(({ items }) => items.length > 0) ? [...(await deps.database.read()).notices] : [];
  for (const signal of read) stored.push(...(await keep(signal, stored, deps)));
}
