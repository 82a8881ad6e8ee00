// The link state database: one replica per site, each write going to the others later. The last writer of an item wins,
// by the order of writes at its one writer.

import type { Snapshot } from '../controller/database';
import { admissionKey, type ItemKey, itemKey } from '../controller/link-state-items/item-key';
import { snapshotOf } from '../controller/link-state-items/snapshot';
import type { StoredValue } from '../controller/link-state-items/stored-value';
import type { DatabasePort } from '../controller/ports';
import { wakes } from '../controller/wake';
import type { Clock } from './clock';
import type { Latencies } from './latencies';
import type { Random } from './random';

interface Stored {
  readonly version: number;
  /** Absent: deleted. */
  readonly item?: StoredValue;
}

/** How often replication is tried where it does not get through. */
const AGAIN_MS = 1_000;

function nameOf({ pk, sk }: ItemKey): string {
  return JSON.stringify([pk, sk]);
}

/** One site's copy. */
class Replica {
  private readonly items = new Map<string, Stored>();

  constructor(readonly site: string) {}

  /** Gives what was there before, or nothing when a newer write is there already. */
  put(key: string, next: Stored): { readonly before: StoredValue | undefined } | undefined {
    const known = this.items.get(key);
    if (known && known.version >= next.version) return undefined;
    this.items.set(key, next);
    return { before: known?.item };
  }

  find(key: string): StoredValue | undefined {
    return this.items.get(key)?.item;
  }

  snapshot(): Snapshot {
    return snapshotOf([...this.items.values()].flatMap(({ item }) => (item ? [item] : [])));
  }
}

export class ReplicatedDatabase {
  private readonly replicas: ReadonlyMap<string, Replica>;
  private readonly listeners = new Map<string, () => void>();
  /** Of the leases under which items were written, by name of the item. Each is written at one site only. */
  private readonly tokens = new Map<string, number>();
  /** What waits to reach one site from another, by name of the item. */
  private readonly held = new Map<string, Map<string, Stored>>();
  private versions = 0;

  constructor(
    sites: readonly string[],
    private readonly clock: Clock,
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
  write(site: string, item: StoredValue): void {
    this.store(site, itemKey(item, site), item);
  }

  /** Writes what is of this replica only. */
  keep(site: string, item: StoredValue): void {
    this.versions += 1;
    this.arrive(site, nameOf(itemKey(item, site)), { version: this.versions, item });
  }

  snapshot(site: string): Snapshot {
    return this.replicaOf(site).snapshot();
  }

  /** What one item is at a site. */
  find(site: string, key: ItemKey): StoredValue | undefined {
    return this.replicaOf(site).find(nameOf(key));
  }

  /** Something that happens at once, after the time that a call takes. */
  async call<T>(effect: () => T): Promise<T> {
    await this.clock.sleep(this.random(...this.latencies.database));
    return effect();
  }

  /** The database as one site's controller sees it, which writes as the holder of the lease with this token. */
  portOf(site: string, token = 0): DatabasePort {
    const fenced = (key: ItemKey, item: StoredValue | undefined) =>
      this.call(() => {
        const name = nameOf(key);
        if ((this.tokens.get(name) ?? token) > token)
          throw new Error('a later run of the controller has written it already');
        this.store(site, key, item);
        if (item) this.tokens.set(name, token);
        else this.tokens.delete(name);
      });
    return {
      read: () => this.call(() => this.snapshot(site)),
      publish: (publication) => fenced(itemKey(publication, site), publication),
      admit: (admission) => fenced(itemKey(admission, site), admission),
      dismiss: (link) => fenced(admissionKey(link), undefined),
    };
  }

  private replicaOf(site: string): Replica {
    const replica = this.replicas.get(site);
    if (!replica) throw new Error(`site ${site} has no replica`);
    return replica;
  }

  private store(site: string, at: ItemKey, item: StoredValue | undefined): void {
    this.versions += 1;
    const key = nameOf(at);
    const stored: Stored = item ? { version: this.versions, item } : { version: this.versions };
    this.arrive(site, key, stored);
    for (const other of this.replicas.keys()) {
      if (other === site) continue;
      const delay = this.random(...this.latencies.replication);
      this.clock.at(this.clock.now() + delay, () => this.deliver(site, other, key, stored));
    }
  }

  private deliver(from: string, to: string, key: string, stored: Stored): void {
    if (this.reaches(from, to)) this.arrive(to, key, stored);
    else this.hold(from, to, key, stored);
  }

  /** What cannot get through now is tried again, as replication does: of each item what was written last. */
  private hold(from: string, to: string, key: string, stored: Stored): void {
    const way = JSON.stringify([from, to]);
    const held = this.held.get(way) ?? new Map<string, Stored>();
    if (held.size === 0) this.clock.at(this.clock.now() + AGAIN_MS, () => this.tryAgain(from, to, held));
    this.held.set(way, held);
    if ((held.get(key)?.version ?? 0) < stored.version) held.set(key, stored);
  }

  private tryAgain(from: string, to: string, held: Map<string, Stored>): void {
    if (!this.reaches(from, to)) {
      this.clock.at(this.clock.now() + AGAIN_MS, () => this.tryAgain(from, to, held));
      return;
    }
    const items = [...held];
    held.clear();
    for (const [key, stored] of items) this.arrive(to, key, stored);
  }

  private arrive(site: string, key: string, stored: Stored): void {
    const put = this.replicas.get(site)?.put(key, stored);
    if (put && wakes(site, put.before, stored.item)) this.listeners.get(site)?.();
  }
}
