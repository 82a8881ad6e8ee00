// Pure: EC2's token buckets, one for each action in each region: a call takes a token, and tokens come back evenly.
// Source: AWS, "Request throttling for the Amazon EC2 API".

import { Refused } from '../refused';

interface Bucket {
  readonly size: number;
  readonly perSecond: number;
}

const READS: Bucket = { size: 100, perSecond: 20 };
const WRITES: Bucket = { size: 50, perSecond: 5 };

export class Throttle {
  private readonly left = new Map<string, { readonly tokens: number; readonly atMs: number }>();

  /** Throws when the bucket is empty. */
  take(region: string, action: string, writes: boolean, nowMs: number): void {
    const { size, perSecond } = writes ? WRITES : READS;
    const key = `${region} ${action}`;
    const { tokens, atMs } = this.left.get(key) ?? { tokens: size, atMs: nowMs };
    const filled = Math.min(size, tokens + ((nowMs - atMs) / 1_000) * perSecond);
    this.left.set(key, { tokens: filled < 1 ? filled : filled - 1, atMs: nowMs });
    if (filled < 1) throw new Refused('RequestLimitExceeded', `Request limit exceeded: ${action}`);
  }
}
