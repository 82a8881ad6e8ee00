// Ports of the twin for callers that know nothing of virtual time: it passes by itself while anybody waits for an answer.

import type { VirtualClock } from '../../lib/twin/clock';

type Passing = <T>(answer: Promise<T>) => Promise<T>;

/** Lets virtual time pass as long as anybody waits for an answer; by 0 only what takes none is let happen. */
export function timePasser(clock: VirtualClock, stepMs = 1): Passing {
  let waiting = 0;
  let passing: Promise<void> | undefined;
  const pass = async () => {
    while (waiting > 0) await clock.run(clock.now() + stepMs);
    passing = undefined;
  };
  return async <T>(answer: Promise<T>): Promise<T> => {
    waiting += 1;
    passing ??= pass();
    try {
      return await answer;
    } finally {
      waiting -= 1;
      // Who is answered last finds time standing still, and may let it pass himself.
      if (waiting === 0) await passing;
    }
  };
}

/** The same port, whose callers need not let time pass themselves. */
export function driven<T extends object>(port: T, passing: Passing): T {
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function'
        ? (...args: readonly unknown[]) => passing(Promise.resolve(member.apply(target, args)))
        : member;
    },
  });
}
