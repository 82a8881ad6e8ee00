// Plays a scenario on the twin once: virtual time, the fabric with its faults, a prober per link end, a controller per
// site with the code that runs on AWS, and packets that count.

import type { AuditEntry } from '../controller/audit';
import { siteRouting } from '../controller/site-routing';
import type { Backbone } from '../routing/backbone';
import type { Network } from '../routing/network';
import { VirtualClock } from './clock';
import { type Reconcile, SiteController } from './controllers';
import { ReplicatedDatabase } from './database';
import { Fabric } from './fabric';
import { type CallCounts, GatewayApi } from './gateway-api';
import { LATENCIES, type Latencies } from './latencies';
import { Packets } from './packets';
import { startProbing } from './probing';
import { type Random, randomFrom } from './random';
import type { Replay, WorldEvent } from './replayed';
import type { Run, Scenario } from './scenario';
import { packetFlows } from './traffic';

/** Detour has been running for this long when the scenario starts. */
const WARM_UP_MS = 120_000;
/** Long enough for what is on its way when the scenario ends to arrive. */
const AFTERGLOW_MS = 2_000;

class Stage {
  readonly clock: VirtualClock;
  readonly fabric: Fabric;
  readonly database: ReplicatedDatabase;
  readonly random: Random;
  readonly events: WorldEvent[] = [];
  readonly decisions: AuditEntry[] = [];
  readonly calls: CallCounts = new Map();

  constructor(
    readonly backbone: Backbone,
    network: Network,
    readonly scenario: Scenario,
    readonly latencies: Latencies,
  ) {
    this.clock = new VirtualClock(scenario.startMs - WARM_UP_MS);
    this.fabric = new Fabric(network);
    this.random = randomFrom(scenario.seed);
    const sites = backbone.sites.filter((site) => site.kind === 'aws').map((site) => site.name);
    this.database = new ReplicatedDatabase(sites, this.clock, latencies, this.random);
  }

  planFaults(): void {
    for (const { link, fromMs, toMs } of this.scenario.faults) {
      this.happen(fromMs, 'fault-begins', link, `${link} drops all data; its attachments and routes stay up`, () =>
        this.fabric.setCondition(link, 'grey'),
      );
      this.happen(toMs, 'fault-ends', link, `${link} carries data again`, () => this.fabric.setCondition(link, 'up'));
    }
  }

  planNotices(): void {
    this.scenario.notices.forEach(({ link, source, announcedMs, fromMs, toMs }, i) => {
      const notice = { kind: 'notice', id: `${this.scenario.name}-${i}`, source, link, status: 'confirmed' } as const;
      const said = `${source} announces maintenance of ${link}, ${clockTime(fromMs)} to ${clockTime(toMs)} UTC`;
      this.happen(announcedMs, 'notice-arrives', link, said, () =>
        this.database.write(this.backbone.policy.admission, { ...notice, startMs: fromMs, endMs: toMs }),
      );
    });
  }

  startDetour(reconcile: Reconcile): void {
    for (const site of this.backbone.sites) this.startSite(site.name, reconcile);
    for (const { name: link, between } of this.backbone.links)
      for (const site of between)
        startProbing(
          { link, site, policy: this.backbone.policy.probe, linkMs: this.latencies.linkMs },
          this.fabric,
          this.database,
          this.clock,
          this.random,
        );
  }

  /** A record takes as long as any write to the site's replica. */
  private auditPort(record: (entry: AuditEntry) => void) {
    return {
      record: async (entry: AuditEntry) => {
        await this.clock.sleep(this.random(...this.latencies.database));
        record(entry);
      },
    };
  }

  private startSite(site: string, reconcile: Reconcile): void {
    const routing = siteRouting(this.fabric.network, site);
    if (!routing) return;
    const record = (entry: AuditEntry) => void this.decisions.push(entry);
    const { fabric, clock, latencies, random, calls } = this;
    const ports = {
      routing: new GatewayApi(routing, fabric, clock, latencies, random, calls),
      database: this.database.portOf(site),
      audit: this.auditPort(record),
      clock,
    };
    const controller = new SiteController(reconcile, this.backbone, routing, ports, clock, latencies, random, record);
    this.database.onNews(site, () => controller.wake());
    controller.start();
  }

  private happen(atMs: number, kind: WorldEvent['kind'], link: string, said: string, effect: () => void): void {
    this.clock.at(atMs, () => {
      this.events.push({ atMs, kind, link, said });
      effect();
    });
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
  const flows = packetFlows(network, scenario.traffic);
  const packets = new Packets(flows, stage.fabric, scenario.startMs, latencies.linkMs);
  stage.fabric.beforeChange(() => packets.advance(Math.min(stage.clock.now(), scenario.endMs)));
  stage.planFaults();
  if (run === 'announced') stage.planNotices();
  if (run !== 'without-detour') stage.startDetour(reconcile);
  await stage.clock.run(scenario.startMs);
  stage.calls.clear();
  await stage.clock.run(scenario.endMs);
  packets.advance(scenario.endMs);
  packets.finish(scenario.endMs + AFTERGLOW_MS);
  return {
    run,
    flows: packets.counts(),
    events: stage.events,
    decisions: stage.decisions.filter(({ atMs }) => atMs >= scenario.startMs),
    calls: Object.fromEntries([...stage.calls].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
