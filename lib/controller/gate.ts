// Pure: what lets a run of a controller make its next call. EC2 takes no fencing token, so that a run which has lost its
// lease must not begin another call; and a run that is out of time must still be able to say what it has done.

import type { Lease } from './database';
import type { LeasePort } from './ports';

/** Without a renewal another run may begin after this; so long nobody acts when a run was killed. */
export const LEASE_TERM_MS = 20_000;
/** A call may last this long with all its tries: it must not end after the lease does. */
export const LONGEST_CALL_MS = 10_000;

export class Gate {
  private renewal: Promise<Lease | undefined> | undefined;

  constructor(
    private lease: Lease,
    private readonly port: LeasePort,
    private readonly now: () => number,
  ) {}

  /** What has to be given back at the end; the newest term. */
  get held(): Lease {
    return this.lease;
  }

  /** Rejects when no call may begin any more; the next run does what is left. */
  async pass(untilMs: number): Promise<void> {
    if (this.now() >= untilMs) throw new Error('there is no time left for it in this run, and the next one does it');
    if (this.lease.expiresMs - this.now() >= LONGEST_CALL_MS) return;
    this.renewal ??= this.port.renew(this.lease, LEASE_TERM_MS).finally(() => {
      this.renewal = undefined;
    });
    const renewed = await this.renewal;
    if (!renewed) throw new Error('another run has taken the lease, and does it');
    if (renewed.expiresMs > this.lease.expiresMs) this.lease = renewed;
  }
}

/** The same port, each of whose calls passes the gate first. */
export function gated<T extends object>(port: T, gate: Gate, untilMs: number): T {
  return new Proxy(port, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]): Promise<unknown> => {
        await gate.pass(untilMs);
        return Reflect.apply(value, target, given);
      };
    },
  });
}
