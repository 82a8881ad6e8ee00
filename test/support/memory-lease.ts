// The lease of one site in memory: what ports.ts and contracts/lease-port.ts say, without the time that calls take.

import type { Lease } from '../../lib/controller/database';
import type { LeasePort } from '../../lib/controller/ports';

export class MemoryLease implements LeasePort {
  /** Absent: nobody has ever held it. */
  lease: Lease | undefined;

  constructor(
    private readonly site: string,
    private readonly now: () => number,
  ) {}

  async acquire(holder: string, termMs: number): Promise<Lease | undefined> {
    const nowMs = this.now();
    const isOwn = this.lease?.holder === holder;
    if (this.lease && this.lease.expiresMs > nowMs && !isOwn) return undefined;
    const before = this.lease?.token ?? 0;
    const token = isOwn ? before : Math.max(before + 1, nowMs);
    this.lease = { kind: 'lease', site: this.site, holder, token, expiresMs: nowMs + termMs };
    return this.lease;
  }

  async renew(lease: Lease, termMs: number): Promise<Lease | undefined> {
    if (!this.isPresent(lease)) return undefined;
    this.lease = { ...lease, expiresMs: this.now() + termMs };
    return this.lease;
  }

  async release(lease: Lease): Promise<void> {
    if (this.isPresent(lease)) this.lease = { ...lease, expiresMs: 0 };
  }

  private isPresent({ token, holder }: Lease): boolean {
    return this.lease?.token === token && this.lease.holder === holder;
  }
}
