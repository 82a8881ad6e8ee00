// How long something takes, by the clock and by what the processor did for it, which on a busy machine is the truer one.

import { performance } from 'node:perf_hooks';

/** Milliseconds. */
export interface Timing {
  readonly samples: number;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** Median of the time that the process had a processor, its garbage collection included; absent: not measured. */
  readonly processor?: number;
}

export interface Effort {
  /** Runs before the first that counts. */
  readonly warmUp: number;
  readonly samples: number;
}

function medianOf(sorted: readonly number[]): number {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** Throws when nothing was measured. */
export function timingOf(clock: readonly number[], processor?: readonly number[]): Timing {
  if (clock.length === 0) throw new Error('nothing was measured');
  const sorted = [...clock].sort((a, b) => a - b);
  return {
    samples: clock.length,
    median: medianOf(sorted),
    least: Math.min(...sorted),
    most: Math.max(...sorted),
    ...(processor ? { processor: medianOf([...processor].sort((a, b) => a - b)) } : {}),
  };
}

/** What the process has had of a processor so far. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Each run gets what is prepared for it alone; preparing is not measured. */
export function measure<T>(prepare: () => T, run: (prepared: T) => void, { warmUp, samples }: Effort): Timing {
  const clock: number[] = [];
  const processor: number[] = [];
  for (let i = 0; i < warmUp + samples; i++) {
    const prepared = prepare();
    const [at, used] = [performance.now(), processorMs()];
    run(prepared);
    if (i < warmUp) continue;
    processor.push(processorMs() - used);
    clock.push(performance.now() - at);
  }
  return timingOf(clock, processor);
}
