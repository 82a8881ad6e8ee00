// Pure: tells entries in every place where they are to be heard: log and metrics, audit table, event bus, people. No place
// waits for another, or goes without because another fails.

import type { AuditEntry } from '../audit';
import type { AuditPort } from '../ports';
import { settleAll } from '../settle-all';
import { boundedEntry } from './bounded-entry';

/** One place to which entries go. */
export interface Sink {
  /** As a person is told when it fails. */
  readonly name: string;
  /**
   * Takes as many of the entries as it can, in reading order. Rejects when it could not take all of them. When the signal
   * is aborted nobody waits for it any more.
   */
  tell(entries: readonly AuditEntry[], signal: AbortSignal): Promise<void>;
}

/** Rejects when the work takes too long, whose signal is then aborted. */
type InTime = (work: (signal: AbortSignal) => Promise<void>) => Promise<void>;

async function named(sink: Sink, entries: readonly AuditEntry[], inTime: InTime): Promise<void> {
  try {
    await inTime((signal) => sink.tell(entries, signal));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${sink.name} did not take what was to be said: ${why}`, { cause: error });
  }
}

/**
 * All sinks are told at once, each within its time. Rejects with every reason when some could not take everything; the
 * others have.
 */
export function announcer(sinks: readonly Sink[], inTime: InTime): AuditPort {
  return {
    record: async (entries) => {
      if (entries.length === 0) return;
      const told = entries.map(boundedEntry);
      await settleAll(sinks.map((sink) => named(sink, told, inTime)));
    },
  };
}
