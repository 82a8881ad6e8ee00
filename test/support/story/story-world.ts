// The backbone of a story on the twin, with everything of Detour that runs on AWS, and whatever else a story makes happen.

import type { AuditEntry } from '../../../lib/controller/audit';
import type { Order } from '../../../lib/controller/database';
import { reconcileRun } from '../../../lib/controller/reconcile-run';
import type { Backbone } from '../../../lib/routing/backbone';
import { VirtualClock } from '../../../lib/twin/clock';
import { ReplicatedDatabase } from '../../../lib/twin/database';
import { orderStoreOf } from '../../../lib/twin/database-stores';
import { startDetour } from '../../../lib/twin/detour';
import { Fabric } from '../../../lib/twin/fabric';
import { LinkFaults } from '../../../lib/twin/faults';
import { startHearing } from '../../../lib/twin/hearing';
import { inventoryOf } from '../../../lib/twin/http/inventory';
import { LATENCIES } from '../../../lib/twin/latencies';
import { NoticeDelivery } from '../../../lib/twin/notice-delivery';
import type { SaidMaintenance } from '../../../lib/twin/notice-message';
import { type Random, streamsFrom } from '../../../lib/twin/random';
import { VpnTunnels } from '../../../lib/twin/vpn-tunnels';
import type { SaidOfEnd, World } from '../../../lib/twin/world';
import { networkOf } from '../networks';

/** Detour has been running for this long when a story starts. */
const WARM_UP_MS = 120_000;

export type HowProbed = 'answered' | 'lost' | 'silent';

/** One second of every so many is lost, so that no probes are lost in a row. */
function losesNow(every: number | undefined, nowMs: number): boolean {
  return every !== undefined && Math.floor(nowMs / 1_000) % every === 0;
}

export class StoryWorld implements World {
  readonly latencies = LATENCIES;
  readonly clock: VirtualClock;
  readonly fabric: Fabric;
  readonly database: ReplicatedDatabase;
  readonly tunnels: VpnTunnels;
  readonly faults: LinkFaults;
  readonly notices: NoticeDelivery;
  readonly random: (name: string) => Random;
  readonly calls = new Map<string, number>();
  readonly audit: AuditEntry[] = [];
  /** Sites whose controllers are dead, and sites whose functions that ask AWS are. */
  readonly dead = new Set<string>();
  readonly unwatched = new Set<string>();
  /** Sites whose replicas are cut off from all others. */
  readonly cutOff = new Set<string>();
  /** Of each link that loses part of what crosses it, one in how many. */
  readonly losses = new Map<string, number>();
  /** AWS sites. */
  readonly sites: readonly string[];
  private readonly probed = new Map<string, HowProbed>();
  private readonly said = new Map<string, SaidOfEnd>();
  private readonly versions = new Map<string, number>();
  private readonly firstSaidMs = new Map<string, number>();
  private orders = 0;

  constructor(
    readonly backbone: Backbone,
    startMs: number,
    seed: number,
  ) {
    const network = networkOf(backbone);
    this.random = streamsFrom(seed);
    this.clock = new VirtualClock(startMs - WARM_UP_MS);
    this.fabric = new Fabric(network);
    this.sites = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
    const reaches = (from: string, to: string) => !this.cutOff.has(from) && !this.cutOff.has(to);
    this.database = new ReplicatedDatabase(this.sites, this.clock, LATENCIES, this.random('database'), reaches);
    const { fabric, clock, note } = this;
    this.tunnels = new VpnTunnels(inventoryOf(network).vpns, fabric, clock, LATENCIES, this.random('tunnels'));
    this.faults = new LinkFaults(network, fabric, clock, LATENCIES, this.random('faults'), () => {}, note);
    this.notices = new NoticeDelivery(this);
    startHearing(fabric, clock, this.random('hearing'), LATENCIES.bgpUpdate);
  }

  readonly trouble: World['trouble'] = {
    isDead: (what, site) => (what === 'controller' ? this.dead : this.unwatched).has(site),
    probing: (link, site) => {
      const how = this.probed.get(`${link} ${site}`);
      if (how === 'lost' || how === 'silent') return how;
      return losesNow(this.losses.get(link), this.clock.now()) ? 'lost' : undefined;
    },
    said: (link, site) => this.said.get(`${link} ${site}`),
  };

  readonly note = (): void => {};
  readonly tell = (entry: AuditEntry): void => void this.audit.push(entry);
  /** The run has said so itself. */
  readonly failed = (): void => {};

  start(): void {
    startDetour(this, reconcileRun);
  }

  /** At the admission site when none is named. */
  order(site: string | undefined, order: Omit<Order, 'kind' | 'id'>): void {
    this.orders += 1;
    const store = orderStoreOf(this.database, site ?? this.backbone.policy.admission);
    const placed: Order = { kind: 'order', id: `order ${this.orders}`, ...order };
    this.clock.start(this.clock.now(), async () => void (await store.place(placed)));
  }

  /** Of a message about an event: the next one when none is named. */
  versionOf(event: string, named: number | undefined): number {
    if (named !== undefined) return named;
    const version = (this.versions.get(event) ?? 0) + 1;
    this.versions.set(event, version);
    return version;
  }

  /** When a message was said for the first time: all its pages, and each time it is said again, tell of that moment. */
  firstSaid({ event, version, saidMs }: SaidMaintenance): number {
    const message = `${event} ${version}`;
    const firstMs = this.firstSaidMs.get(message) ?? saidMs;
    this.firstSaidMs.set(message, firstMs);
    return firstMs;
  }

  setLoss(link: string, every: number | undefined): void {
    if (every === undefined) this.losses.delete(link);
    else this.losses.set(link, every);
    this.fabric.changeNetwork(this.fabric.network);
  }

  setProbes(link: string, site: string, how: HowProbed): void {
    this.probed.set(`${link} ${site}`, how);
  }

  /** What AWS says of an end from now on. */
  setReport(link: string, site: string, said: SaidOfEnd): void {
    this.said.set(`${link} ${site}`, said);
  }

  /** Maintenance of the first tunnel of a VPN, which AWS does by itself from then on. */
  announceTunnel(link: string, atMs: number): void {
    const [address] = this.tunnels.of(link);
    if (address === undefined) throw new Error(`${link} has no tunnels`);
    this.tunnels.announce(address, atMs);
  }
}
