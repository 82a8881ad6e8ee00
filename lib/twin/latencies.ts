// Pure: how long things take in the twin. AWS publishes hardly any of these; they are cautious readings of what its
// services usually do, and every figure a replay prints depends on them.

import type { Session } from '../routing/network';

/** Milliseconds, drawn evenly from the range. */
export type Range = readonly [low: number, high: number];

export interface Latencies {
  /** One way over a link between two sites. */
  readonly linkMs: number;
  /** EC2 calls that read, and that write. */
  readonly apiRead: Range;
  readonly apiWrite: Range;
  /** Direct Connect calls that read, and that write: until the update is accepted. */
  readonly directConnectRead: Range;
  readonly directConnectWrite: Range;
  /**
   * From the acceptance of a new list of allowed prefixes until the premises are told. AWS only says that associations
   * are "async, several minutes" and that an update may delay the prefixes it is about.
   */
  readonly announcement: Range;
  /** From a change of what a router hears until it forwards accordingly: the BGP update, its best path, its table. */
  readonly bgpUpdate: Range;
  /**
   * From the moment a link goes down until BGP gives up its session. Direct Connect: BFD misses three packets of 300 ms,
   * of which the last was sent up to 300 ms before ("Direct Connect quotas": minimum 300 ms, multiplier 3). VPN: the hold
   * timer of 30 s, begun anew by the last keepalive, one each 10 s (AWS's sample configurations); VPNs have no BFD.
   */
  readonly sessionLost: Readonly<Record<Session['origin'], Range>>;
  /**
   * From the moment a link carries data again until its session is back. Direct Connect: 3 to 9 s until BGP and BFD are
   * up again in FRR. VPN: dead peer detection has closed the tunnel, and it is negotiated anew before BGP can connect.
   */
  readonly sessionBack: Readonly<Record<Session['origin'], Range>>;
  /** The site's own replica of the link state database. */
  readonly database: Range;
  /** From one replica to another. */
  readonly replication: Range;
  /** From a change in the replica to the start of the controller. */
  readonly wake: Range;
  /** From a minute of a schedule, an event of AWS or the arrival of a mail to the start of the function. */
  readonly start: Range;
  /** All parameters of a site. */
  readonly parameters: Range;
  /**
   * From the moment that the replacement of a tunnel's endpoint begins until the tunnel is gone, and from then until it is
   * back. AWS publishes neither.
   */
  readonly tunnelGone: Range;
  readonly tunnelBack: Range;
}

export const LATENCIES: Latencies = {
  linkMs: 30,
  apiRead: [60, 150],
  apiWrite: [150, 350],
  directConnectRead: [60, 200],
  directConnectWrite: [200, 600],
  announcement: [300_000, 300_000],
  bgpUpdate: [1_000, 2_000],
  sessionLost: { 'direct-connect': [600, 900], vpn: [20_000, 30_000] },
  sessionBack: { 'direct-connect': [3_000, 9_000], vpn: [15_000, 45_000] },
  database: [4, 12],
  replication: [400, 1_200],
  wake: [150, 400],
  start: [100, 900],
  parameters: [20, 80],
  tunnelGone: [30_000, 60_000],
  tunnelBack: [60_000, 180_000],
};
