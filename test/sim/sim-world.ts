// A backbone on the twin's parts with the controllers' own code, in circumstances that are worse than the twin's: a cut
// database, dead controllers, gateway calls that fail, clocks that disagree, an audit port that refuses.

import type { AuditEntry } from '../../lib/controller/audit';
import type { Order, Snapshot } from '../../lib/controller/database';
import { reconcileRun } from '../../lib/controller/reconcile-run';
import type { Backbone } from '../../lib/routing/backbone';
import type { Network } from '../../lib/routing/network';
import { type Clock, VirtualClock } from '../../lib/twin/clock';
import { ReplicatedDatabase } from '../../lib/twin/database';
import { startDetour } from '../../lib/twin/detour';
import { Fabric } from '../../lib/twin/fabric';
import { inventoryOf } from '../../lib/twin/http/inventory';
import { LATENCIES } from '../../lib/twin/latencies';
import { type Random, streamsFrom } from '../../lib/twin/random';
import { VpnTunnels } from '../../lib/twin/vpn-tunnels';
import type { SitePorts, World } from '../../lib/twin/world';
import { networkOf } from '../support/networks';
import { confirmedNotice } from '../support/world';

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
function clockAhead(real: VirtualClock, aheadMs: number): Clock {
  return {
    now: () => real.now() + aheadMs,
    at: (ms, happen) => real.at(ms - aheadMs, happen),
    start: (ms, run) => real.start(ms - aheadMs, run),
    sleep: (ms, signal) => real.sleep(ms, signal),
  };
}

export class SimWorld implements World {
  readonly latencies = LATENCIES;
  readonly clock = new VirtualClock(0);
  readonly fabric: Fabric;
  readonly database: ReplicatedDatabase;
  readonly tunnels: VpnTunnels;
  readonly random: (name: string) => Random;
  readonly calls = new Map<string, number>();
  readonly audit: AuditEntry[] = [];
  /** What a site's controller read of the database when its latest run began. */
  readonly read = new Map<string, Snapshot>();
  /** Why runs of controllers were not finished. */
  readonly failures: string[] = [];
  /** Called for each audit entry, as it is told. */
  hear: (entry: AuditEntry) => void = () => {};
  /** What a site's controller goes by, where another topology has been deployed to it. */
  private readonly deployed = new Map<string, Backbone>();
  /** Of which a deployment to a site has begun, and changed its tables. */
  private readonly deploying = new Map<string, Backbone>();
  private readonly clocks: ReadonlyMap<string, Clock>;
  private readonly circumstances: Circumstances;
  private readonly chance: Random;
  private detour: ReturnType<typeof startDetour> | undefined;
  private items = 0;

  constructor(
    readonly backbone: Backbone,
    circumstances: Partial<Circumstances> = {},
    network: Network = networkOf(backbone),
  ) {
    this.circumstances = { ...NOTHING_WRONG, ...circumstances };
    const { seed, cuts, aheadMs } = this.circumstances;
    this.random = streamsFrom(seed);
    this.chance = this.random('circumstances');
    this.fabric = new Fabric(network);
    const isCut = (from: string, to: string) =>
      cuts.some((cut) => cut.from === from && cut.to === to && within(cut, this.clock.now()));
    const sites = backbone.sites.map(({ name }) => name);
    this.clocks = new Map(sites.map((site) => [site, clockAhead(this.clock, aheadMs.get(site) ?? 0)]));
    const reaches = (from: string, to: string) => !isCut(from, to);
    this.database = new ReplicatedDatabase(sites, this.clock, LATENCIES, this.random('database'), reaches);
    this.tunnels = new VpnTunnels(
      inventoryOf(network).vpns,
      this.fabric,
      this.clock,
      LATENCIES,
      this.random('tunnels'),
    );
  }

  readonly trouble: World['trouble'] = {
    isDead: (what, site) => what === 'controller' && this.isDead(site),
    clockOf: (site) => this.clockOf(site),
    portsOf: (site, ports) => this.portsOf(site, ports),
  };

  readonly note = (): void => {};
  readonly tell = (entry: AuditEntry): void => {
    this.audit.push(entry);
    this.hear(entry);
  };
  readonly failed = (_: string, error: unknown): void => void this.failures.push(String(error));
  readonly deployedAt = (site: string): Backbone => this.deployed.get(site) ?? this.backbone;
  readonly deployingAt = (site: string): Backbone => this.deploying.get(site) ?? this.backbone;

  start(): void {
    this.detour = startDetour(this, reconcileRun);
  }

  clockOf(site: string): Clock {
    return this.clocks.get(site) ?? this.clock;
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
    this.clock.at(atMs, () => {
      this.deploying.set(site, backbone);
      this.deployed.set(site, backbone);
      this.detour?.controllers.get(site)?.settle();
    });
  }

  /** The whole of a deployment: the site's tables get the topology's baseline, too. */
  deploy(site: string, backbone: Backbone, atMs: number): void {
    this.goBy(site, backbone, atMs);
    this.deployRoutes(site, backbone, atMs);
  }

  /** The part of a deployment that comes before the controller's: the site's tables get the topology's baseline. */
  deployRoutes(site: string, backbone: Backbone, atMs: number): void {
    const { tables } = networkOf(backbone);
    this.clock.at(atMs, () => {
      this.deploying.set(site, backbone);
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

  private isDead(site: string): boolean {
    return this.circumstances.dead.some((dead) => dead.site === site && within(dead, this.clock.now()));
  }

  private portsOf(site: string, { routing, database, lease, audit }: SitePorts): SitePorts {
    const living = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => this.living(site, call);
    const failing = <A extends unknown[], T>(call: (...args: A) => Promise<T>) => living(this.failing(site, call));
    const read = async () => {
      const snapshot = await database.read();
      this.read.set(site, snapshot);
      return snapshot;
    };
    const record = async (entries: readonly AuditEntry[]) => {
      for (const entry of entries) await this.circumstances.audit(entry);
      await audit.record(entries);
    };
    return {
      audit: { record: living(record) },
      lease: {
        acquire: living((...asked) => lease.acquire(...asked)),
        renew: living((...asked) => lease.renew(...asked)),
        release: living((held) => lease.release(held)),
      },
      database: {
        read: living(read),
        publish: living((publication) => database.publish(publication)),
        admit: living((admission) => database.admit(admission)),
        dismiss: living((link) => database.dismiss(link)),
      },
      routing: {
        readTables: failing(() => routing.readTables()),
        createReference: failing((reference) => routing.createReference(reference)),
        modifyReference: failing((reference) => routing.modifyReference(reference)),
        deleteReference: failing((reference) => routing.deleteReference(reference)),
      },
    };
  }

  private living<A extends unknown[], T>(site: string, call: (...args: A) => Promise<T>) {
    return async (...args: A): Promise<T> => {
      if (this.isDead(site)) throw new Error('the controller is dead');
      return call(...args);
    };
  }

  private failing<A extends unknown[], T>(site: string, call: (...args: A) => Promise<T>) {
    return async (...args: A): Promise<T> => {
      const trouble = this.circumstances.failing.find((f) => f.site === site && within(f, this.clock.now()));
      const fails = trouble !== undefined && this.chance(0, 99) < trouble.percent;
      if (fails && this.chance(0, 1) === 0) throw new Error('RequestLimitExceeded: try again');
      const result = await call(...args);
      if (fails) throw new Error('InternalError: no answer');
      return result;
    };
  }
}
