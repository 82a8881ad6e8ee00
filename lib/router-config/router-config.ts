// Pure: what the routers of an on-prem site are asked to do, in no vendor's words. Prefixes and addresses are canonical
// text and lists are in the order of the topology, so that it is JSON.

export interface RouterConfig {
  readonly site: string;
  readonly asn: number;
  /** As given, one for each router. Absent: the router chooses. */
  readonly routerId?: string;
  /** What the site announces, and nothing else but its probe targets. */
  readonly announces: readonly string[];
  /** Marks what was heard from AWS, so that it is never announced again. */
  readonly community: string;
  readonly areas: readonly Area[];
  /** Prefixes per session above which something is wrong: twice what AWS can announce, and not less than 100. */
  readonly maximumPrefixes: number;
  readonly links: readonly RouterLink[];
  readonly probing: Probing;
}

/** An AWS site: everything inside its aggregate, as far as steering prefixes go. */
export interface Area {
  readonly site: string;
  readonly aggregate: string;
  /** Number of every policy entry about the site. It is the site's own, so that another site moves none. */
  readonly entry: number;
  /** Length of the longest prefix that is taken; probe subnets are longer and have a rule of their own. */
  readonly longest: number;
}

export interface Probing {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Misses in a row after which a link is avoided. */
  readonly fall: number;
  /** Answers in a row after which it is preferred again. */
  readonly rise: number;
  /** Share of the probes of 30 s above which a link is avoided, too, where the router counts them. */
  readonly loss: number;
}

export interface RouterLink {
  readonly name: string;
  readonly kind: 'direct-connect' | 'site-to-site-vpn';
  readonly index: number;
  /** The AWS site at the other end. */
  readonly site: string;
  readonly amazonAsn: number;
  readonly sessions: readonly RouterSession[];
  readonly keepaliveSeconds: number;
  readonly holdSeconds: number;
  readonly bfd?: { readonly intervalMs: number; readonly multiplier: number };
  /** On Direct Connect: the VLAN, or what stands for it. */
  readonly vlan?: number | string;
  /** Bytes of the largest packet that the link carries; both ends are set to it. */
  readonly mtu: number;
  /** One for each AWS site. */
  readonly preferences: readonly LocalPreference[];
  /** How often the own AS is put on the path once more. */
  readonly prepends: number;
  /** Bytes of a TCP segment that fit the link. Absent: segments are not clamped. */
  readonly maximumSegment?: number;
  /** What answers AWS's probe of the link, announced over this link only. */
  readonly target?: { readonly address: string; readonly port: number };
  readonly probe?: LinkProbe;
}

export interface RouterSession {
  /** `<link>.<number>`. */
  readonly name: string;
  readonly amazonAddress: string;
  readonly customerAddress: string;
  /** Length of the subnet that both addresses are in. */
  readonly length: number;
  readonly interface: string;
  /** Stands for the MD5 key, which no file of ours holds. */
  readonly key?: string;
}

export interface LocalPreference {
  readonly site: string;
  /** While the link carries data. */
  readonly usual: number;
  /** While it does not: below every usual one, and in the same order. */
  readonly avoided: number;
}

/** How the router measures the link: from the target to what answers in the link's own probe subnet. */
export interface LinkProbe {
  readonly subnet: string;
  readonly responder: string;
  readonly port: number;
  /** Links one of which must answer before this one is avoided: measured ones that lead wherever this one leads. */
  readonly takeovers: readonly string[];
}
