// What Detour runs on in the twin, and what may be wrong with its own parts.

import type { AuditEntry } from '../controller/audit';
import type { LeasePort, Ports } from '../controller/ports';
import type { Backbone } from '../routing/backbone';
import type { CallCounts } from './api-calls';
import type { Clock, VirtualClock } from './clock';
import type { ReplicatedDatabase } from './database';
import type { Note } from './effects';
import type { Fabric } from './fabric';
import type { Latencies } from './latencies';
import type { Random } from './random';
import type { VpnTunnels } from './vpn-tunnels';

/** What the controller of a site works with, but for its clock. */
export interface SitePorts extends Omit<Ports, 'clock'> {
  readonly lease: LeasePort;
}

/** What AWS says of one end of a link whatever the fabric does. */
export interface SaidOfEnd {
  /** EC2's TransitGatewayAttachmentState. */
  readonly attachment: string;
  /** Of the tunnels or the BGP peer, in the order in which AWS has them; of those that are missing the fabric tells. */
  readonly sessions: readonly ('up' | 'down' | 'unknown')[];
}

/** What is wrong with Detour itself, or with what AWS says; nothing where left out. */
interface Trouble {
  /** True: no run of the function begins. */
  readonly isDead?: (what: 'controller' | 'status', site: string) => boolean;
  /** Another clock at a site. */
  readonly clockOf?: (site: string) => Clock;
  /** Other ports of a site's controller. */
  readonly portsOf?: (site: string, ports: SitePorts) => SitePorts;
  /** A prober that gets no answer although its link carries, or that cannot reach the database. */
  readonly probing?: (link: string, site: string) => 'lost' | 'silent' | undefined;
  readonly said?: (link: string, site: string) => SaidOfEnd | undefined;
  /** Milliseconds that a link takes longer than others, one way. */
  readonly delayMs?: (link: string) => number;
}

export interface World {
  readonly backbone: Backbone;
  /** What was deployed to a site last; the backbone where left out. */
  readonly deployedAt?: (site: string) => Backbone;
  /** Of which a deployment to a site has begun last; the one that was deployed where left out. */
  readonly deployingAt?: (site: string) => Backbone;
  readonly fabric: Fabric;
  readonly database: ReplicatedDatabase;
  readonly tunnels: VpnTunnels;
  readonly clock: VirtualClock;
  readonly latencies: Latencies;
  /** Chance by the name of what draws it. */
  readonly random: (name: string) => Random;
  readonly calls: CallCounts;
  readonly note: Note;
  /** Hears whatever a function of Detour says, when it says it. */
  readonly tell: (entry: AuditEntry) => void;
  /** Takes what the controller of a site writes into its audit, a batch at a time. */
  readonly audited?: (site: string, entries: readonly AuditEntry[]) => void;
  /** Hears of a run of a controller that ended in an error, which it has told as well where it could. */
  readonly failed: (site: string, error: unknown) => void;
  readonly trouble: Trouble;
}

export function clockAt({ clock, trouble }: Pick<World, 'clock' | 'trouble'>, site: string): Clock {
  return trouble.clockOf?.(site) ?? clock;
}
