// Plays a scenario on the twin once: virtual time, the fabric with its faults, a prober per link end, a controller per
// site with the code that runs on AWS, and packets that count.

import type { AuditEntry } from '../controller/audit';
import type { ReconcileRun } from '../controller/run';
import type { Backbone } from '../routing/backbone';
import type { Network } from '../routing/network';
import type { CallCounts } from './api-calls';
import { VirtualClock } from './clock';
import { ReplicatedDatabase } from './database';
import { startDetour } from './detour';
import type { Effect } from './effects';
import { Fabric } from './fabric';
import { LinkFaults } from './faults';
import { startHearing } from './hearing';
import { inventoryOf } from './http/inventory';
import { LATENCIES, type Latencies } from './latencies';
import { NoticeDelivery } from './notice-delivery';
import { Packets } from './packets';
import { type Random, streamsFrom } from './random';
import type { Replay, WorldEvent } from './replayed';
import type { Run, Scenario } from './scenario';
import { packetFlows } from './traffic';
import { VpnTunnels } from './vpn-tunnels';
import { waitsOf } from './waits';
import type { World } from './world';

/** The source of a scenario's notices that are no provider's. */
const AWS_HEALTH = 'aws-health';
/** Detour has been running for this long when the scenario starts. */
const WARM_UP_MS = 120_000;
/** Long enough for what is on its way when the scenario ends to arrive. */
const AFTERGLOW_MS = 2_000;

class Stage implements World {
  readonly clock: VirtualClock;
  readonly fabric: Fabric;
  readonly database: ReplicatedDatabase;
  readonly tunnels: VpnTunnels;
  readonly trouble = {};
  /** Chance by the name of what draws it. */
  readonly random: (name: string) => Random;
  readonly events: WorldEvent[] = [];
  readonly decisions: AuditEntry[] = [];
  readonly effects: Effect[] = [];
  readonly calls: CallCounts = new Map();

  constructor(
    readonly backbone: Backbone,
    network: Network,
    readonly scenario: Scenario,
    readonly latencies: Latencies,
  ) {
    this.clock = new VirtualClock(scenario.startMs - WARM_UP_MS);
    this.fabric = new Fabric(network);
    this.random = streamsFrom(scenario.seed);
    const sites = backbone.sites.filter((site) => site.kind === 'aws').map((site) => site.name);
    this.database = new ReplicatedDatabase(sites, this.clock, latencies, this.random('database'));
    this.tunnels = new VpnTunnels(
      inventoryOf(network).vpns,
      this.fabric,
      this.clock,
      latencies,
      this.random('tunnels'),
    );
    startHearing(this.fabric, this.clock, this.random('hearing'), latencies.bgpUpdate, this.note);
  }

  readonly tell = (entry: AuditEntry): void => void this.decisions.push(entry);

  /** The run has said so itself. */
  readonly failed = (): void => {};

  /** Kept in the order of time. What the premises are told is news to people as well. */
  readonly note = (effect: Effect): void => {
    this.effects.push(effect);
    if (effect.kind !== 'announced') return;
    const { atMs, link } = effect;
    const premises = this.backbone.links
      .find(({ name }) => name === link)
      ?.between.filter((end) => end !== effect.site);
    const said = `${premises?.join('')} is told of the changed prefixes over ${link}`;
    this.events.push({ atMs, kind: 'announcement-told', link, said });
  };

  planFaults(): void {
    const { fabric, clock, latencies, random, note } = this;
    const report = (kind: WorldEvent['kind'], link: string, said: string) =>
      void this.events.push({ atMs: clock.now(), kind, link, said });
    const faults = new LinkFaults(fabric.network, fabric, clock, latencies, random('faults'), report, note);
    for (const fault of this.scenario.faults) faults.plan(fault);
  }

  planNotices(): void {
    const delivery = new NoticeDelivery(this);
    this.scenario.notices.forEach((notice, i) => {
      const event = `${this.scenario.name}-${i + 1}`;
      this.clock.at(notice.announcedMs, () => this.announce(notice, event, delivery));
    });
  }

  private announce(notice: Scenario['notices'][number], event: string, delivery: NoticeDelivery): void {
    const { link, source, announcedMs: saidMs, fromMs: startMs, toMs: endMs } = notice;
    const window = `${clockTime(startMs)} to ${clockTime(endMs)} UTC`;
    this.events.push({
      atMs: saidMs,
      kind: 'notice-arrives',
      link,
      said: `${source} announces maintenance of ${link}, ${window}`,
    });
    const certain = { status: 'confirmed', impact: 'outage', version: 0 } as const;
    const said = { ...certain, event, links: [link], startMs, endMs, saidMs };
    if (source === AWS_HEALTH) delivery.health(said, { updatedMs: saidMs });
    else delivery.mail(said, source, true);
  }

  startDetour(run: ReconcileRun): void {
    startDetour(this, run, (link, site, atMs) =>
      this.note({ kind: 'observed', site, link, sinceMs: this.lostSince(link), atMs }),
    );
  }

  private lostSince(link: string): number {
    const begun = this.scenario.faults.filter((fault) => fault.link === link && fault.fromMs <= this.clock.now());
    return begun.at(-1)?.fromMs ?? this.scenario.startMs;
  }
}

function clockTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

/** The same backbone, network, scenario and run give the same replay, packet for packet. */
export async function replay(
  backbone: Backbone,
  network: Network,
  scenario: Scenario,
  run: Run,
  reconcile: ReconcileRun,
  latencies: Latencies = LATENCIES,
): Promise<Replay> {
  const stage = new Stage(backbone, network, scenario, latencies);
  const packets = new Packets(packetFlows(network, scenario.traffic), stage.fabric, scenario.startMs, latencies.linkMs);
  stage.fabric.beforeChange(() => packets.advance(Math.min(stage.clock.now(), scenario.endMs)));
  stage.planFaults();
  if (run === 'announced') stage.planNotices();
  if (run !== 'without-detour') stage.startDetour(reconcile);
  await stage.clock.run(scenario.startMs);
  stage.calls.clear();
  await stage.clock.run(scenario.endMs);
  packets.advance(scenario.endMs);
  packets.finish(scenario.endMs + AFTERGLOW_MS);
  const flows = packets.counts();
  return {
    run,
    flows,
    events: stage.events,
    waits: waitsOf(flows, stage.effects),
    decisions: stage.decisions.filter(({ atMs }) => atMs >= scenario.startMs).sort((a, b) => a.atMs - b.atMs),
    calls: Object.fromEntries([...stage.calls].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
