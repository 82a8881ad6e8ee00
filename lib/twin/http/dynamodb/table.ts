// Pure: a table of DynamoDB as one region sees it, and a plain one that is whole in several regions.

import type { ItemKey } from '../../../controller/link-state-items/item-key';
import type { Clock } from '../../clock';
import type { Item } from './attribute-value';

/** One replica. What a call has written, the next one sees. */
export interface TableReplica {
  find(key: ItemKey): Item | undefined;
  /** Those of one partition, or all, in any order. */
  items(pk?: string): readonly { readonly key: ItemKey; readonly item: Item }[];
  /** Replaces what is there. */
  put(key: ItemKey, item: Item): void;
  remove(key: ItemKey): void;
}

/** The replica of the table with this name in a region; undefined where there is none. */
export type FindTable = (region: string, name: string) => TableReplica | undefined;

interface Stored {
  readonly key: ItemKey;
  readonly version: number;
  /** Absent: deleted. */
  readonly item?: Item;
}

type Partitions = Map<string, Map<string, Stored>>;

/** A global table: each write goes to the other regions later, and the last writer of an item wins. */
export class GlobalTable {
  private readonly replicas: ReadonlyMap<string, Partitions>;
  private versions = 0;

  /** @param delayMs how long a write takes to another region, drawn for each */
  constructor(
    regions: readonly string[],
    private readonly clock: Pick<Clock, 'now' | 'at'>,
    private readonly delayMs: () => number,
  ) {
    this.replicas = new Map(regions.map((region) => [region, new Map()]));
  }

  replica(region: string): TableReplica | undefined {
    const partitions = this.replicas.get(region);
    if (!partitions) return undefined;
    const all = () => [...partitions.values()].flatMap((partition) => [...partition.values()]);
    return {
      find: ({ pk, sk }) => partitions.get(pk)?.get(sk)?.item,
      items: (pk) =>
        (pk === undefined ? all() : [...(partitions.get(pk)?.values() ?? [])]).flatMap(({ key, item }) =>
          item ? [{ key, item }] : [],
        ),
      put: (key, item) => this.write(region, key, item),
      remove: (key) => this.write(region, key, undefined),
    };
  }

  private write(region: string, key: ItemKey, item: Item | undefined): void {
    this.versions += 1;
    const stored: Stored = { key, version: this.versions, ...(item ? { item } : {}) };
    for (const [other, partitions] of this.replicas)
      if (other === region) arrive(partitions, stored);
      else this.clock.at(this.clock.now() + this.delayMs(), () => arrive(partitions, stored));
  }
}

function arrive(partitions: Partitions, stored: Stored): void {
  const { pk, sk } = stored.key;
  const partition = partitions.get(pk) ?? new Map<string, Stored>();
  if ((partition.get(sk)?.version ?? 0) < stored.version) partition.set(sk, stored);
  partitions.set(pk, partition);
}
