// Pure: facts about what stands outside AWS, as far as templates say anything of it.

import type { Prefix } from '../../net/prefix';
import type { Fact, Known, Reference } from './facts';

/** A router on premises, as AWS knows it. */
interface CustomerGatewayFact extends Fact {
  /** What people call it: the tag `detour:site`, the tag `Name`, or its logical id. */
  readonly name: string;
  /** The tag `detour:site`: which premises it belongs to. */
  readonly site?: string;
  /** Its address, where it is plain text. */
  readonly address?: string;
}

/** Prefixes that a VPN without BGP leads to. */
interface VpnRouteFact extends Fact {
  readonly vpn: Reference;
  readonly destination: Known<Prefix>;
}

/** A Transit Gateway Connect attachment: BGP with an appliance, over another attachment. */
interface ConnectFact extends Fact {
  readonly link: string;
  readonly transport: Reference;
}

export interface PremisesFacts {
  readonly customerGateways: readonly CustomerGatewayFact[];
  readonly vpnRoutes: readonly VpnRouteFact[];
  readonly connects: readonly ConnectFact[];
}
