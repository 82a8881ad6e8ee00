// The tunnels of VPNs as EC2 tells of them, and its maintenance of them. Each VPN has two, and data takes whichever is there:
// the link carries as long as one of them does.
//
//   the link's session           the tunnel is being replaced   telemetry
//   down                         any                            DOWN
//   up                           and is gone                    DOWN
//   up                           and is still there, or no      UP
//
// Maintenance that is pending is done by a replacement, which AWS begins by itself when its time has come.

import type { Replacing, SeenMaintenance, SeenTunnel } from '../controller/signals/status/region-apis';
import type { Network } from '../routing/network';
import type { Clock } from './clock';
import type { Fabric } from './fabric';
import { inventoryOf } from './http/inventory';
import type { Latencies } from './latencies';
import type { Random } from './random';

interface Tunnel {
  /** Until when AWS leaves it to us; absent: nothing is pending. */
  pendingUntilMs?: number;
  /** The newest replacement. */
  goneMs: number;
  backMs: number;
}

export class VpnTunnels {
  private readonly addresses: ReadonlyMap<string, readonly string[]>;
  private readonly tunnels = new Map<string, Tunnel>();
  /** When the session of a link last went down or came back. */
  private readonly sessions = new Map<string, { readonly isDown: boolean; readonly sinceMs: number }>();

  constructor(
    network: Network,
    private readonly fabric: Fabric,
    private readonly clock: Clock,
    private readonly latencies: Latencies,
    private readonly random: Random,
  ) {
    this.addresses = new Map(inventoryOf(network).vpns.map(({ link, tunnels }) => [link, tunnels]));
    const sinceMs = clock.now();
    for (const [link, own] of this.addresses) {
      this.sessions.set(link, { isDown: false, sinceMs });
      for (const address of own) this.tunnels.set(address, { goneMs: sinceMs, backMs: sinceMs });
    }
    fabric.afterChange(() => this.look());
  }

  /** Outside addresses at AWS of the tunnels of a link; none where it is no VPN. */
  of(link: string): readonly string[] {
    return this.addresses.get(link) ?? [];
  }

  /** EC2's VgwTelemetry. */
  seen(link: string): readonly SeenTunnel[] {
    const nowMs = this.clock.now();
    const session = this.sessions.get(link);
    return this.of(link).map((address) => {
      const { goneMs, backMs } = this.known(address);
      const isDown = session?.isDown === true || (nowMs >= goneMs && nowMs < backMs);
      const changes = [goneMs, backMs, session?.sinceMs ?? 0].filter((ms) => ms <= nowMs);
      return { address, status: isDown ? 'DOWN' : 'UP', changedMs: Math.max(...changes) };
    });
  }

  /** EC2 GetVpnTunnelReplacementStatus. */
  maintenance(address: string): SeenMaintenance {
    const { pendingUntilMs, backMs } = this.known(address);
    return pendingUntilMs === undefined
      ? { pending: 'none', lastAppliedMs: backMs }
      : { pending: 'pending', autoAppliedAfterMs: pendingUntilMs };
  }

  /** EC2 ReplaceVpnTunnel, with what is pending. */
  replace(address: string): Replacing {
    const nowMs = this.clock.now();
    const tunnel = this.known(address);
    if (nowMs < tunnel.backMs) return { kind: 'under-way' };
    tunnel.goneMs = nowMs + this.random(...this.latencies.tunnelGone);
    tunnel.backMs = tunnel.goneMs + this.random(...this.latencies.tunnelBack);
    this.clock.at(tunnel.backMs, () => this.settle(address));
    return { kind: 'accepted' };
  }

  /** From now on AWS has maintenance of the tunnel pending, and begins it by itself at that time. */
  announce(address: string, atMs: number): void {
    this.known(address).pendingUntilMs = atMs;
    this.clock.at(atMs, () => {
      if (this.known(address).pendingUntilMs === atMs) this.replace(address);
    });
  }

  /** It is done. */
  private settle(address: string): void {
    delete this.known(address).pendingUntilMs;
  }

  private known(address: string): Tunnel {
    const tunnel = this.tunnels.get(address);
    if (!tunnel) throw new Error(`there is no tunnel ${address}`);
    return tunnel;
  }

  private look(): void {
    for (const [link, { isDown }] of this.sessions) {
      const isDownNow = this.fabric.conditions.get(link) === 'down';
      if (isDownNow !== isDown) this.sessions.set(link, { isDown: isDownNow, sinceMs: this.clock.now() });
    }
  }
}
