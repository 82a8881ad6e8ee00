// VPN tunnels: what their telemetry says, and how AWS replaces them. AWS publishes no times of a replacement.
//
//   replaced   carries on -> down -> up again, and no maintenance is pending any more
//   pending    AWS replaces the tunnel by itself when its date has come
//
// A link whose two tunnels are down is down; as long as one is up its session stays, and so do its routes.
// Source: Site-to-Site VPN user guide, "Tunnel endpoint lifecycle control"; EC2 API reference, ReplaceVpnTunnel.

import { Refused } from '../../refused';
import type { Inventory } from '../inventory';
import type { World } from '../world';

type Vpn = Inventory['vpns'][number];

interface Maintenance {
  readonly isPending: boolean;
  /** Absent: never by itself. */
  readonly autoAppliedAfterMs?: number;
  readonly lastAppliedMs?: number;
}

interface Telemetry {
  readonly address: string;
  readonly isUp: boolean;
  readonly sinceMs: number;
}

export class Tunnels {
  /** By outside address. */
  private readonly maintenances = new Map<string, Maintenance>();
  private readonly replacing = new Set<string>();
  private readonly gone = new Set<string>();
  private seen = new Map<string, Telemetry>();

  constructor(private readonly world: World) {
    this.look();
    world.fabric.afterChange(() => this.look());
  }

  telemetry({ tunnels }: Vpn): readonly Telemetry[] {
    return tunnels.flatMap((address) => this.seen.get(address) ?? []);
  }

  /** Nothing is pending where nobody has said so. */
  maintenance(address: string): Maintenance {
    return this.maintenances.get(address) ?? { isPending: false };
  }

  /** AWS has something to do on a tunnel, and does it by itself when the date has come, if there is one. */
  announce(address: string, autoAppliedAfterMs?: number): void {
    const vpn = this.world.inventory.vpns.find(({ tunnels }) => tunnels.includes(address));
    if (!vpn) throw new RangeError(`${address} is no tunnel`);
    const date = autoAppliedAfterMs === undefined ? {} : { autoAppliedAfterMs };
    const pending = { ...this.maintenance(address), isPending: true, ...date };
    this.maintenances.set(address, pending);
    if (autoAppliedAfterMs === undefined) return;
    this.world.clock.at(autoAppliedAfterMs, () => {
      if (this.maintenances.get(address) === pending && !this.replacing.has(address)) this.replace(vpn, address, true);
    });
  }

  /** Throws Refused while it is being replaced. */
  replace(vpn: Vpn, address: string, applyPending: boolean): void {
    if (this.replacing.has(address)) throw new Refused('IncorrectState', `The tunnel ${address} is being replaced`);
    const { clock, random, behaviour } = this.world;
    this.replacing.add(address);
    const downMs = clock.now() + random(...behaviour.tunnelGoes);
    const upMs = downMs + random(...behaviour.tunnelBack);
    clock.at(downMs, () => this.set(vpn, () => this.gone.add(address)));
    clock.at(upMs, () => {
      this.replacing.delete(address);
      if (applyPending || this.isDue(address))
        this.maintenances.set(address, { isPending: false, lastAppliedMs: upMs });
      this.set(vpn, () => this.gone.delete(address));
    });
  }

  /** AWS waits no longer: whatever replaces the tunnel does what is pending. */
  private isDue(address: string): boolean {
    const { isPending, autoAppliedAfterMs } = this.maintenance(address);
    return isPending && autoAppliedAfterMs !== undefined && autoAppliedAfterMs <= this.world.now;
  }

  private set({ tunnels, link }: Vpn, change: () => void): void {
    change();
    this.world.fabric.holdDown(
      link,
      tunnels.every((address) => this.gone.has(address)),
    );
  }

  private look(): void {
    const sinceMs = this.world.now;
    const entries = this.world.inventory.vpns.flatMap(({ tunnels, link }) =>
      tunnels.map((address): [string, Telemetry] => {
        const isUp = !this.gone.has(address) && this.world.fabric.conditions.get(link) !== 'down';
        const before = this.seen.get(address);
        return [address, before?.isUp === isUp ? before : { address, isUp, sinceMs }];
      }),
    );
    this.seen = new Map(entries);
  }
}
