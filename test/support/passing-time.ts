// Ports of the twin for callers that know nothing of virtual time: it passes by itself while anybody waits for an answer.

import type { VirtualClock } from '../../lib/twin/clock';

type Passing = <T>(answer: Promise<T>) => Promise<T>;

/** Lets virtual time pass as long as anybody waits for an answer. */
export function timePasser(clock: VirtualClock): Passing {
  let waiting = 0;
  const pass = async () => {
    while (waiting > 0) await clock.run(clock.now() + 1);
  };
  return async <T>(answer: Promise<T>): Promise<T> => {
    waiting += 1;
    if (waiting === 1) void pass();
    return answer.finally(() => {
      waiting -= 1;
    });
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
