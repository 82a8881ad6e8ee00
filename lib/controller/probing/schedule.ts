// Pure: what a prober does when in one run. Runs are started each minute and last longer, so that one that is started
// late leaves no gap; the one before learns that it is superseded and ends.
//
//   after             a run
//   0 s               reads what its predecessor has said last
//   1 s               sends its first probe
//   `fall` results    takes over: until then the predecessor has counted more
//   10 s              tries a full-size segment
//   20 s              tries again, when the first one was lost
//   75 s              ends, when no other run has taken over before

/** How long a run goes on at most. With one start a minute no more than two run at once. */
const RUN_MS = 75_000;

/** What a run leaves of its time, to wait for its last answers and writes, before Lambda would end it. */
const LAST_WORDS_MS = 3_000;

/** When the full-size segment is tried, from the start of the run. */
const FULL_SIZE_AT_MS = [10_000, 20_000];

/** Ports below those that Linux gives to other connections. At a probe a second each is used again after two hours. */
const FIRST_PORT = 20_000;
const PORTS = 8_192;
/** Those of full-size segments, two for each try. */
const FIRST_FULL_SIZE_PORT = FIRST_PORT + PORTS;
const FULL_SIZE_PORTS = 1_024;

/** How long a run may go on when Lambda ends it after so long. */
export function runLength(remainingMs: number): number {
  return Math.max(0, Math.min(RUN_MS, remainingMs - LAST_WORDS_MS));
}

/** The first moments are left to the database: connecting to it takes the processor that a probe would be late for. */
export function firstProbeMs(intervalMs: number): number {
  return Math.min(intervalMs, 1_000);
}

/** The probe to send when this one was the last; those whose time has passed meanwhile are left out. */
export function nextProbe(last: number, elapsedMs: number, intervalMs: number): number {
  return Math.max(last + 1, Math.floor(elapsedMs / intervalMs));
}

/**
 * Source port of a run's probe. Another port for each, because a router that spreads flows over parallel paths chooses by
 * it; counted through the runs, because the far end may still know a connection whose end it never heard of.
 */
export function sourcePort(startMs: number, probe: number, intervalMs: number): number {
  return FIRST_PORT + ((Math.floor(startMs / intervalMs) + probe) % PORTS);
}

/** Source port of the connections for full-size segments, counted within a run. */
export function fullSizePort(startMs: number, connection: number): number {
  return FIRST_FULL_SIZE_PORT + ((4 * Math.floor(startMs / 60_000) + connection) % FULL_SIZE_PORTS);
}

export type FullSize = 'passes' | 'lost' | 'unknown';

/** Whether a full-size segment is to be tried now, after these tries of the run. */
export function isFullSizeDue(elapsedMs: number, tries: readonly FullSize[]): boolean {
  const dueMs = FULL_SIZE_AT_MS[tries.length];
  return dueMs !== undefined && elapsedMs >= dueMs && tries.every((outcome) => outcome === 'lost');
}
