// Virtual time: a queue of what is to happen when. Between two events no time passes, so a replay is as quick as its
// events are few, and the same seed makes the same run.

import { Heap } from 'heap-js';

interface Event {
  readonly atMs: number;
  /** Events of the same moment happen in the order in which they were planned. */
  readonly turn: number;
  readonly happen: () => unknown;
  /** True when code that awaits something goes on from here, so that it must be let run before time passes. */
  readonly resumes: boolean;
  /** It does not happen when this says so. */
  readonly signal: AbortSignal | undefined;
}

/** Time, as one part of the twin has it. */
export type Clock = Pick<VirtualClock, 'now' | 'at' | 'start' | 'sleep'>;

export class VirtualClock {
  private readonly queue = new Heap<Event>((a, b) => a.atMs - b.atMs || a.turn - b.turn);
  private turns = 0;
  private nowMs: number;
  /** How much is under way that takes real time. */
  private outstanding = 0;

  /** @param startMs epoch milliseconds at which time begins */
  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  now(): number {
    return this.nowMs;
  }

  /** Plans something that is done at once when its time comes. A time in the past means now. */
  at(ms: number, happen: () => void): void {
    this.plan(ms, happen, false);
  }

  /** Plans the start of something that will wait for time itself, or lets something go on that has waited. */
  start(ms: number, run: () => Promise<void> | void): void {
    this.plan(ms, run, true);
  }

  /** Does not end any more when the signal says that nobody waits. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => this.plan(this.nowMs + ms, resolve, true, signal));
  }

  /** Work that takes real time, which does not pass here: whatever comes next waits for it. */
  async outside<T>(work: Promise<T>): Promise<T> {
    this.outstanding += 1;
    return work.finally(() => {
      this.outstanding -= 1;
    });
  }

  private plan(ms: number, happen: () => unknown, resumes: boolean, signal?: AbortSignal): void {
    this.turns += 1;
    this.queue.push({ atMs: Math.max(ms, this.nowMs), turn: this.turns, happen, resumes, signal });
  }

  /** Lets everything up to and including `untilMs` happen, in order; then it is `untilMs`. */
  run(untilMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = () => {
        try {
          if (this.advance(untilMs)) resolve();
          // Whatever can go on without waiting for time has gone on by then.
          else setImmediate(turn);
        } catch (error) {
          reject(error);
        }
      };
      turn();
    });
  }

  /** True when there is nothing left to happen until then; false when code has been let go on that must come to rest first. */
  private advance(untilMs: number): boolean {
    while (this.outstanding === 0) {
      const next = this.queue.peek();
      if (!next || next.atMs > untilMs) {
        this.nowMs = untilMs;
        return true;
      }
      this.queue.pop();
      this.nowMs = next.atMs;
      if (next.signal?.aborted) continue;
      next.happen();
      if (next.resumes) return false;
    }
    return false;
  }
}
