// Pure: what one probe comes to.
//
//   what came back                       within the timeout   a little later   long after the timeout
//   an answer                            answered             missed           unjudged
//   nothing, or that it is unreachable   missed               missed           unjudged
//   the probe could not be sent          unjudged             unjudged         unjudged
//
// Long after the timeout it was not the link that was slow but the prober: it did not run when it should have looked.

/** What a target answered. `refused` is said by the far end, so the link carried the question there and the answer back. */
export type Answer =
  | { readonly kind: 'accepted' | 'refused' }
  | { readonly kind: 'nothing' }
  /** The probe never left: its source port was taken, or the machine had no socket for it. */
  | { readonly kind: 'unsent'; readonly why: string };

/** A judged probe. */
export interface Result {
  /** When it became known, on a clock that does not jump; a whole number, as stamps are. */
  readonly atMs: number;
  /** Round-trip time; absent: it was missed. */
  readonly rttMs?: number;
}

/** Later than this after the timeout, the prober itself was not running. */
const SLACK_MS = 100;

/** The result of a probe after so long, or why it is none. */
export function judged(
  answer: Answer,
  sentMs: number,
  atMs: number,
  timeoutMs: number,
): Result | { readonly unjudged: string } {
  const rttMs = atMs - sentMs;
  if (answer.kind === 'unsent') return { unjudged: answer.why };
  if (rttMs > timeoutMs + SLACK_MS) return { unjudged: 'the prober was not running when it should have looked' };
  const isAnswered = answer.kind !== 'nothing' && rttMs <= timeoutMs;
  return isAnswered ? { atMs: Math.round(atMs), rttMs } : { atMs: Math.round(atMs) };
}

/** Median round-trip time of the answered ones in milliseconds, to the microsecond; undefined when none was. */
export function medianRtt(results: readonly Result[]): number | undefined {
  const sorted = results.flatMap(({ rttMs }) => (rttMs === undefined ? [] : [rttMs])).sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : Math.round((low + high) * 500) / 1_000;
}

/** Share of the probes that were missed, 0 to 1; undefined when there was none. */
export function lossShare(results: readonly Result[]): number | undefined {
  if (results.length === 0) return undefined;
  return Math.round((1_000 * results.filter(({ rttMs }) => rttMs === undefined).length) / results.length) / 1_000;
}
