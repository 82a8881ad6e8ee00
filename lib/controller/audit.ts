// Pure: what is written down about each decision and change.

import type { Code } from '../net/codes';
import type { Standing } from '../routing/shortest-paths';
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
  /** The links that it is about, where there are several. */
  readonly links?: readonly string[];
  /** What that link counts as from now on. */
  readonly standing?: Standing;
  readonly change?: AuditedChange;
  /** When it begins, where that is to come. */
  readonly fromMs?: number;
  /** Until when it holds, where that is known. */
  readonly untilMs?: number;
  /** What traffic does now, in sentences for a person. */
  readonly traffic?: readonly string[];
  /** The link is empty, as somebody wants it: what happens to it now is what it was emptied for. */
  readonly expected?: true;
  /** Every site says so, and people hear it from another one, or have heard it. */
  readonly quiet?: true;
}

/** The routing change an entry is about. */
export type AuditedChange = AuditedOverride | AuditedAnnouncement | AuditedWithdrawal | AuditedBgpDown;

interface AuditedOverride {
  readonly kind: 'override';
  readonly table: SteeredTable;
  readonly remote: string;
  /** Link of the override before and after; null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
  /** Links that the remote site's traffic takes before and after, override or not. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

interface AuditedAnnouncement {
  readonly kind: 'announcement';
  readonly link: string;
  readonly premises: string;
  /** The AWS site whose steering prefixes are announced, or not any more. */
  readonly remote: string;
  readonly before: boolean;
  readonly after: boolean;
}

interface AuditedWithdrawal {
  readonly kind: 'withdrawal';
  readonly link: string;
  readonly premises: string;
  /** Whether the link's own routes and advertisements are taken back, wholly. */
  readonly before: boolean;
  readonly after: boolean;
}

interface AuditedBgpDown {
  readonly kind: 'bgp-down';
  readonly link: string;
  readonly premises: string;
  /** Whether AWS holds the link's BGP session down. */
  readonly before: boolean;
  readonly after: boolean;
}

/** What to write down when a reconcile could not be finished. */
export function failureEntry(error: unknown, site: string, atMs: number): AuditEntry {
  const because = error instanceof Error ? error.message : String(error);
  return { atMs, site, code: 'reconcile-failed', because };
}
