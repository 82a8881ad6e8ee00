// Virtual time: a queue of what is to happen when. Between two events no time passes, so a replay is as quick as its
// events are few, and the same seed makes the same run.

import { Heap } from 'heap-js';

interface Event {
  readonly atMs: number;
  /** Events of the same moment happen in the order in which they were planned. */
  readonly turn: number;
  readonly happen: () => void;
  /** True when code that awaits something goes on from here, so that it must be let run before time passes. */
  readonly resumes: boolean;
}

/** Lets everything that can go on without waiting for time go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

export class VirtualClock {
  private readonly queue = new Heap<Event>((a, b) => a.atMs - b.atMs || a.turn - b.turn);
  private turns = 0;
  private nowMs: number;

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

  /** Plans the start of something that will wait for time itself. */
  start(ms: number, run: () => Promise<void>): void {
    this.plan(ms, () => void run(), true);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.plan(this.nowMs + ms, resolve, true));
  }

  private plan(ms: number, happen: () => void, resumes: boolean): void {
    this.turns += 1;
    this.queue.push({ atMs: Math.max(ms, this.nowMs), turn: this.turns, happen, resumes });
  }

  /** Lets everything up to and including `untilMs` happen, in order; then it is `untilMs`. */
  async run(untilMs: number): Promise<void> {
    for (let next = this.queue.peek(); next && next.atMs <= untilMs; next = this.queue.peek()) {
      this.queue.pop();
      this.nowMs = next.atMs;
      next.happen();
      if (next.resumes) await settle();
    }
    this.nowMs = untilMs;
  }
}
