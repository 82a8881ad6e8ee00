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
}

export interface NetworkLink {
  readonly name: string;
  /** The two attachments it joins, each by (gateway, attachment): a peering's id is the same at both ends. */
  readonly ends: readonly [LinkEnd, LinkEnd];
}

interface LinkEnd {
  readonly gateway: string;
  readonly attachment: string;
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
  readonly links: readonly NetworkLink[];
  readonly prefixLists: readonly PrefixList[];
}

/**
 * What a link does with data. `draining` carries it like `up`; `down` and `grey` drop it, and only `down` is seen by BGP.
 */
export type LinkCondition = 'up' | 'draining' | 'down' | 'grey';

/** Conditions by link name; a link that is not named is up. */
export type LinkConditions = ReadonlyMap<string, LinkCondition>;
