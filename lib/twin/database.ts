// The link state database: one replica per site, each write going to the others later. The last writer of an item wins,
// by the order of writes at its one writer.

import type { Admission, LinkStatus, Notice, Observation, Order, Publication, Snapshot } from '../controller/database';
import type { DatabasePort } from '../controller/ports';
import { isNews } from '../controller/publication';
import type { VirtualClock } from './clock';
import type { Latencies } from './latencies';
import type { Random } from './random';

type Item = Notice | Observation | LinkStatus | Order | Admission | Publication;

interface Stored {
  readonly version: number;
  /** Absent: deleted. */
  readonly item?: Item;
}

function keyOf(item: Item): string {
  switch (item.kind) {
    case 'notice':
    case 'order':
      return `${item.kind} ${item.id}`;
    case 'observation':
    case 'status':
      return `${item.kind} ${item.link} ${item.site}`;
    case 'admission':
      return `admission ${item.link}`;
    case 'publication':
      return `publication ${item.site}`;
  }
}

/** One site's copy. */
class Replica {
  private readonly items = new Map<string, Stored>();

  constructor(readonly site: string) {}

  /** Gives what was there before, or nothing when a newer write is there already. */
  put(key: string, next: Stored): { readonly before: Item | undefined } | undefined {
    const known = this.items.get(key);
    if (known && known.version >= next.version) return undefined;
    this.items.set(key, next);
    return { before: known?.item };
  }

  snapshot(): Snapshot {
    const all = [...this.items.values()].flatMap(({ item }) => (item ? [item] : []));
    const ofKind = <K extends Item['kind']>(kind: K) =>
      all.filter((item): item is Extract<Item, { kind: K }> => item.kind === kind);
    return {
      notices: ofKind('notice'),
      observations: ofKind('observation'),
      statuses: ofKind('status'),
      orders: ofKind('order'),
      admissions: ofKind('admission'),
      publications: ofKind('publication'),
    };
  }
}

/** Whether a change is worth waking a site's controller for, as a stream filter would decide. */
function wakes(site: string, before: Item | undefined, after: Item | undefined): boolean {
  if (before === undefined || after === undefined) return true;
  if (before.kind === 'observation' && after.kind === 'observation') return before.verdict !== after.verdict;
  if (before.kind === 'publication' && after.kind === 'publication')
    return after.site !== site && isNews(after, before);
  return true;
}

export class ReplicatedDatabase {
  private readonly replicas: ReadonlyMap<string, Replica>;
  private readonly listeners = new Map<string, () => void>();
  private versions = 0;

  constructor(
    sites: readonly string[],
    private readonly clock: VirtualClock,
    private readonly latencies: Latencies,
    private readonly random: Random,
    /** False while no write of one site reaches another. */
    private readonly reaches: (from: string, to: string) => boolean = () => true,
  ) {
    this.replicas = new Map(sites.map((site) => [site, new Replica(site)]));
  }

  /** Calls back when something worth waking for reaches the site's replica. */
  onNews(site: string, listener: () => void): void {
    this.listeners.set(site, listener);
  }

  /** Writes at one site; the others follow. */
  write(site: string, item: Item): void {
    this.store(site, keyOf(item), item);
  }

  /** Like write, after the time that a write takes. */
  writeSoon(site: string, item: Item): void {
    this.clock.at(this.clock.now() + this.random(...this.latencies.database), () => this.write(site, item));
  }

  snapshot(site: string): Snapshot {
    const replica = this.replicas.get(site);
    if (!replica) throw new Error(`site ${site} has no replica`);
    return replica.snapshot();
  }

  /** The database as one site's controller sees it. */
  portOf(site: string): DatabasePort {
    const wait = () => this.clock.sleep(this.random(...this.latencies.database));
    return {
      read: async () => {
        await wait();
        return this.snapshot(site);
      },
      publish: async (publication) => {
        await wait();
        this.write(site, publication);
      },
      admit: async (admission) => {
        await wait();
        this.write(site, admission);
      },
      dismiss: async (link) => {
        await wait();
        this.store(site, `admission ${link}`, undefined);
      },
    };
  }

  private store(site: string, key: string, item: Item | undefined): void {
    this.versions += 1;
    const stored: Stored = item ? { version: this.versions, item } : { version: this.versions };
    this.arrive(site, key, stored);
    for (const other of this.replicas.keys()) {
      if (other === site) continue;
      const delay = this.random(...this.latencies.replication);
      this.clock.at(this.clock.now() + delay, () => this.deliver(site, other, key, stored));
    }
  }

  /** What cannot get through now is tried again, as replication does. */
  private deliver(from: string, to: string, key: string, stored: Stored): void {
    if (this.reaches(from, to)) this.arrive(to, key, stored);
    else this.clock.at(this.clock.now() + 1_000, () => this.deliver(from, to, key, stored));
  }

  private arrive(site: string, key: string, stored: Stored): void {
    const put = this.replicas.get(site)?.put(key, stored);
    if (put && wakes(site, put.before, stored.item)) this.listeners.get(site)?.();
  }
}
