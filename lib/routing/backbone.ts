// Pure: the backbone as routing sees it: sites, costed links, and which flows must survive what. It is what the
// templates carry as metadata, so it is JSON: prefixes are canonical text, lists are sorted by name.

import type { Policy } from './policy';

export interface Backbone {
  readonly name: string;
  readonly sites: readonly BackboneSite[];
  readonly links: readonly BackboneLink[];
  readonly flows: readonly FlowRequirement[];
  readonly policy: Policy;
}

export interface BackboneSite {
  readonly name: string;
  readonly kind: 'aws' | 'on-prem';
  /** The covering prefix. */
  readonly aggregate: string;
  /** What the site really uses: VPC CIDRs, or what an on-prem site announces. */
  readonly specifics: readonly string[];
}

export type LinkKind = 'transit-gateway-peering' | 'direct-connect' | 'site-to-site-vpn';

export interface BackboneLink {
  readonly name: string;
  readonly kind: LinkKind;
  readonly between: readonly [string, string];
  /** 1 to 65535. */
  readonly cost: number;
  readonly sharedRisks: readonly string[];
}

/** A flow has a direction; `between` in the topology file makes two of them. */
export interface Flow {
  readonly from: string;
  readonly to: string;
}

export interface FlowRequirement extends Flow {
  readonly survive: {
    /** Any so many links at once, 0 to 2. */
    readonly links: number;
    /** Any so many shared risks at once, 0 or 1. */
    readonly risks: number;
  };
}
