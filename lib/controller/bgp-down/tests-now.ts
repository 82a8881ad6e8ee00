// Pure: which tests are going on, asked for beside the routes. That it cannot be told keeps nothing from being steered.

import type { AuditEntry } from '../audit';
import type { BgpTestPort, BgpTests } from './test-port';

export interface SeenTests {
  /** Absent: it is not known, or nothing that this site may do. */
  readonly tests?: BgpTests;
  /** Why it is not known; absent: it is. */
  readonly unread?: string;
}

export async function testsNow(port: BgpTestPort | undefined): Promise<SeenTests> {
  if (!port) return {};
  try {
    return { tests: await port.readTests() };
  } catch (error) {
    return { unread: error instanceof Error ? error.message : String(error) };
  }
}

export function unreadTests({ unread }: SeenTests, site: string, atMs: number): readonly AuditEntry[] {
  return unread === undefined ? [] : [{ atMs, site, code: 'bgp-tests-unread', because: unread }];
}
