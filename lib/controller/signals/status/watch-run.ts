// Pure: one run of the status function within the time it has: it stops reading in time to act, and acting in time to write
// what it knows.

import type { AuditEntry } from '../../audit';
import type { Ask } from './read-ends';
import { type WatchDeps, watchLinks } from './watch-links';

/** Of a run of at most 50 s: until when it reads, and until when it acts, so that it can still write what it knows. */
const READ_MS = 20_000;
const ACT_MS = 30_000;
const WRITE_MS = 45_000;

export interface WatchRunDeps extends Omit<WatchDeps, 'askToRead' | 'askToAct' | 'askToWrite'> {
  /** Gives up at this time, in epoch milliseconds. */
  readonly askUntil: (deadlineMs: number) => Ask;
  readonly tell: (entries: readonly AuditEntry[]) => void;
}

/** Whatever was read is written and told. Rejects when not all of it could be written, for the alarm of failed runs. */
export async function watchRun({ askUntil, tell, ...deps }: WatchRunDeps, startedMs: number): Promise<void> {
  const asks = {
    askToRead: askUntil(startedMs + READ_MS),
    askToAct: askUntil(startedMs + ACT_MS),
    askToWrite: askUntil(startedMs + WRITE_MS),
  };
  const { entries, failures } = await watchLinks({ ...deps, ...asks });
  tell(entries);
  if (failures.length > 0) throw new Error(`the link state database does not take everything: ${failures.join('; ')}`);
}
