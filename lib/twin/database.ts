// The link state database: one replica per site, each write going to the others later. The last writer of an item wins,
// by the order of writes at its one writer.

import type { Snapshot } from '../controller/database';
import { admissionKey, type ItemKey, itemKey } from '../controller/link-state-items/item-key';
import { snapshotOf } from '../controller/link-state-items/snapshot';
import type { StoredValue } from '../controller/link-state-items/stored-value';
import type { DatabasePort } from '../controller/ports';
import { wakes } from '../controller/wake';
import type { Clock } from './clock';
import type { Item } from './http/dynamodb/attribute-value';
import type { Latencies } from './latencies';
import type { Random } from './random';

/** What is under a key. */
export interface Entry {
  readonly key: ItemKey;
  /** Absent: deleted, or nothing that can be read as a value. */
  readonly item?: StoredValue;
  /** As a client of DynamoDB has written it. Absent: a function of the twin wrote it, and only the value is kept. */
  readonly raw?: Item;
  /** Of the lease under which a function of the twin wrote it. */
  readonly token?: number;
}

interface Stored extends Entry {
  readonly version: number;
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

  find(key: string): Stored | undefined {
    return this.items.get(key);
  }

  entries(): readonly Stored[] {
    return [...this.items.values()].filter(({ item, raw }) => item ?? raw);
  }

  snapshot(): Snapshot {
    const entries = this.entries();
    const unreadable = entries.flatMap(({ key, item }) => (item ? [] : [key]));
    return snapshotOf(
      entries.flatMap(({ item }) => (item ? [item] : [])),
      unreadable,
    );
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
    this.store(site, { key: itemKey(item, site), item });
  }

  /** Writes at one site what a client of DynamoDB puts there, or nothing where it deletes; the others follow. */
  put(site: string, entry: Entry): void {
    this.store(site, entry);
    this.keepToken(entry);
  }

  /** Writes what is of this replica only. */
  keep(site: string, item: StoredValue): void {
    this.versions += 1;
    const key = itemKey(item, site);
    this.arrive(site, nameOf(key), { version: this.versions, key, item });
  }

  snapshot(site: string): Snapshot {
    return this.replicaOf(site).snapshot();
  }

  /** What one item is at a site. */
  find(site: string, key: ItemKey): StoredValue | undefined {
    return this.replicaOf(site).find(nameOf(key))?.item;
  }

  /** Everything at a site, as clients of DynamoDB may see it. */
  entries(site: string): readonly Entry[] {
    return this.replicaOf(site)
      .entries()
      .map((entry) => this.withToken(entry));
  }

  /** The same of one key; undefined where there is nothing. */
  entryAt(site: string, key: ItemKey): Entry | undefined {
    const entry = this.replicaOf(site).find(nameOf(key));
    return entry && (entry.item ?? entry.raw) ? this.withToken(entry) : undefined;
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
        this.put(site, { key, ...(item ? { item, token } : {}) });
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

  private withToken(entry: Entry): Entry {
    const token = this.tokens.get(nameOf(entry.key));
    return token === undefined ? entry : { ...entry, token };
  }

  private keepToken({ key, token }: Entry): void {
    if (token === undefined) this.tokens.delete(nameOf(key));
    else this.tokens.set(nameOf(key), token);
  }

  private store(site: string, { key: at, item, raw }: Entry): void {
    this.versions += 1;
    const key = nameOf(at);
    const content = { ...(item ? { item } : {}), ...(raw ? { raw } : {}) };
    const stored: Stored = { version: this.versions, key: at, ...content };
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
