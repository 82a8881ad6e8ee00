// Pure: what the status of a site's link ends is made of: the answers of AWS in the site's region, as they came.

/** What was asked, or why there is no answer. */
export type Asked<T> = { readonly kind: 'said'; readonly value: T } | { readonly kind: 'failed'; readonly why: string };

export interface AttachmentStateApi {
  /** By id. An attachment that EC2 does not describe, or describes without a state, is not among them. */
  states(attachmentIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface SeenTunnel {
  /** Outside address of its AWS end. */
  readonly address: string;
  /** EC2's TelemetryStatus; absent from an answer that EC2 has not filled in yet. */
  readonly status?: string;
  /** When IKE, IPsec or BGP of it last changed. */
  readonly changedMs?: number;
}

export interface SeenVpn {
  /** EC2's VpnState. */
  readonly state?: string;
  readonly tunnels: readonly SeenTunnel[];
}

/** EC2's MaintenanceDetails of one tunnel. */
export interface SeenMaintenance {
  readonly pending?: string;
  readonly autoAppliedAfterMs?: number;
  readonly lastAppliedMs?: number;
}

/** `under-way`: EC2 is replacing the tunnel already. A refusal is for good; what may pass is thrown. */
export type Replacing =
  | { readonly kind: 'accepted' | 'under-way' }
  | { readonly kind: 'refused'; readonly why: string };

export interface VpnApi {
  /** By id. A connection that EC2 does not describe is not among them. */
  describe(vpnConnectionIds: readonly string[]): Promise<ReadonlyMap<string, SeenVpn>>;
  maintenance(vpnConnectionId: string, address: string): Promise<SeenMaintenance>;
  /** Replaces the tunnel's endpoint, with the maintenance that is pending for it. */
  replace(vpnConnectionId: string, address: string): Promise<Replacing>;
}

export interface SeenPeer {
  readonly id: string;
  /** Direct Connect's BGPPeerState. */
  readonly state?: string;
  /** Direct Connect's BGPStatus. */
  readonly status?: string;
}

export interface SeenInterface {
  /** Direct Connect's VirtualInterfaceState. */
  readonly state?: string;
  readonly peers: readonly SeenPeer[];
}

export interface InterfaceStateApi {
  /** Undefined: Direct Connect does not describe it. */
  describe(virtualInterfaceId: string): Promise<SeenInterface | undefined>;
}
