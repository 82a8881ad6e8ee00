// Pure: what the link state database holds, as values. Each item has one writer, so replicas never conflict. Times are
// epoch milliseconds on the writer's clock.

import type { Code } from '../net/codes';
import type { Standing } from '../routing/shortest-paths';

/** A statement that a link will be or is under maintenance. */
export interface Notice {
  readonly kind: 'notice';
  readonly id: string;
  /** Who said so: `aws-health`, `maintnote`, an operator. */
  readonly source: string;
  readonly link: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Only a confirmed notice drains by itself. */
  readonly status: 'confirmed' | 'tentative' | 'cancelled' | 'completed';
}

/** What one end of a link measured about it. */
export interface Observation {
  readonly kind: 'observation';
  readonly link: string;
  readonly site: string;
  readonly verdict: 'good' | 'bad';
  /** When the verdict became what it is. */
  readonly sinceMs: number;
  /** Whether it was ever bad: a link that never was need not prove itself after a pause. */
  readonly wasBad: boolean;
  readonly atMs: number;
  /** From then on it says nothing. */
  readonly expiresMs: number;
}

/** What an operator wants, for how long and why. */
export interface Order {
  readonly kind: 'order';
  readonly id: string;
  readonly action: 'drain' | 'force-up' | 'freeze';
  /** The link it is about; absent: the whole backbone (freeze only). */
  readonly link?: string;
  readonly owner: string;
  readonly reason: string;
  readonly expiresMs: number;
}

/** The admission site's leave for one voluntary drain. */
export interface Admission {
  readonly kind: 'admission';
  readonly link: string;
  readonly atMs: number;
}

/** A site's next hops toward one other site: what its tables do (read back), and what it wants them to do. */
export interface PublishedHops {
  readonly transit: readonly string[];
  readonly spokes: readonly string[];
  /** The link the site is about to move this destination to; absent when it plans no change. */
  readonly wanted?: string;
}

/**
 * What the AWS end of a BGP link says to the premises, read back. All times are the publisher's own; what has stood for
 * HEARD_MS (premises-entries.ts) of them has been heard.
 */
export interface PublishedSession {
  /** AWS sites whose steering prefixes it announces, and since when no update of them is under way. */
  readonly announced: Readonly<Record<string, number>>;
  /** AWS sites whose steering prefixes it announced until then; dropped once that has been heard. */
  readonly removed: Readonly<Record<string, number>>;
  /** Since when its own routes and advertisements are taken back; absent: they are not. */
  readonly withdrawnMs?: number;
  /** When they were brought back; dropped once that has been heard. */
  readonly restoredMs?: number;
  /** An update of what it announces is under way: the AWS sites of which it may or may not be announcing more. */
  readonly changing?: readonly string[];
  /** It is being withdrawn or restored, and part of it is done. */
  readonly partly?: true;
  /** It hears nothing from the premises although it would: BGP is down. */
  readonly unheard?: true;
  /** VPN: the links over which what arrives here goes on, by AWS site. */
  readonly onward?: Readonly<Record<string, readonly string[]>>;
}

/** What a site says of itself, so that no other site has to presume. */
export interface Publication {
  readonly kind: 'publication';
  readonly site: string;
  readonly atMs: number;
  /** Which link states it was computed from: equal views compute equal paths. */
  readonly view: string;
  /** The links that are not simply healthy: what an unknown link is held at, and what was said of it last. */
  readonly links: Readonly<Record<string, { readonly standing: Standing; readonly code: Code }>>;
  /** By destination site. */
  readonly hops: Readonly<Record<string, PublishedHops>>;
  /** The site's ends of BGP links, by link. Absent at a site that has none. */
  readonly sessions?: Readonly<Record<string, PublishedSession>>;
  /** When what it wants last changed; absent when its tables do all it wants. */
  readonly intentMs?: number;
  /** The `atMs` of the newest publication it has read of each other site. */
  readonly heard: Readonly<Record<string, number>>;
  /** The `intentMs` of the newest intent it has read of each other site. */
  readonly acknowledged: Readonly<Record<string, number>>;
  /** Changes that were held back, by table and destination, and why. */
  readonly held: Readonly<Record<string, Code>>;
  /** Published by the admission site: drained links that nobody sends anything over any more. */
  readonly emptied: readonly string[];
  /** Published by the admission site: the drain that is next and may not begin yet. */
  readonly queued?: string;
  /** Published by the admission site: sites it has not heard of for too long, and since when. */
  readonly silent?: Readonly<Record<string, number>>;
}

/** Everything a replica holds at one moment. */
export interface Snapshot {
  readonly notices: readonly Notice[];
  readonly observations: readonly Observation[];
  readonly orders: readonly Order[];
  readonly admissions: readonly Admission[];
  readonly publications: readonly Publication[];
}
