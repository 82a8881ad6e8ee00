// Pure: what a prober knows during one run. Times are of a clock that does not jump, which began as the wall clock stood at
// the start of the run; only what others read of an observation is stamped by the wall clock.
//
//   at first      probes are counted, and nothing is said: a predecessor has counted more, and may still speak
//   taken over    the predecessor's verdict stands in the database under this run's epoch: the predecessor writes no more
//   after that    an observation at once when the verdict changes, and as a heartbeat when there is a new result

import type { Policy } from '../../routing/policy';
import type { Observation } from '../database';
import { afterProbe, dueObservation, newProber, type Prober } from '../prober';
import { lossShare, medianRtt, type Result } from './results';
import type { FullSize } from './schedule';

export interface ProbedEnd {
  readonly link: string;
  readonly site: string;
  readonly policy: Policy['probe'];
}

export interface ProbeRun {
  readonly end: ProbedEnd;
  readonly startMs: number;
  /** All of the run, oldest first. */
  readonly results: readonly Result[];
  readonly fullSizeTries: readonly FullSize[];
  /** Absent until the run has taken over. */
  readonly prober?: Prober;
  readonly epochMs: number;
  /** What was found out about full-size segments last, by this run or one before it, and when. */
  readonly fullSize?: { readonly found: 'passes' | 'lost'; readonly atMs: number };
  /** What it measured and wrote last. */
  readonly said?: Said;
  /** The stamp of what stands in the database under its epoch. */
  readonly stampMs: number;
}

interface Said {
  readonly verdict: Observation['verdict'];
  readonly atMs: number;
  /** How many results it was made of. */
  readonly results: number;
}

/** An observation to write, and what the run is to remember when it was written. */
interface Saying {
  readonly observation: Observation;
  readonly said: Said;
}

/** Over how long loss is told, and of how many probes at least. */
const LOSS_WINDOW_MS = 30_000;
const FEWEST_FOR_LOSS = 10;

/** A target that does not speak TLS any more says nothing of size: what it said once is not believed for ever. */
const FULL_SIZE_LIFE_MS = 10 * 60_000;

export function newRun(end: ProbedEnd, startMs: number): ProbeRun {
  return { end, startMs, epochMs: startMs, results: [], fullSizeTries: [], stampMs: 0 };
}

/** Later than the predecessor's, even when the predecessor's clock was ahead: a wrong clock must not silence all others. */
function epochAfter(startMs: number, last: Observation | undefined): number {
  return Math.max(startMs, (last?.epochMs ?? 0) + 1);
}

/**
 * What the predecessor said last, as word of this run; nothing when it does not count any more. A stamp of a clock that
 * was ahead would keep out all that this run writes.
 */
export function takeoverOf(run: ProbeRun, last: Observation | undefined, nowMs: number): Observation | undefined {
  if (!last || last.expiresMs <= nowMs) return undefined;
  return { ...last, atMs: Math.min(last.atMs, nowMs), epochMs: epochAfter(run.startMs, last) };
}

/** The run goes on from what its predecessor said last, with all results that it has by now. */
export function takenOver(run: ProbeRun, last: Observation | undefined, nowMs: number): ProbeRun {
  const { results, startMs, end } = run;
  const { fullSize: found, fullSizeMs, atMs = 0 } = takeoverOf(run, last, nowMs) ?? {};
  const prober = results.reduce((before, result) => counted(before, result, end), newProber(nowMs, last));
  const fullSize = found && { found, atMs: Math.min(fullSizeMs ?? atMs, nowMs) };
  const known = fullSize === undefined || run.fullSize !== undefined ? {} : { fullSize };
  return { ...run, ...known, prober, epochMs: epochAfter(startMs, last), stampMs: atMs };
}

function counted(prober: Prober, { atMs, rttMs }: Result, { policy }: ProbedEnd): Prober {
  return afterProbe(prober, rttMs !== undefined, atMs, policy);
}

export function afterResult(run: ProbeRun, result: Result): ProbeRun {
  const results = [...run.results, result];
  return run.prober ? { ...run, results, prober: counted(run.prober, result, run.end) } : { ...run, results };
}

/** Only a segment that was lost twice counts as lost. */
export function afterFullSize(run: ProbeRun, outcome: FullSize, nowMs: number): ProbeRun {
  const fullSizeTries = [...run.fullSizeTries, outcome];
  const isKnown = outcome === 'passes' || (outcome === 'lost' && fullSizeTries.length > 1);
  const fullSize = isKnown ? { fullSize: { found: outcome, atMs: Math.round(nowMs) } } : {};
  return { ...run, fullSizeTries, ...fullSize };
}

export function afterSaying(run: ProbeRun, { observation, said }: Saying): ProbeRun {
  return { ...run, said, stampMs: observation.atMs };
}

/** What there is to write now. `wallMs` stamps it; a later one is always stamped later, whatever the wall clock does. */
export function dueSaying(run: ProbeRun, nowMs: number, wallMs: number): Saying | undefined {
  const { prober, said, results, epochMs } = run;
  if (!prober || results.length === (said?.results ?? 0)) return undefined;
  const due = dueObservation(prober, said, run.end.link, run.end.site, nowMs);
  if (!due) return undefined;
  const stampMs = Math.max(wallMs, run.stampMs + 1);
  const observation = {
    ...due,
    atMs: stampMs,
    expiresMs: due.expiresMs - nowMs + stampMs,
    epochMs,
    ...measuresOf(results, said?.results ?? 0, nowMs),
    ...sizeOf(run, nowMs),
  };
  return { observation, said: { verdict: due.verdict, atMs: nowMs, results: results.length } };
}

function sizeOf({ fullSize }: ProbeRun, nowMs: number): Pick<Observation, 'fullSize' | 'fullSizeMs'> {
  if (!fullSize || nowMs >= fullSize.atMs + FULL_SIZE_LIFE_MS) return {};
  return { fullSize: fullSize.found, fullSizeMs: fullSize.atMs };
}

function measuresOf(results: readonly Result[], told: number, nowMs: number): Pick<Observation, 'rttMs' | 'lossShare'> {
  const rttMs = medianRtt(results.slice(told));
  const recent = results.filter(({ atMs }) => atMs > nowMs - LOSS_WINDOW_MS);
  const share = recent.length < FEWEST_FOR_LOSS ? undefined : lossShare(recent);
  return { ...(rttMs === undefined ? {} : { rttMs }), ...(share === undefined ? {} : { lossShare: share }) };
}
