// Pure: takes in one event of AWS Health, over the stores that it is given.

import type { AuditEntry } from '../../audit';
import type { DatabasePort } from '../../ports';
import type { SignalStore } from '../../signal-ports';
import { newsOf } from '../repeats';
import type { LinkIdentity } from '../signal';
import { healthSignal } from './health-signal';

export interface HealthDeps {
  /** The site that hears of it. */
  readonly site: string;
  readonly identities: () => Promise<readonly LinkIdentity[]>;
  readonly database: Pick<DatabasePort, 'read'>;
  readonly signals: Pick<SignalStore, 'put'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly tell: (entries: readonly AuditEntry[]) => void;
}

/**
 * Told only when it is news: the same message comes from several regions, and may come again from each. Rejects when it
 * could not be stored; then nothing has been told, and the event may come again.
 */
export async function takeHealthEvent(event: unknown, deps: HealthDeps): Promise<void> {
  const { site, database, signals, now, tell } = deps;
  const { items, entries } = healthSignal(event, { site, nowMs: now(), identities: await deps.identities() });
  const stored = items.length === 0 ? [] : (await database.read()).notices;
  const news = items.flatMap((item) => (item.kind === 'notice' ? (newsOf(item, stored) ?? []) : item));
  const written = await Promise.all(news.map((item) => signals.put(item)));
  if (items.length === 0 || written.includes('written')) tell(entries);
}
