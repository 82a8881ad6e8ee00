// All sites of a backbone over fake ports, each with a controller that runs as its function does: with a lease, with its
// configuration from parameters, and with an end. Time passes while every run waits for it.

import type { AuditEntry } from '../../lib/controller/audit';
import type { Lease, Snapshot } from '../../lib/controller/database';
import { answered } from '../../lib/controller/gate';
import { unreadableEntry } from '../../lib/controller/link-state-items/item';
import { itemKey } from '../../lib/controller/link-state-items/item-key';
import { snapshotOf } from '../../lib/controller/link-state-items/snapshot';
import type { StoredValue } from '../../lib/controller/link-state-items/stored-value';
import type { LeasePort, Ports } from '../../lib/controller/ports';
import { reconcileRun } from '../../lib/controller/reconcile-run';
import type { Run, RunOutcome, RunWorld } from '../../lib/controller/run';
import { SiteSource } from '../../lib/controller/site-plan/site-source';
import type { Backbone } from '../../lib/routing/backbone';
import type { Network } from '../../lib/routing/network';
import type { Call, CallName } from './fake-ports';
import { MemoryLease } from './memory-lease';
import { networkOf } from './networks';
import { type Parameters, siteParameters } from './plan-parameters';
import { Sites } from './sites';

/** As long as a function may run. */
const RUN_MS = 60_000;

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** Lets everything that can go on without waiting for time go on. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

interface Deployed {
  readonly baseline: Network;
  readonly parameters: ReadonlyMap<string, Parameters>;
}

const known = new WeakMap<Backbone, Deployed>();

/** The same for the same backbone: a world is made many times. */
function deployed(backbone: Backbone): Deployed {
  const found = known.get(backbone);
  if (found) return found;
  const baseline = networkOf(backbone);
  const sites = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  const parameters = new Map(sites.map((site) => [site, siteParameters(baseline, backbone, site)]));
  known.set(backbone, { baseline, parameters });
  return { baseline, parameters };
}

export class SiteRuns extends Sites {
  readonly leases = new Map<string, MemoryLease>();
  readonly parameters: Map<string, Parameters>;
  /** Every call over the ports of a run, with the token of its lease. */
  readonly acts: { readonly site: string; readonly token: number; readonly name: string }[] = [];
  /** The run that a round waits for at the moment, and how it is made to go on without waiting for it. */
  latest: Promise<unknown> = Promise.resolve();
  leave: () => void = () => {};
  /** Items that a read does not understand: the same, and nothing else, is what the adapter would ignore and tell. */
  isUnreadable: (value: StoredValue) => boolean = () => false;
  /** Without leases every run may act at any time. */
  leasing = true;
  /** What each run came to, in the order in which they ended; of one that rejected, its error. */
  readonly outcomes: (RunOutcome | Error)[] = [];
  private readonly worlds = new Map<string, RunWorld>();
  private readonly sleepers = new Set<Sleeper>();
  private runs = 0;
  private running = 0;

  constructor(backbone: Backbone, network?: Network) {
    const { baseline, parameters } = deployed(backbone);
    super(backbone, network, baseline);
    this.parameters = new Map(parameters);
  }

  override async reconcile(site: string): Promise<void> {
    if (!this.parameters.has(site)) return;
    const left = new Promise<void>((resolve) => {
      this.leave = resolve;
    });
    this.latest = this.run(site);
    await this.passing(Promise.race([this.latest, left]));
    this.world.revive();
  }

  /** One run, to whose waiting somebody has to let time pass. Never rejects. */
  async run(site: string, more: Partial<Run> = {}): Promise<RunOutcome | Error> {
    this.runs += 1;
    this.running += 1;
    const run = { holder: `run ${this.runs}`, endMs: this.world.nowMs + RUN_MS, ...more };
    const outcome = await reconcileRun(this.worldOf(site), run).catch((error: Error) => error);
    this.running -= 1;
    if (this.running === 0) this.sleepers.clear();
    this.outcomes.push(outcome);
    return outcome;
  }

  /** Lets time pass, as much as it takes, while this is under way. */
  async passing<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const ended = work.finally(() => {
      done = true;
    });
    ended.catch(() => {}); // It is awaited later.
    await settled();
    while (!done) {
      const [next] = [...this.sleepers].sort((a, b) => a.dueMs - b.dueMs);
      if (!next) throw new Error('somebody waits, and not for time');
      this.world.advance(Math.max(0, next.dueMs - this.world.nowMs));
      this.sleepers.delete(next);
      next.wake();
      await settled();
    }
    return ended;
  }

  /** Codes that somebody was told, each once, sorted. */
  told(about: (entry: AuditEntry) => boolean = () => true): readonly string[] {
    return [...new Set(this.world.audit.filter(about).map(({ code }) => code))].sort();
  }

  /** A controller that has just been started: it knows nothing of its site. */
  restart(site: string): void {
    this.worlds.delete(site);
  }

  /** What the function of a site is given from one run to the next. */
  worldOf(site: string): RunWorld {
    const known = this.worlds.get(site) ?? this.newWorld(site);
    this.worlds.set(site, known);
    return known;
  }

  private newWorld(site: string): RunWorld {
    const ports = this.world.portsOf(site);
    const call = <T>(name: CallName, effect: () => T) => this.world.call({ site, name } satisfies Call, effect);
    const clock = { now: () => this.world.nowMs, sleep: (ms: number) => this.sleep(ms) };
    const read = () => call('readParameters', () => this.parameters.get(site) ?? new Map<string, string>());
    const source = new SiteSource(site, (limitMs) => answered(read(), 'the store of parameters', limitMs, clock));
    return {
      site,
      source,
      clock,
      lease: this.leaseOf(site),
      audit: ports.audit,
      portsOf: (_, token) => this.watched(ports, token, site),
    };
  }

  /** The ports of one run: who holds which lease makes which call. */
  private watched(ports: Ports, token: number, site: string): Ports {
    const noting = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, key): unknown => {
          const member: unknown = Reflect.get(target, key);
          if (typeof member !== 'function') return member;
          return (...given: unknown[]): unknown => {
            this.acts.push({ site, token, name: String(key) });
            return Reflect.apply(member, target, given);
          };
        },
      });
    const { routing, bgp } = ports;
    const database = { ...ports.database, read: async () => this.understood(await ports.database.read(), site) };
    return { ...ports, routing: noting(routing), database: noting(database), ...(bgp ? { bgp: noting(bgp) } : {}) };
  }

  private understood(snapshot: Snapshot, site: string): Snapshot {
    const values: readonly StoredValue[] = Object.values(snapshot).flat();
    const unreadable = values.filter((value) => this.isUnreadable(value));
    if (unreadable.length === 0) return snapshot;
    const why = 'it is stored under the key of something else';
    const items = unreadable.map((value) => ({ ...itemKey(value, site), why }));
    this.world.audit.push(...items.map((item) => unreadableEntry(item, site, this.world.nowMs)));
    return snapshotOf(
      values.filter((value) => !unreadable.includes(value)),
      items,
    );
  }

  private leaseOf(site: string): LeasePort {
    const lease = this.leases.get(site) ?? this.newLease(site);
    this.leases.set(site, lease);
    const call = async <T>(name: CallName, effect: () => Promise<T>): Promise<T> =>
      this.world.call({ site, name }, effect);
    return {
      acquire: (...given) => call('acquire', () => (this.leasing ? lease : this.newLease(site)).acquire(...given)),
      renew: (...given) => call('renew', () => (this.leasing ? lease.renew(...given) : this.forced(...given))),
      release: (...given) => call('release', () => lease.release(...given)),
    };
  }

  /** As if nobody had one. */
  private newLease(site: string): MemoryLease {
    return new MemoryLease(site, () => this.world.nowMs);
  }

  private async forced(lease: Lease, termMs: number): Promise<Lease> {
    return { ...lease, expiresMs: this.world.nowMs + termMs };
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = { dueMs: this.world.nowMs + ms, wake: resolve };
      this.sleepers.add(sleeper);
    });
  }
}
