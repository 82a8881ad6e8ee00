// The tunnels of VPNs as EC2 tells of them, and its maintenance of them. Each VPN has two, and data takes whichever is there:
// its link is down while both are gone, and as long as one is there its session stays, and so do its routes.
//
//   the link's session           the tunnel is being replaced   telemetry
//   down                         any                            down
//   up                           and is gone                    down
//   up                           and is still there, or no      up
//
// Maintenance that is pending is done by a replacement that applies it, which AWS begins by itself when its time has come.
// AWS publishes no times of a replacement.
// Source: Site-to-Site VPN user guide, "Tunnel endpoint lifecycle control"; EC2 API reference, ReplaceVpnTunnel.

import type { Clock } from './clock';
import type { Fabric } from './fabric';
import type { Latencies } from './latencies';
import type { Random } from './random';
import { Refused } from './refused';

interface Vpn {
  readonly link: string;
  /** Outside addresses at AWS. */
  readonly tunnels: readonly string[];
}

/** EC2's MaintenanceDetails. */
interface Maintenance {
  readonly isPending: boolean;
  /** Absent: never by itself. */
  readonly autoAppliedAfterMs?: number;
  readonly lastAppliedMs?: number;
}

/** EC2's VgwTelemetry. */
interface Telemetry {
  readonly address: string;
  readonly isUp: boolean;
  readonly sinceMs: number;
}

export class VpnTunnels {
  private readonly maintenances = new Map<string, Maintenance>();
  private readonly replacing = new Set<string>();
  private readonly gone = new Set<string>();
  private telemetry: ReadonlyMap<string, Telemetry> = new Map();

  constructor(
    private readonly vpns: readonly Vpn[],
    private readonly fabric: Fabric,
    private readonly clock: Clock,
    private readonly latencies: Pick<Latencies, 'tunnelGone' | 'tunnelBack'>,
    private readonly random: Random,
  ) {
    this.look();
    fabric.afterChange(() => this.look());
  }

  /** Outside addresses at AWS of the tunnels of a link; none where it is no VPN. */
  of(link: string): readonly string[] {
    return this.vpns.find((vpn) => vpn.link === link)?.tunnels ?? [];
  }

  seen(link: string): readonly Telemetry[] {
    return this.of(link).flatMap((address) => this.telemetry.get(address) ?? []);
  }

  /** Nothing is pending where nobody has said so. */
  maintenance(address: string): Maintenance {
    return this.maintenances.get(address) ?? { isPending: false };
  }

  /** From now on AWS has maintenance of the tunnel pending, and begins it by itself at that time, if there is one. */
  announce(address: string, autoAppliedAfterMs?: number): void {
    this.vpnOf(address);
    const date = autoAppliedAfterMs === undefined ? {} : { autoAppliedAfterMs };
    const pending = { ...this.maintenance(address), isPending: true, ...date };
    this.maintenances.set(address, pending);
    if (autoAppliedAfterMs === undefined) return;
    this.clock.at(autoAppliedAfterMs, () => {
      if (this.maintenances.get(address) === pending && !this.replacing.has(address)) this.replace(address, true);
    });
  }

  /** Throws Refused while it is being replaced. */
  replace(address: string, applyPending: boolean): void {
    const vpn = this.vpnOf(address);
    if (this.replacing.has(address)) throw new Refused('IncorrectState', `The tunnel ${address} is being replaced`);
    const { clock, random, latencies } = this;
    this.replacing.add(address);
    const goneMs = clock.now() + random(...latencies.tunnelGone);
    const backMs = goneMs + random(...latencies.tunnelBack);
    clock.at(goneMs, () => this.set(vpn, () => this.gone.add(address)));
    clock.at(backMs, () => {
      this.replacing.delete(address);
      if (applyPending || this.isDue(address))
        this.maintenances.set(address, { isPending: false, lastAppliedMs: backMs });
      this.set(vpn, () => this.gone.delete(address));
    });
  }

  /** AWS waits no longer: whatever replaces the tunnel does what is pending. */
  private isDue(address: string): boolean {
    const { isPending, autoAppliedAfterMs } = this.maintenance(address);
    return isPending && autoAppliedAfterMs !== undefined && autoAppliedAfterMs <= this.clock.now();
  }

  /** Throws RangeError when there is no such tunnel. */
  private vpnOf(address: string): Vpn {
    const vpn = this.vpns.find(({ tunnels }) => tunnels.includes(address));
    if (!vpn) throw new RangeError(`${address} is no tunnel`);
    return vpn;
  }

  private set({ tunnels, link }: Vpn, change: () => void): void {
    change();
    this.fabric.holdDown(
      link,
      tunnels.every((address) => this.gone.has(address)),
    );
  }

  private look(): void {
    const sinceMs = this.clock.now();
    const entries = this.vpns.flatMap(({ tunnels, link }) =>
      tunnels.map((address): [string, Telemetry] => {
        const isUp = !this.gone.has(address) && this.fabric.conditions.get(link) !== 'down';
        const before = this.telemetry.get(address);
        return [address, before?.isUp === isUp ? before : { address, isUp, sinceMs }];
      }),
    );
    this.telemetry = new Map(entries);
  }
}
