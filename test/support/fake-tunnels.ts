// EC2 as far as the status function asks it about one VPN connection, on a clock of minutes that a test moves:
//
//   replace    refused while the tunnel is being replaced (`under-way`); else accepted, and the replacement begins
//   a tunnel   being replaced goes down a minute later, and is up again and without pending maintenance after three more;
//              its telemetry follows a minute late
//   describe   tells of both tunnels, in the order of EC2, which is none
//
// A tunnel that is named in `lost` never comes back.

import type {
  AttachmentStateApi,
  InterfaceStateApi,
  Replacing,
  SeenMaintenance,
  SeenVpn,
  VpnApi,
} from '../../lib/controller/signals/status/region-apis';
import { MINUTE_MS } from './world';

const DOWN_AFTER_MS = MINUTE_MS;
const UP_AFTER_MS = 4 * MINUTE_MS;
const TELEMETRY_LAG_MS = MINUTE_MS;

export class FakeTunnels implements VpnApi {
  readonly replacements: { readonly address: string; readonly atMs: number }[] = [];

  constructor(
    private readonly vpnConnectionId: string,
    private readonly addresses: readonly string[],
    private readonly now: () => number,
    private readonly lost: readonly string[] = [],
  ) {}

  readonly attachments: AttachmentStateApi = {
    states: async (ids) => new Map(ids.map((id) => [id, 'available'])),
  };

  readonly interfaces: InterfaceStateApi = { describe: async () => undefined };

  async describe(ids: readonly string[]): Promise<ReadonlyMap<string, SeenVpn>> {
    if (!ids.includes(this.vpnConnectionId)) return new Map();
    const atMs = this.now() - TELEMETRY_LAG_MS;
    const tunnels = [...this.addresses].reverse().map((address) => {
      const [goneMs, backMs] = this.absence(address);
      const isDown = atMs >= goneMs && atMs < backMs;
      const changedMs = [backMs, goneMs, 0].find((ms) => ms <= atMs) ?? 0;
      return { address, status: isDown ? 'DOWN' : 'UP', changedMs };
    });
    return new Map([[this.vpnConnectionId, { state: 'available', tunnels }]]);
  }

  async maintenance(_: string, address: string): Promise<SeenMaintenance> {
    const [, backMs] = this.absence(address);
    return this.now() >= backMs ? { pending: 'false', lastAppliedMs: backMs } : { pending: 'true' };
  }

  async replace(_: string, address: string): Promise<Replacing> {
    const atMs = this.now();
    const [, backMs] = this.absence(address);
    if (Number.isFinite(this.replacedMs(address)) && atMs < backMs) return { kind: 'under-way' };
    this.replacements.push({ address, atMs });
    return { kind: 'accepted' };
  }

  /** Whether data passes the tunnel, whatever telemetry says. */
  carries(address: string): boolean {
    const [goneMs, backMs] = this.absence(address);
    return this.now() < goneMs || this.now() >= backMs;
  }

  private replacedMs(address: string): number {
    const of = this.replacements.filter((one) => one.address === address);
    return of.at(-1)?.atMs ?? Number.POSITIVE_INFINITY;
  }

  private absence(address: string): readonly [number, number] {
    const fromMs = this.replacedMs(address);
    return [fromMs + DOWN_AFTER_MS, this.lost.includes(address) ? Number.POSITIVE_INFINITY : fromMs + UP_AFTER_MS];
  }
}
