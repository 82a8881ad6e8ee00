// Pure: what lets a run of a controller make its next call, and how long it waits for the answer. EC2 takes no fencing
// token, so that a run which has lost its lease must not begin another call; and a run that is out of time, or that nobody
// answers, must still be able to say what it has done.
//
//   call                                 begins                                     is waited for
//   any                                  before the deadline of its kind            -
//   any                                  with LONGEST_CALL_MS of the lease left,    -
//                                        renewed where there is less
//   a read, which changes nothing                                                   until that deadline, or as long as its
//                                                                                   port's reads may take
//   any other                                                                       LONGEST_CALL_MS
//
// What was not answered may still take effect. The next run finds out, because it reads what is there.

import type { Lease } from './database';
import type { LeasePort } from './ports';

/** Without a renewal another run may begin after this; so long nobody acts when a run was killed. */
export const LEASE_TERM_MS = 20_000;
/** A call may last this long with all its tries: it must not end after the lease does. */
export const LONGEST_CALL_MS = 10_000;

/** Epoch milliseconds, and a way to let time pass: when the signal is aborted, nobody waits for it any more. */
export interface RunClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Rejects when there is no answer in time. */
export async function answered<T>(call: Promise<T>, name: string, limitMs: number, clock: RunClock): Promise<T> {
  const settled = new AbortController();
  const late = clock.sleep(limitMs, settled.signal).then((): never => {
    throw new Error(`${name} was not answered within ${limitMs / 1_000} s`);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    settled.abort('it has been answered');
  }
}

export class Gate {
  private renewal: Promise<Lease | undefined> | undefined;

  constructor(
    private lease: Lease,
    private readonly port: LeasePort,
    readonly clock: RunClock,
  ) {}

  /** What has to be given back at the end; the newest term. */
  get held(): Lease {
    return this.lease;
  }

  /** Rejects when no call may begin any more; the next run does what is left. */
  async pass(untilMs: number): Promise<void> {
    this.inTime(untilMs);
    if (this.lease.expiresMs - this.clock.now() >= LONGEST_CALL_MS) return;
    await this.renew();
    this.inTime(untilMs);
  }

  private inTime(untilMs: number): void {
    if (this.clock.now() >= untilMs)
      throw new Error('there is no time left for it in this run, and the next one does it');
  }

  /** Calls that are made together renew it together. */
  private async renew(): Promise<void> {
    const asked = () => this.port.renew(this.lease, LEASE_TERM_MS);
    this.renewal ??= answered(asked(), 'the renewal of the lease', LONGEST_CALL_MS, this.clock).finally(() => {
      this.renewal = undefined;
    });
    const renewed = await this.renewal;
    if (!renewed) throw new Error('another run has taken the lease, and does it');
    if (renewed.expiresMs > this.lease.expiresMs) this.lease = renewed;
  }
}

function limitOf(name: string, untilMs: number, longestReadMs: number, { clock }: Gate): number {
  return name.startsWith('read') ? Math.min(untilMs - clock.now(), longestReadMs) : LONGEST_CALL_MS;
}

/** The same port, each of whose calls passes the gate first. */
export function gated<T extends object>(
  port: T,
  gate: Gate,
  untilMs: number,
  longestReadMs = Number.POSITIVE_INFINITY,
): T {
  return new Proxy(port, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      const name = String(key);
      return async (...given: unknown[]): Promise<unknown> => {
        await gate.pass(untilMs);
        const call: Promise<unknown> = Reflect.apply(value, target, given);
        return answered(call, name, limitOf(name, untilMs, longestReadMs, gate), gate.clock);
      };
    },
  });
}
