// Pure: a network as its forwarding tables. Templates, the twin and what controllers publish are all turned into this
// one value, and one trace (trace.ts) judges them.

import type { Prefix } from '../net/prefix';

/**
 * Where a gateway route comes from, most preferred first when prefixes are equal.
 * Source: AWS, "How transit gateways work", route evaluation order.
 */
export const ROUTE_ORIGINS = ['static', 'prefix-list', 'vpc', 'direct-connect', 'vpn'] as const;
export type RouteOrigin = (typeof ROUTE_ORIGINS)[number];

export type RouteTarget =
  | { readonly kind: 'attachment'; readonly attachment: string }
  | { readonly kind: 'blackhole' }
  | { readonly kind: 'unknown'; readonly why: string };

export interface GatewayRoute {
  readonly prefix: Prefix;
  readonly origin: RouteOrigin;
  readonly target: RouteTarget;
  /** What made the route: a template resource, or the prefix list it was expanded from. */
  readonly source: string;
  /** On routes learned over BGP: the link whose session they came by. */
  readonly learnedOver?: string;
  /** On routes learned over BGP: length of the AS path, of which the shorter wins (RFC 4271, 9.1.2.2). Absent: 0. */
  readonly pathLength?: number;
}

export interface GatewayTable {
  readonly id: string;
  /** `spokes`, `transit`, `edge-<link>`, or what the template calls it. */
  readonly name: string;
  readonly gateway: string;
  readonly routes: readonly GatewayRoute[];
}

/** One end of something on a gateway. A peering has one attachment at each of its two gateways. */
export interface Attachment {
  readonly id: string;
  readonly gateway: string;
  readonly to: { readonly kind: 'vpc'; readonly vpc: string } | { readonly kind: 'link'; readonly link: string };
  /** The table in which traffic that arrives here is looked up; absent: it is dropped. */
  readonly table?: string;
}

export interface Gateway {
  readonly id: string;
  readonly site: string;
}

export type VpcTarget =
  | { readonly kind: 'local' }
  | { readonly kind: 'gateway'; readonly gateway: string }
  | { readonly kind: 'appliance'; readonly appliance: string }
  /** `by` is what people call the way out: `an internet gateway`. */
  | { readonly kind: 'internet'; readonly by: string }
  | { readonly kind: 'blackhole' }
  | { readonly kind: 'unknown'; readonly why: string };

export interface VpcRoute {
  readonly prefix: Prefix;
  readonly target: VpcTarget;
  readonly source: string;
}

export interface VpcTable {
  readonly id: string;
  readonly vpc: string;
  /** False when its subnets hold nothing but gateway attachments, so that no traffic starts there. */
  readonly workload: boolean;
  readonly routes: readonly VpcRoute[];
}

export interface Vpc {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly cidrs: readonly Prefix[];
  /** Parts of it that hold nothing but probers and their responders: flows neither start nor end there. Absent: none. */
  readonly probes?: readonly Prefix[];
  /**
   * Ids of the VPC tables in which what arrives from a gateway is looked up: those of the subnets of its attachments, each
   * once. Absent: not known.
   */
  readonly entries?: readonly string[];
}

/**
 * What a VPC route may lead through: a packet comes out of it again in its own subnets, and is looked up there. That it
 * lets the packet pass is taken for granted: rules of firewalls are not routing.
 */
export interface Appliance {
  readonly id: string;
  /** Where people find it: its construct path, else its id. */
  readonly source: string;
  readonly kind: 'firewall' | 'load-balanced' | 'instance' | 'nat';
  readonly vpc: string;
  /** Ids of the VPC tables of the subnets in which packets come out, each once; empty: not known. */
  readonly tables: readonly string[];
}

export interface NetworkLink {
  readonly name: string;
  /** What it joins: two attachments (a peering's id is the same at both), or an attachment and a router on premises. */
  readonly ends: readonly [LinkEnd, LinkEnd];
}

export type LinkEnd = GatewayEnd | RouterEnd;

interface GatewayEnd {
  readonly gateway: string;
  readonly attachment: string;
}

interface RouterEnd {
  readonly router: string;
}

/**
 * An on-prem site as a router: it announces the same prefixes over all of its BGP sessions, never passes on what it
 * heard, and forwards by longest prefix match over what it hears.
 */
export interface Router {
  readonly id: string;
  readonly site: string;
  /** What is behind it: traffic for these prefixes has arrived. */
  readonly cidrs: readonly Prefix[];
  readonly announces: readonly Prefix[];
  /** Where flows to it end, where that is known by other means than what it announces. Absent: what it announces. */
  readonly holds?: readonly Prefix[];
  /** Addresses that only answer probes. Absent: none. */
  readonly probes?: readonly Prefix[];
  /** Which link it takes when it hears a prefix over several: the first area that covers the prefix decides. */
  readonly preferences: readonly RouterPreference[];
  /** What it forwards by: `statics`, until `settle` (bgp.ts) adds what it has heard. */
  readonly routes: readonly RouterRoute[];
  /** Nothing says which link it prefers: what it hears over several may take any of them. Absent: `preferences` say it. */
  readonly undecided?: true;
  /** Routes that it holds whatever it hears. Absent: none. */
  readonly statics?: readonly RouterRoute[];
  /** Beside what it is known to announce, it may announce routes that are this long or shorter, nobody knows which. */
  readonly mayAnnounce?: { readonly prefixes: readonly Prefix[]; readonly why: string };
}

export interface RouterPreference {
  readonly area: Prefix;
  /** Most preferred first. A link that is not named comes last, in the order of names. */
  readonly links: readonly string[];
}

export interface RouterRoute {
  readonly prefix: Prefix;
  readonly target: /** `others` are links that it may take as well. */
    | { readonly kind: 'link'; readonly link: string; readonly others?: readonly string[] }
    | { readonly kind: 'unknown'; readonly why: string };
  readonly source: string;
}

/** What the AWS end of a session advertises. */
export type Advertisement =
  /** A Direct Connect gateway's allowed prefixes, whether or not the transit gateway can reach them. */
  | { readonly kind: 'prefixes'; readonly prefixes: readonly Prefix[] }
  /** Every route of the table that the VPN attachment is associated with. */
  | { readonly kind: 'table' }
  | { readonly kind: 'unknown'; readonly why: string };

/** A BGP session between a gateway's attachment and a router, over the link of the same name. */
export interface Session {
  readonly link: string;
  readonly router: string;
  readonly gateway: string;
  readonly attachment: string;
  readonly origin: 'direct-connect' | 'vpn';
  readonly advertises: Advertisement;
  /** Ids of the gateway tables that learn what the router announces. */
  readonly propagatesTo: readonly string[];
  /** Length of the AS path of what the router announces here: it prepends more on a link it prefers less. */
  readonly pathLength: number;
}

/** A managed prefix list of a remote site's steering prefixes, as it stands at one site. */
export interface PrefixList {
  readonly id: string;
  /** Where it lives. */
  readonly site: string;
  /** The remote site whose prefixes it holds. */
  readonly steers: string;
  /** Absent for the list of the whole site. */
  readonly vpc?: string;
  readonly entries: readonly Prefix[];
}

/** All lists are sorted by id or name; ids are unique within their kind (attachments: within their gateway). */
export interface Network {
  readonly gateways: readonly Gateway[];
  readonly tables: readonly GatewayTable[];
  readonly attachments: readonly Attachment[];
  readonly vpcs: readonly Vpc[];
  readonly vpcTables: readonly VpcTable[];
  /** Absent: none. */
  readonly appliances?: readonly Appliance[];
  readonly links: readonly NetworkLink[];
  readonly prefixLists: readonly PrefixList[];
  readonly routers: readonly Router[];
  /**
   * What BGP would exchange, sorted by link. The tables hold no route that is learned over them: which ones there are
   * depends on the conditions of the links, and `settle` (bgp.ts) puts them in.
   */
  readonly sessions: readonly Session[];
}

/**
 * What a link does with data. `draining` carries it like `up`; `down` and `grey` drop it, and only `down` is seen by BGP.
 */
export type LinkCondition = 'up' | 'draining' | 'down' | 'grey';

/** Conditions by link name; a link that is not named is up. */
export type LinkConditions = ReadonlyMap<string, LinkCondition>;
