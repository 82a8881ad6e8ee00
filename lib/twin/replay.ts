// Plays a scenario on the twin once: virtual time, the fabric with its faults, a prober per link end, a controller per
// site with the code that runs on AWS, and packets that count.

import type { AuditEntry } from '../controller/audit';
import { confirmedNotice } from '../controller/link-state/notices';
import { siteRouting } from '../controller/site-routing';
import type { Backbone } from '../routing/backbone';
import type { Network } from '../routing/network';
import type { CallCounts } from './api-calls';
import { BgpApi } from './bgp-api';
import { VirtualClock } from './clock';
import { type Reconcile, SiteController } from './controllers';
import { ReplicatedDatabase } from './database';
import type { Effect } from './effects';
import { Fabric } from './fabric';
import { LinkFaults } from './faults';
import { GatewayApi } from './gateway-api';
import { startHearing } from './hearing';
import { LATENCIES, type Latencies } from './latencies';
import { Packets } from './packets';
import { probePath } from './probe-path';
import { startProbing } from './probing';
import { type Random, streamsFrom } from './random';
import type { Replay, WorldEvent } from './replayed';
import type { Run, Scenario } from './scenario';
import { packetFlows } from './traffic';
import { waitsOf } from './waits';

/** Detour has been running for this long when the scenario starts. */
const WARM_UP_MS = 120_000;
/** Long enough for what is on its way when the scenario ends to arrive. */
const AFTERGLOW_MS = 2_000;

class Stage {
  readonly clock: VirtualClock;
  readonly fabric: Fabric;
  readonly database: ReplicatedDatabase;
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
    startHearing(this.fabric, this.clock, this.random('hearing'), latencies.bgpUpdate, this.note);
  }

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
    this.scenario.notices.forEach(({ link, source, announcedMs, fromMs, toMs }, i) => {
      const id = `${this.scenario.name}-${i}`;
      const notice = confirmedNotice({
        id,
        source,
        links: [link],
        startMs: fromMs,
        endMs: toMs,
        receivedMs: announcedMs,
      });
      const said = `${source} announces maintenance of ${link}, ${clockTime(fromMs)} to ${clockTime(toMs)} UTC`;
      this.clock.at(announcedMs, () => {
        this.events.push({ atMs: announcedMs, kind: 'notice-arrives', link, said });
        this.database.write(this.backbone.policy.admission, notice);
      });
    });
  }

  startDetour(reconcile: Reconcile): void {
    for (const site of this.backbone.sites) this.startSite(site.name, reconcile);
    const isAws = new Set(this.backbone.sites.flatMap(({ name, kind }) => (kind === 'aws' ? [name] : [])));
    for (const { name: link, between } of this.backbone.links)
      for (const site of between) if (isAws.has(site)) this.startProber(link, site);
  }

  /** Premises have no prober of ours; an end with nothing to ask measures nothing. */
  private startProber(link: string, site: string): void {
    const { backbone, fabric, database, clock, random, latencies } = this;
    const path = probePath(fabric.network, backbone, link, site);
    if (path === 'blind') return;
    const foundBad = (atMs: number) => this.note({ kind: 'observed', site, link, sinceMs: this.lostSince(link), atMs });
    const end = { link, site, policy: backbone.policy.probe, linkMs: latencies.linkMs, foundBad };
    startProbing(path ? { ...end, path } : end, fabric, database, clock, random(`prober ${link} ${site}`));
  }

  private lostSince(link: string): number {
    const begun = this.scenario.faults.filter((fault) => fault.link === link && fault.fromMs <= this.clock.now());
    return begun.at(-1)?.fromMs ?? this.scenario.startMs;
  }

  /** To write entries down takes as long as any write to the site's replica. */
  private auditPort(record: (entry: AuditEntry) => void, random: Random) {
    return {
      record: async (entries: readonly AuditEntry[]) => {
        await this.clock.sleep(random(...this.latencies.database));
        entries.forEach(record);
      },
    };
  }

  private startSite(site: string, reconcile: Reconcile): void {
    const routing = siteRouting(this.fabric.network, site);
    if (!routing) return;
    const record = (entry: AuditEntry) => void this.decisions.push(entry);
    const { fabric, clock, latencies, calls, note } = this;
    const random = this.random(`controller ${site}`);
    const hasBgp = routing.sessionOf.size > 0;
    const ports = {
      routing: new GatewayApi(routing, fabric, clock, latencies, random, calls, note),
      ...(hasBgp ? { bgp: new BgpApi(routing, fabric, clock, latencies, random, calls, note) } : {}),
      database: this.database.portOf(site),
      audit: this.auditPort(record, this.random(`audit ${site}`)),
      clock,
    };
    const controller = new SiteController(reconcile, this.backbone, routing, ports, clock, latencies, random, record);
    this.database.onNews(site, () => controller.wake());
    controller.start();
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
  reconcile: Reconcile,
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
    decisions: stage.decisions.filter(({ atMs }) => atMs >= scenario.startMs),
    calls: Object.fromEntries([...stage.calls].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
