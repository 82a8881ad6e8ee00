// The backbone of a story on the twin's parts, with the code that runs on AWS: a controller per AWS site, a prober per
// link end, and whatever else a story makes happen.

import type { AuditEntry } from '../../../lib/controller/audit';
import type { LinkStatus, Notice, Order, SessionStatus } from '../../../lib/controller/database';
import { reconcile } from '../../../lib/controller/reconcile';
import { judgeAttachment } from '../../../lib/controller/signals/status/attachment-states';
import { linkStatusOf } from '../../../lib/controller/signals/status/link-status';
import { maintenanceNotice } from '../../../lib/controller/signals/tunnel-maintenance/notices';
import { type SiteRouting, siteRouting } from '../../../lib/controller/site-routing';
import type { Backbone } from '../../../lib/routing/backbone';
import { BgpApi } from '../../../lib/twin/bgp-api';
import { VirtualClock } from '../../../lib/twin/clock';
import { SiteController } from '../../../lib/twin/controllers';
import { ReplicatedDatabase } from '../../../lib/twin/database';
import { Fabric } from '../../../lib/twin/fabric';
import { LinkFaults } from '../../../lib/twin/faults';
import { GatewayApi } from '../../../lib/twin/gateway-api';
import { startHearing } from '../../../lib/twin/hearing';
import { LATENCIES } from '../../../lib/twin/latencies';
import { startProbing } from '../../../lib/twin/probing';
import { type Random, streamsFrom } from '../../../lib/twin/random';
import { networkOf } from '../networks';
import { type HowProbed, losesNow, ProbedFabric, ProbersDatabase } from './story-probes';

/** Detour has been running for this long when a story starts. */
const WARM_UP_MS = 120_000;
const REPORT_EVERY_MS = 60_000;

/** What AWS says of one end of a link. */
interface Report {
  readonly state: string;
  readonly sessions: readonly SessionStatus[];
}

export class StoryWorld {
  readonly clock: VirtualClock;
  readonly fabric: Fabric;
  readonly database: ReplicatedDatabase;
  readonly faults: LinkFaults;
  readonly audit: AuditEntry[] = [];
  /** Sites whose controllers are dead. */
  readonly dead = new Set<string>();
  /** Sites whose replicas are cut off from all others. */
  readonly cutOff = new Set<string>();
  /** Of each link that loses part of what crosses it, one in how many. */
  readonly losses = new Map<string, number>();
  /** AWS sites. */
  readonly sites: readonly string[];
  private readonly probed = new Map<string, HowProbed>();
  private readonly reports = new Map<string, Report | undefined>();
  private readonly versions = new Map<string, number>();
  private readonly random: (name: string) => Random;
  private items = 0;

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
    const { fabric, clock } = this;
    this.faults = new LinkFaults(
      network,
      fabric,
      clock,
      LATENCIES,
      this.random('faults'),
      () => {},
      () => {},
    );
    startHearing(fabric, clock, this.random('hearing'), LATENCIES.bgpUpdate);
  }

  start(): void {
    for (const site of this.sites) this.startController(site);
    for (const { name, between } of this.backbone.links)
      for (const site of between) if (this.sites.includes(site)) this.startProber(name, site);
  }

  newId(): string {
    this.items += 1;
    return `item ${this.items}`;
  }

  nextVersion(event: string): number {
    const version = (this.versions.get(event) ?? 0) + 1;
    this.versions.set(event, version);
    return version;
  }

  /** At the admission site when none is named. */
  write(site: string | undefined, item: Notice | Order): void {
    this.database.write(site ?? this.backbone.policy.admission, item);
  }

  setLoss(link: string, every: number | undefined): void {
    if (every === undefined) this.losses.delete(link);
    else this.losses.set(link, every);
    this.fabric.changeNetwork(this.fabric.network);
  }

  setProbes(link: string, site: string, how: HowProbed): void {
    this.probed.set(`${link} ${site}`, how);
  }

  /** From now on, each minute; undefined: the function that asks AWS is dead. */
  setReport(link: string, site: string, report: Report | undefined): void {
    const end = `${link} ${site}`;
    const isAsked = this.reports.has(end);
    this.reports.set(end, report);
    if (!isAsked) this.report(link, site);
  }

  /** What AWS says of maintenance that is pending for a tunnel; done when no time is given. */
  seeTunnel(link: string, site: string, autoAppliedAfterMs?: number): void {
    const maintenance = autoAppliedAfterMs === undefined ? {} : { pending: 'tunnel update', autoAppliedAfterMs };
    const tunnel = { link, vpnConnectionId: 'vpn-1', address: '203.0.113.1', maintenance };
    const notice = maintenanceNotice(tunnel, this.database.snapshot(site).notices, this.clock.now());
    if (notice) this.write(site, notice);
  }

  private report(link: string, site: string): void {
    const nowMs = this.clock.now();
    this.clock.at(nowMs + REPORT_EVERY_MS, () => this.report(link, site));
    const report = this.reports.get(`${link} ${site}`);
    if (!report) return;
    const attachment = { kind: 'said', value: judgeAttachment(report.state) } as const;
    const answers = { link, site, attachment, sessions: { kind: 'said', value: report.sessions } as const };
    const isThis = (status: LinkStatus) => status.link === link && status.site === site;
    const status = linkStatusOf(answers, this.database.snapshot(site).statuses.find(isThis), nowMs);
    if (status) this.database.write(site, status);
  }

  private startProber(link: string, site: string): void {
    const how = () => this.probed.get(`${link} ${site}`);
    const isLost = () => how() === 'lost' || losesNow(this.losses.get(link), this.clock.now());
    const fabric = new ProbedFabric(this.fabric, link, isLost);
    const database = new ProbersDatabase(this.database, this.clock, () => how() === 'silent');
    const end = { link, site, policy: this.backbone.policy.probe, linkMs: LATENCIES.linkMs };
    startProbing(end, fabric, database, this.clock, this.random(`prober ${link} ${site}`));
  }

  private startController(site: string): void {
    const routing = siteRouting(this.fabric.network, site);
    if (!routing) throw new Error(`site ${site} has nothing to steer with`);
    const { backbone, clock } = this;
    const random = this.random(`controller ${site}`);
    const record = (entry: AuditEntry) => void this.audit.push(entry);
    const ports = this.portsOf(site, routing, random, record);
    const alive = () => !this.dead.has(site);
    const controller = new SiteController(reconcile, backbone, routing, ports, clock, LATENCIES, random, record, alive);
    this.database.onNews(site, () => controller.wake());
    controller.start();
  }

  private portsOf(site: string, routing: SiteRouting, random: Random, record: (entry: AuditEntry) => void) {
    const { fabric, clock } = this;
    const counts = new Map();
    return {
      routing: new GatewayApi(routing, fabric, clock, LATENCIES, random, counts),
      ...(routing.sessionOf.size > 0 ? { bgp: new BgpApi(routing, fabric, clock, LATENCIES, random, counts) } : {}),
      database: this.database.portOf(site),
      audit: { record: async (entries: readonly AuditEntry[]) => entries.forEach(record) },
      clock,
    };
  }
}
