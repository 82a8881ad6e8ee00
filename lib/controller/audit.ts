// Pure: what is written down about each decision and change.

import type { Code } from '../net/codes';
import type { SteeredTable } from './site-routing';

export interface AuditEntry {
  readonly atMs: number;
  /** The site whose controller says so. */
  readonly site: string;
  readonly code: Code;
  /** One sentence for a person. */
  readonly because: string;
  /** The link whose state it is about. */
  readonly link?: string;
  /** The routing change it is about: links before and after, null where there is none. */
  readonly change?: {
    readonly table: SteeredTable;
    readonly remote: string;
    readonly before: string | null;
    readonly after: string | null;
  };
}

/** What to write down when a reconcile could not be finished. */
export function failureEntry(error: unknown, site: string, atMs: number): AuditEntry {
  const because = error instanceof Error ? error.message : String(error);
  return { atMs, site, code: 'reconcile-failed', because };
}
