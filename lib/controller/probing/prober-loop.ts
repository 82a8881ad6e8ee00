// Pure: one run of a prober, over the target, the database and the clocks that it is given. Probes go out at their times
// whatever the database does: what cannot be written is written later, by then with what was measured meanwhile.

import type { AuditEntry } from '../audit';
import type { ObservationStore } from '../signal-ports';
import { type Answer, judged } from './results';
import {
  afterFullSize,
  afterResult,
  afterSaying,
  dueSaying,
  newRun,
  type ProbedEnd,
  type ProbeRun,
  takenOver,
  takeoverOf,
} from './run';
import { type FullSize, firstProbeMs, fullSizePort, isFullSizeDue, nextProbe, sourcePort } from './schedule';

export interface ProbeTarget {
  /** Never rejects, and says `nothing` after the timeout. */
  connect(sourcePort: number, timeoutMs: number): Promise<Answer>;
  /** Whether a segment as large as the link should carry gets through. Never rejects. */
  tryFullSize(sourcePorts: readonly [number, number]): Promise<FullSize>;
}

export interface ProberClock {
  /** Milliseconds since some moment, which never jump. */
  elapsed(): number;
  /** Epoch milliseconds, which do when the clock is set. */
  now(): number;
  /** Calls back when so much time has passed; at once when it is none. */
  after(ms: number, callback: () => void): void;
}

export interface ProberPorts {
  readonly target: ProbeTarget;
  readonly store: ObservationStore;
  readonly clock: ProberClock;
  readonly tell: (entry: AuditEntry) => void;
}

/** How long a database that failed is left alone. */
const RETRY_MS = 1_000;
/** How long the last answers and writes of a run are waited for. */
const LAST_WORDS_MS = 2_000;

/** Probes until `lengthMs` have passed or a run with a later epoch writes, and gives what it found out. */
export async function probe(end: ProbedEnd, ports: ProberPorts, lengthMs: number): Promise<ProbeRun> {
  return new ProberLoop(end, ports).until(lengthMs);
}

class ProberLoop {
  private run: ProbeRun;
  private readonly originMs: number;
  private readonly started: Promise<void>[] = [];
  private isSuperseded = false;
  /** Ends the sleep that is under way. */
  private wake: () => void = () => undefined;
  private isWriting = false;
  private isSizing = false;
  private hasPredecessor = false;
  private retryMs = Number.NEGATIVE_INFINITY;
  private hasFailed = false;
  private unjudged: string | undefined;

  constructor(
    end: ProbedEnd,
    private readonly ports: ProberPorts,
  ) {
    this.run = newRun(end, ports.clock.now());
    this.originMs = ports.clock.elapsed();
  }

  async until(lengthMs: number): Promise<ProbeRun> {
    const { intervalMs } = this.run.end.policy;
    const firstMs = firstProbeMs(intervalMs);
    this.start(this.write());
    await this.sleep(firstMs);
    for (let probe = 0; firstMs + probe * intervalMs < lengthMs && !this.isSuperseded; ) {
      this.start(this.probe(probe));
      if (!this.isSizing && isFullSizeDue(this.elapsed(), this.run.fullSizeTries)) this.start(this.trySize());
      await this.sleep(firstMs + (probe + 1) * intervalMs - this.elapsed());
      probe = nextProbe(probe, this.elapsed() - firstMs, intervalMs);
    }
    await Promise.race([Promise.all(this.started), this.sleep(LAST_WORDS_MS)]);
    if (this.run.results.length === 0) this.tell('probes-unsent', this.unjudged ?? 'there was no time for one');
    return this.run;
  }

  private elapsed(): number {
    return this.ports.clock.elapsed() - this.originMs;
  }

  /** Time by which the run reckons. */
  private steadyMs(): number {
    return this.run.startMs + this.elapsed();
  }

  /** Until then, or until another run has taken over. */
  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (this.isSuperseded) resolve();
      else this.ports.clock.after(ms, resolve);
    });
  }

  /** What is started never rejects. */
  private start(work: Promise<void>): void {
    this.started.push(work);
  }

  private async probe(probe: number): Promise<void> {
    const { startMs, end } = this.run;
    const { intervalMs, timeoutMs } = end.policy;
    const sentMs = this.steadyMs();
    const answer = await this.ports.target.connect(sourcePort(startMs, probe, intervalMs), timeoutMs);
    const result = judged(answer, sentMs, this.steadyMs(), timeoutMs);
    if ('unjudged' in result) this.unjudged = result.unjudged;
    else this.run = afterResult(this.run, result);
    if (this.isDue()) await this.write();
  }

  private async trySize(): Promise<void> {
    this.isSizing = true;
    const first = 2 * this.run.fullSizeTries.length;
    const ports = [fullSizePort(this.run.startMs, first), fullSizePort(this.run.startMs, first + 1)] as const;
    const outcome = await this.ports.target.tryFullSize(ports);
    this.run = afterFullSize(this.run, outcome, this.steadyMs());
    this.isSizing = false;
  }

  /** False as well when it is being written, when it may not be, and when nobody would take it. */
  private isDue(): boolean {
    if (this.isWriting || this.isSuperseded || this.elapsed() < this.retryMs || this.leavesTheWord()) return false;
    return !this.run.prober || this.due() !== undefined;
  }

  private due(): ReturnType<typeof dueSaying> {
    return dueSaying(this.run, Math.round(this.steadyMs()), this.ports.clock.now());
  }

  /** Writes what is due, one write at a time. */
  private async write(): Promise<void> {
    this.isWriting = true;
    try {
      if (!this.run.prober) await this.takeOver();
      while (!this.isSuperseded && (await this.writeOne()));
    } catch (error) {
      this.failed(error);
    }
    this.isWriting = false;
  }

  /** While too few probes are judged for a verdict, the predecessor's misses say more, and it may still count on. */
  private leavesTheWord(): boolean {
    return !this.run.prober && this.hasPredecessor && this.run.results.length < this.run.end.policy.fall;
  }

  /** Without knowing what was said last, a link that was just bad would look as if it never had been: so it is read first. */
  private async takeOver(): Promise<void> {
    const { link, site } = this.run.end;
    const last = await this.ports.store.last(link, site);
    const nowMs = Math.round(this.steadyMs());
    const takeover = takeoverOf(this.run, last, nowMs);
    this.hasPredecessor = takeover !== undefined;
    if (this.leavesTheWord()) return;
    if (takeover && (await this.ports.store.put(takeover)) === 'superseded') this.end();
    this.run = takenOver(this.run, last, nowMs);
  }

  private async writeOne(): Promise<boolean> {
    const due = this.due();
    if (!due) return false;
    if ((await this.ports.store.put(due.observation)) === 'superseded') this.end();
    else this.run = afterSaying(this.run, due);
    return true;
  }

  private end(): void {
    this.isSuperseded = true;
    this.wake();
  }

  private failed(error: unknown): void {
    this.retryMs = this.elapsed() + RETRY_MS;
    if (!this.hasFailed) this.tell('observation-unwritten', error instanceof Error ? error.message : String(error));
    this.hasFailed = true;
  }

  private tell(code: AuditEntry['code'], because: string): void {
    const { site, link } = this.run.end;
    this.ports.tell({ atMs: this.ports.clock.now(), site, code, because, link });
  }
}
