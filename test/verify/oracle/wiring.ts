// What a network is to the oracle: what stands in templates, written down as plainly as it goes.

import type { Block } from './blocks';

/** From the most to the least preferred where blocks are equal (AWS, "How transit gateways work", route evaluation order). */
export const KINDS = ['static', 'list', 'vpc', 'dx', 'vpn'] as const;

export interface TableRoute {
  readonly block: Block;
  readonly kind: (typeof KINDS)[number];
  /** The attachment it leads to; null: it drops. */
  readonly to: string | null;
  /** Of what is learned: how long the AS path is, and from which premises. */
  readonly pathLength?: number;
  readonly learnedFrom?: string;
}

export interface Table {
  readonly id: string;
  readonly name: string;
  readonly gateway: string;
  readonly routes: readonly TableRoute[];
}

/** Where traffic of a VPC starts. */
export interface StartTable {
  readonly id: string;
  readonly vpc: string;
  readonly routes: readonly { readonly block: Block; readonly gateway: string | null }[];
}

export interface PeeringWire {
  readonly link: string;
  readonly attachment: string;
  readonly gateways: readonly [string, string];
}

export interface BgpWire {
  readonly link: string;
  readonly kind: 'dx' | 'vpn';
  readonly premises: string;
  readonly attachment: string;
  readonly gateway: string;
  /** What a Direct Connect gateway announces; what a VPN announces stands in its table. */
  readonly allowed: readonly Block[];
  /** Tables that learn what the premises announce. */
  readonly taught: readonly string[];
}

export interface Wiring {
  /** Site of each gateway. */
  readonly siteOf: ReadonlyMap<string, string>;
  readonly tables: readonly Table[];
  /** Table by `gateway attachment`. */
  readonly associated: ReadonlyMap<string, string>;
  /** Blocks of each VPC. */
  readonly vpcs: ReadonlyMap<string, readonly Block[]>;
  readonly vpcAttachments: readonly { readonly id: string; readonly gateway: string; readonly vpc: string }[];
  readonly starts: readonly StartTable[];
  readonly peerings: readonly PeeringWire[];
  readonly bgp: readonly BgpWire[];
  /** Lists of a site with which it steers traffic to another. */
  readonly lists: readonly { readonly site: string; readonly steers: string; readonly blocks: readonly Block[] }[];
  /** Where only probers and responders are. */
  readonly probes: readonly Block[];
  readonly sites: readonly SiteWords[];
  readonly links: readonly LinkWords[];
}

/** What metadata says of a site. */
export interface SiteWords {
  readonly name: string;
  readonly kind: 'aws' | 'on-prem';
  readonly aggregate: string;
  readonly specifics: readonly string[];
}

/** What metadata says of a link. */
export interface LinkWords {
  readonly name: string;
  readonly kind: string;
  readonly between: readonly [string, string];
  readonly cost: number;
  readonly sharedRisks: readonly string[];
  readonly probeTarget?: string;
}

/** Links that fail: `down` is seen by BGP, `grey` is not. */
export type Failures = ReadonlyMap<string, 'down' | 'grey'>;
