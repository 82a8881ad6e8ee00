// A backbone on the twin's parts with the controllers' own code, in circumstances that are worse than the twin's: a cut
// database, dead controllers, gateway calls that fail, clocks that disagree, an audit port that refuses.

import type { AuditEntry } from '../../lib/controller/audit';
import type { Order, Snapshot } from '../../lib/controller/database';
import { confirmedNotice } from '../../lib/controller/link-state/notices';
import type { Ports } from '../../lib/controller/ports';
import { reconcile } from '../../lib/controller/reconcile';
import { type SiteRouting, siteRouting } from '../../lib/controller/site-routing';
import type { Backbone } from '../../lib/routing/backbone';
import type { Network } from '../../lib/routing/network';
import { VirtualClock } from '../../lib/twin/clock';
import { type Reconcile, SiteController } from '../../lib/twin/controllers';
import { ReplicatedDatabase } from '../../lib/twin/database';
import { Fabric } from '../../lib/twin/fabric';
import { GatewayApi } from '../../lib/twin/gateway-api';
import { LATENCIES } from '../../lib/twin/latencies';
import { startProbing } from '../../lib/twin/probing';
import { type Random, randomFrom } from '../../lib/twin/random';
import { networkOf } from '../support/networks';

export const MINUTE_MS = 60_000;

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Circumstances {
  readonly seed: number;
  /** No write of one site reaches the other. */
  readonly cuts: readonly (Span & { readonly from: string; readonly to: string })[];
  /** No run begins, and no call of a run that is under way is made. */
  readonly dead: readonly (Span & { readonly site: string })[];
  /** So many in a hundred gateway calls fail; half of the writes that do have had their effect. */
  readonly failing: readonly (Span & { readonly site: string; readonly percent: number })[];
  /** How far a site's clock is ahead. */
  readonly aheadMs: ReadonlyMap<string, number>;
  readonly audit: (entry: AuditEntry) => Promise<void>;
}

const NOTHING_WRONG: Circumstances = {
  seed: 1,
  cuts: [],
  dead: [],
  failing: [],
  aheadMs: new Map(),
  audit: async () => {},
};

function within({ fromMs, toMs }: Span, ms: number): boolean {
  return ms >= fromMs && ms < toMs;
}

/** Nothing of this site's reaches anybody, and nobody's reaches it. */
export function cutOff(backbone: Backbone, site: string, span: Span): Circumstances['cuts'] {
  const others = backbone.sites.map(({ name }) => name).filter((name) => name !== site);
  return others.flatMap((other) => [
    { from: site, to: other, ...span },
    { from: other, to: site, ...span },
  ]);
}

/** A site's clock; what it plans happens when this clock shows the time. */
class ClockAhead extends VirtualClock {
  constructor(
    private readonly real: VirtualClock,
    private readonly aheadMs: number,
  ) {
    super(0);
  }

  override now(): number {
    return this.real.now() + this.aheadMs;
  }

  override at(ms: number, happen: () => void): void {
    this.real.at(ms - this.aheadMs, happen);
  }
}

export class SimWorld {
  readonly clock = new VirtualClock(0);
  readonly fabric: Fabric;
  readonly database: ReplicatedDatabase;
  readonly audit: AuditEntry[] = [];
  /** What a site's controller read of the database when its latest run began. */
  readonly read = new Map<string, Snapshot>();
  /** Why reconciles were not finished. */
  readonly failures: string[] = [];
  /** What a site's controller goes by, where another topology has been deployed to it. */
  private readonly deployed = new Map<string, Backbone>();
  /** Called for each audit entry, as it is written. */
  hear: (entry: AuditEntry) => void = () => {};
  private readonly circumstances: Circumstances;
  private readonly random: Random;
  private items = 0;

  constructor(
    readonly backbone: Backbone,
    circumstances: Partial<Circumstances> = {},
    network: Network = networkOf(backbone),
  ) {
    this.circumstances = { ...NOTHING_WRONG, ...circumstances };
    const { seed, cuts } = this.circumstances;
    this.random = randomFrom(seed);
    this.fabric = new Fabric(network);
    const isCut = (from: string, to: string) =>
      cuts.some((cut) => cut.from === from && cut.to === to && within(cut, this.clock.now()));
    const sites = backbone.sites.map(({ name }) => name);
    const reaches = (from: string, to: string) => !isCut(from, to);
    this.database = new ReplicatedDatabase(sites, this.clock, LATENCIES, this.random, reaches);
  }

  start(): void {
    for (const { name } of this.backbone.sites) this.startSite(name);
    const { probe: policy } = this.backbone.policy;
    for (const { name: link, between } of this.backbone.links)
      for (const site of between) {
        const end = { link, site, policy, linkMs: LATENCIES.linkMs };
        startProbing(end, this.fabric, this.database, this.clockOf(site), this.random);
      }
  }

  clockOf(site: string): VirtualClock {
    return new ClockAhead(this.clock, this.circumstances.aheadMs.get(site) ?? 0);
  }

  /** The link drops all data from one time to another. */
  fault(link: string, { fromMs, toMs }: Span): void {
    this.clock.at(fromMs, () => this.fabric.setCondition(link, 'grey'));
    this.clock.at(toMs, () => this.fabric.setCondition(link, 'up'));
  }

  /** Maintenance is announced at a site; the link is wanted empty from `fromMs` on, which is the lead time before it. */
  notice(link: string, { fromMs, toMs }: Span, announcedMs = 0, site = 's0'): void {
    const startMs = fromMs + this.backbone.policy.maintenance.leadMs;
    const said = { source: 'a provider', links: [link], startMs, endMs: toMs, receivedMs: announcedMs };
    this.clock.at(announcedMs, () => this.database.write(site, confirmedNotice({ id: this.newId(), ...said })));
  }

  /** An operator's order, of the whole backbone when no link is named. */
  order(action: Order['action'], link: string | undefined, { fromMs, toMs }: Span, site = 's0'): void {
    const times = { atMs: fromMs, expiresMs: toMs };
    const said = { kind: 'order', action, owner: 'ada', reason: 'a reason', ...times } as const;
    const about = link === undefined ? {} : { link };
    this.clock.at(fromMs, () => this.database.write(site, { id: this.newId(), ...said, ...about }));
  }

  /** From then on the site's controller goes by another topology. */
  goBy(site: string, backbone: Backbone, atMs: number): void {
    this.clock.at(atMs, () => void this.deployed.set(site, backbone));
  }

  /** The whole of a deployment: the site's tables get the topology's baseline, too. */
  deploy(site: string, backbone: Backbone, atMs: number): void {
    const { tables } = networkOf(backbone);
    this.goBy(site, backbone, atMs);
    this.clock.at(atMs, () => {
      const { network } = this.fabric;
      const deployed = network.tables.map((table) => {
        const baseline = tables.find(({ id, gateway }) => id === table.id && gateway === site);
        const own = table.routes.filter(({ origin }) => origin === 'prefix-list');
        return baseline ? { ...table, routes: [...baseline.routes, ...own] } : table;
      });
      this.fabric.changeNetwork({ ...network, tables: deployed });
    });
  }

  private newId(): string {
    this.items += 1;
    return String(this.items);
  }

  private startSite(site: string): void {
    const routing = siteRouting(this.fabric.network, site);
    if (!routing) return;
    const { backbone, clock, random } = this;
    const isDead = () => this.circumstances.dead.some((dead) => dead.site === site && within(dead, clock.now()));
    const ports = this.portsOf(site, routing, isDead);
    const report = ({ because }: AuditEntry) => void this.failures.push(because);
    const alive = () => !isDead();
    const run: Reconcile = (planned, ...more) => reconcile(this.deployed.get(site) ?? planned, ...more);
    const controller = new SiteController(run, backbone, routing, ports, clock, LATENCIES, random, report, alive);
    this.database.onNews(site, () => controller.wake());
    controller.start();
  }

  private portsOf(site: string, routing: SiteRouting, isDead: () => boolean): Ports {
    const { fabric, clock, random } = this;
    const gateway = new GatewayApi(routing, fabric, clock, LATENCIES, random, new Map());
    const database = this.database.portOf(site);
    const living = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => this.living(isDead, call);
    const read = async () => {
      const snapshot = await database.read();
      this.read.set(site, snapshot);
      return snapshot;
    };
    const record = async (entries: readonly AuditEntry[]) => {
      await clock.sleep(random(...LATENCIES.database));
      for (const entry of entries) {
        await this.circumstances.audit(entry);
        this.audit.push(entry);
        this.hear(entry);
      }
    };
    const failing = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => living(this.failing(site, call));
    return {
      clock: this.clockOf(site),
      audit: { record: living(record) },
      database: {
        read: living(read),
        publish: living((publication) => database.publish(publication)),
        admit: living((admission) => database.admit(admission)),
        dismiss: living((link) => database.dismiss(link)),
      },
      routing: {
        readTables: failing(() => gateway.readTables()),
        createReference: failing((reference) => gateway.createReference(reference)),
        modifyReference: failing((reference) => gateway.modifyReference(reference)),
        deleteReference: failing((reference) => gateway.deleteReference(reference)),
      },
    };
  }

  private living<A extends unknown[], T>(isDead: () => boolean, call: (...args: A) => Promise<T>) {
    return async (...args: A): Promise<T> => {
      if (isDead()) throw new Error('the controller is dead');
      return call(...args);
    };
  }

  private failing<A extends unknown[], T>(site: string, call: (...args: A) => Promise<T>) {
    return async (...args: A): Promise<T> => {
      const trouble = this.circumstances.failing.find((f) => f.site === site && within(f, this.clock.now()));
      const fails = trouble !== undefined && this.random(0, 99) < trouble.percent;
      if (fails && this.random(0, 1) === 0) throw new Error('RequestLimitExceeded: try again');
      const result = await call(...args);
      if (fails) throw new Error('InternalError: no answer');
      return result;
    };
  }
}
