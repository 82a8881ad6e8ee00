// What time it is where AWS is: operators' machines have clocks that are wrong, and a twin's time may pass faster. Each answer
// has the time in its header `date` (RFC 9110, section 6.6.1), to the second.

/** Nearer is as good as the same: the header leaves out parts of a second, and the answer takes a while. */
const SAME_MS = 5_000;

function dateIn(response: unknown): number {
  const { headers } = (response ?? {}) as { readonly headers?: Readonly<Record<string, unknown>> };
  return typeof headers?.date === 'string' ? Date.parse(headers.date) : Number.NaN;
}

export class HeardClock {
  private aheadMs = 0;

  /** @param local epoch milliseconds of this machine */
  constructor(private readonly local: () => number = Date.now) {}

  /** Takes the time of an answer as it comes in, and gives the answer back. An answer without a time changes nothing. */
  heard<T extends { readonly response: unknown }>(output: T): T {
    const aheadMs = dateIn(output.response) - this.local();
    if (!Number.isNaN(aheadMs)) this.aheadMs = Math.abs(aheadMs) < SAME_MS ? 0 : aheadMs;
    return output;
  }

  /** Epoch milliseconds; those of this machine before anything was heard. */
  now(): number {
    return this.local() + this.aheadMs;
  }
}
