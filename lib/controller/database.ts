// Pure: what the link state database holds, as values. Each item has one writer, so replicas never conflict. Times are
// epoch milliseconds on the writer's clock.

import type { Code } from '../net/codes';
import type { Standing } from '../routing/shortest-paths';
import type { SpokenLink, SpokenWindow } from './spoken';

/** A statement that links will be or are under maintenance: one message, or one page of one, about one event. */
export interface Notice {
  readonly kind: 'notice';
  readonly id: string;
  /** What a source gives its updates the same name for. Only the newest whole message about an event counts. */
  readonly event: string;
  /** Larger in each newer message about the event: SEQUENCE of iCalendar, the time of the last update on AWS Health. */
  readonly version: number;
  /** Absent: the message has one page. */
  readonly page?: { readonly number: number; readonly of: number };
  /** Who said so: `aws-health`, a provider's name, `aws-vpn`. */
  readonly source: string;
  readonly links: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
  /** Only a confirmed notice drains by itself. */
  readonly status: 'confirmed' | 'tentative' | 'cancelled' | 'completed';
  /** What it says happens to the links: nothing that data would notice, or something. */
  readonly impact: 'none' | 'outage';
  /** Authenticated, from a sender that the topology allows. Others drain nothing. */
  readonly trusted: boolean;
  readonly receivedMs: number;
  /** A rehearsal: it does all that a real one does, and says that it is one. */
  readonly drill?: true;
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
  /** When the prober that measured it was started: the word of an older one never replaces that of a newer one. */
  readonly epochMs?: number;
  /** How often it went bad lately; absent: not at all. */
  readonly flaps?: Flaps;
  /** Median round-trip time of the answers since the last observation. */
  readonly rttMs?: number;
  /** Share of the probes of the last 30 s that got no answer, 0 to 1. */
  readonly lossShare?: number;
  /** Whether a segment as large as the link should carry gets through; absent: not known, or not any more. */
  readonly fullSize?: 'passes' | 'lost';
  /** When that was found out last. */
  readonly fullSizeMs?: number;
}

/** Route flap damping (RFC 2439): a penalty for each time that a link went bad, halved with time. */
export interface Flaps {
  /** What it was at `atMs`. */
  readonly penalty: number;
  readonly atMs: number;
  /** It passed the limit above which a link is held down until the penalty has decayed. */
  readonly suppressed: boolean;
}

/** What AWS says about one end of a link: the attachment, and the BGP sessions or tunnels over it. */
export interface LinkStatus {
  readonly kind: 'status';
  readonly link: string;
  readonly site: string;
  /** Whether the gateway sends anything to the attachment: EC2's TransitGatewayAttachmentState, judged. */
  readonly attachment: 'usable' | 'unusable' | 'unknown';
  /** Tunnels of a VPN, BGP peers of a virtual interface. Empty: the link has none. */
  readonly sessions: readonly SessionStatus[];
  /** When all of it together became good or bad, and whether it was ever bad. */
  readonly sinceMs: number;
  readonly wasBad: boolean;
  readonly atMs: number;
  /** From then on it says nothing. */
  readonly expiresMs: number;
}

export interface SessionStatus {
  /** Outside address of the tunnel, or id of the BGP peer. */
  readonly name: string;
  readonly state: 'up' | 'down' | 'unknown';
  /** When an order last had AWS replace the tunnel's endpoint; absent: never that is known. */
  readonly replacedMs?: number;
}

/** What an operator wants, for how long and why. */
export interface Order {
  readonly kind: 'order';
  readonly id: string;
  /**
   * `restore` takes back the orders and notices that came before it and want the link empty; `force-up` overrules what is
   * measured as well.
   */
  readonly action: 'drain' | 'restore' | 'force-up' | 'freeze' | 'evacuate' | 'apply-tunnel-maintenance';
  /** The link it is about; absent: the whole backbone (freeze), or the site (evacuate). */
  readonly link?: string;
  /** The site to evacuate. */
  readonly site?: string;
  readonly owner: string;
  readonly reason: string;
  /** When it was given. */
  readonly atMs: number;
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
  /** Direct Connect: the test, begun by this site, in which AWS holds BGP down. */
  readonly bgpTest?: string;
  /** VPN: the links over which what arrives here goes on, by AWS site. */
  readonly onward?: Readonly<Record<string, readonly string[]>>;
}

/** What a site says of itself, so that no other site has to presume. */
export interface Publication {
  readonly kind: 'publication';
  readonly site: string;
  readonly atMs: number;
  /** Which topology and link states it was computed from: equal views compute equal paths. */
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
  /** Since when it waits. */
  readonly queuedMs?: number;
  /** The same link, once it waits for what does not go by itself, or for long (waiting-drain.ts). */
  readonly refused?: string;
  /** What does not do what it was written for, by what it is about (strays.ts), and as what it is told; absent: nothing. */
  readonly strays?: Readonly<Record<string, Code>>;
  /** Since when a deployment that is under way accounts for what else is astray; absent: none does. */
  readonly deployingMs?: number;
  /** Published by the admission site: sites it has not heard of for too long, and since when. */
  readonly silent?: Readonly<Record<string, number>>;
  /** Since when it publishes, in its first minute (speech.ts). */
  readonly awakeMs?: number;
  /** How links stand by what this site told people last, as far as nobody has told them since (speech.ts). */
  readonly spoken?: Readonly<Record<string, SpokenLink>>;
  /** The same of announced maintenance, by event (upcoming.ts). */
  readonly windows?: Readonly<Record<string, SpokenWindow>>;
  /** What people had been told before; absent: all that this says. */
  readonly told?: Told;
}

/** What a site's own news is held against, as it was when it was last told. */
export interface Told
  extends Pick<Publication, 'links' | 'held' | 'emptied' | 'queued' | 'refused' | 'strays' | 'spoken' | 'windows'> {
  /** Since when there is news that nobody may have been told of. */
  readonly sinceMs: number;
}

/**
 * Who may act for a site at the moment. It is of one replica only: a conditional write is atomic only within one, and
 * only the site's own functions ask for it.
 */
export interface Lease {
  readonly kind: 'lease';
  readonly site: string;
  /** Who holds it: an id that no other run has. */
  readonly holder: string;
  /** Larger for each new holder, so that what an earlier one writes late can be told from what this one writes. */
  readonly token: number;
  /** From then on anybody may take it. */
  readonly expiresMs: number;
}

/** Everything a replica holds at one moment. */
export interface Snapshot {
  readonly notices: readonly Notice[];
  readonly observations: readonly Observation[];
  /** Ends whose observation is there and cannot be read; absent: there are none. */
  readonly unread?: readonly Pick<Observation, 'link' | 'site'>[];
  readonly statuses: readonly LinkStatus[];
  readonly orders: readonly Order[];
  readonly admissions: readonly Admission[];
  readonly publications: readonly Publication[];
}
