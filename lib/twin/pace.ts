// Virtual time that passes by itself, so many times as fast as real time: for a twin that others talk to while it runs. It
// stands at whole milliseconds, as the clocks of machines do.

import type { VirtualClock } from './clock';

/** The time of the machine. */
export interface RealTime {
  /** Milliseconds since any moment; never goes back. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

interface Pace {
  /** Resolves when time stands still; what was begun has happened. */
  stop(): Promise<void>;
  /** Resolves when it was stopped; rejects when something that was planned has thrown, and time stands still. */
  readonly done: Promise<void>;
}

/** Real milliseconds between two steps. */
const STEP_MS = 10;

/**
 * From now on nobody else may run the clock.
 *
 * @param speed virtual milliseconds for each real one, more than 0
 */
export function pace(clock: VirtualClock, real: RealTime, speed: number): Pace {
  if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`a speed of ${speed} is no pace`);
  const [sinceMs, atMs] = [real.now(), clock.now()];
  let stopped = false;
  const pass = async () => {
    while (!stopped) {
      await real.sleep(STEP_MS);
      await clock.run(Math.max(clock.now(), Math.floor(atMs + (real.now() - sinceMs) * speed)));
    }
  };
  const done = pass();
  return {
    done,
    stop: async () => {
      stopped = true;
      await done;
    },
  };
}
