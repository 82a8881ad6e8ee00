// Pure: the backbone as routing sees it: sites, costed links, and which flows must survive what. It is what the
// templates carry as metadata, so it is JSON: prefixes are canonical text, lists are sorted by name.

import type { Policy } from './policy';

export interface Backbone {
  readonly name: string;
  /** Nobody described it: it is what templates show, nobody steers in it, and nobody said what must survive. Absent: false. */
  readonly inferred?: true;
  readonly sites: readonly BackboneSite[];
  readonly links: readonly BackboneLink[];
  /** Every flow, in the order of (from, to). */
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
  /** Firewalls on premises keep state for each link by itself: a flow has to return by the link by which it left. */
  readonly stateful?: true;
  /**
   * In an inferred backbone, on a VPC: the site whose gateway carries its traffic. A gateway is a site there, of which no
   * flows are, and each of its VPCs is one. Absent: the site has a gateway of its own, or is premises.
   */
  readonly within?: string;
}

type LinkKind = 'transit-gateway-peering' | 'direct-connect' | 'site-to-site-vpn';

export interface BackboneLink {
  readonly name: string;
  readonly kind: LinkKind;
  readonly between: readonly [string, string];
  /** 1 to 65535. */
  readonly cost: number;
  readonly sharedRisks: readonly string[];
  /** Largest packet in bytes that it carries. Absent: not known, and not compared. */
  readonly mtu?: number;
  /** Somebody has seen to it that no larger packets are sent: the MTU is written down, or TCP segments are clamped. */
  readonly mtuHandled?: boolean;
  readonly capacityGbps?: number;
  /** Address on premises that answers the link's pinned probe. */
  readonly probeTarget?: string;
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
    /** Any so many AWS sites lost whole, but its own, 0 or 1. Absent: 0. */
    readonly sites?: number;
  };
}

/**
 * One stack's part of the backbone, under METADATA_KEY of its template. A site stack carries its own site and what holds
 * for the whole backbone, a link stack its link and the on-prem site it leads to. Parts may repeat each other; they may
 * not contradict each other.
 */
export interface BackboneFragment {
  readonly version: 1;
  readonly backbone?: {
    readonly name: string;
    readonly policy: Policy;
    /** Only the flows whose requirement is not the default. */
    readonly flows: readonly FlowRequirement[];
  };
  readonly sites?: readonly BackboneSite[];
  readonly links?: readonly BackboneLink[];
  /** What verification finds and the topology accepts. */
  readonly accepted?: readonly AcceptedFinding[];
  /** What the stack uses and did not make, so that no template says what it is. */
  readonly existing?: ExistingNetwork;
}

export interface AcceptedFinding {
  /** Codes of verification, each with what is meant of its findings in brackets; one that is found justifies all. */
  readonly ids: readonly string[];
  readonly reason: string;
}

export interface ExistingNetwork {
  readonly gateways: readonly { readonly id: string; readonly site: string }[];
  readonly vpcs: readonly ExistingVpc[];
}

export interface ExistingVpc {
  readonly id: string;
  readonly site: string;
  readonly name: string;
  readonly cidr: string;
  readonly routeTableIds: readonly string[];
}

const DEFAULT_SURVIVE = { links: 1, risks: 1 } as const;

/** Every ordered pair with at least one AWS site survives any one link and any one shared risk, unless refined. */
export function allFlows(
  sites: readonly BackboneSite[],
  refinements: readonly FlowRequirement[],
): readonly FlowRequirement[] {
  const refined = new Map(refinements.map((flow) => [`${flow.from} ${flow.to}`, flow]));
  return sites.flatMap((from) =>
    sites
      .filter((to) => to.name !== from.name && (from.kind === 'aws' || to.kind === 'aws'))
      .map(
        (to) => refined.get(`${from.name} ${to.name}`) ?? { from: from.name, to: to.name, survive: DEFAULT_SURVIVE },
      ),
  );
}

/** The inverse of allFlows: the flows whose requirement is not the default. */
export function refinedFlows(flows: readonly FlowRequirement[]): readonly FlowRequirement[] {
  return flows.filter(
    ({ survive: { links, risks, sites = 0 } }) =>
      links !== DEFAULT_SURVIVE.links || risks !== DEFAULT_SURVIVE.risks || sites > 0,
  );
}
