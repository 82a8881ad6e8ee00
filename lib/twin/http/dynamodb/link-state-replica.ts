// Pure: one site's replica of the twin's link state database as a table of DynamoDB. What a function of the twin wrote is shown
// as its adapter on AWS would have written it; what a client writes is kept as it is, and read as controllers on AWS read it.

import { itemOf, readItem, type StoredAttributes } from '../../../controller/link-state-items/item';
import { type ItemKey, writerIn } from '../../../controller/link-state-items/item-key';
import type { Entry, ReplicatedDatabase } from '../../database';
import type { Item } from './attribute-value';
import type { TableReplica } from './table';

function shown({ key, item, raw, token }: Entry): Item {
  if (raw) return raw;
  if (!item) throw new RangeError(`there is nothing at ${key.pk} ${key.sk}`);
  // Of a lease the token is its own.
  const fence = token === undefined || item.kind === 'lease' ? {} : { token: { N: String(token) } };
  return { ...itemOf(item, writerIn(key)), ...fence };
}

/** What is neither text nor a number is nothing that Detour wrote. */
function scalars(item: Item): StoredAttributes {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      'S' in value ? { S: value.S } : 'N' in value ? { N: value.N } : {},
    ]),
  );
}

function tokenIn({ token, kind }: Item): number | undefined {
  const isLease = kind !== undefined && 'S' in kind && kind.S === 'lease';
  return !isLease && token && 'N' in token ? Number(token.N) : undefined;
}

function entryOf(key: ItemKey, raw: Item): Entry {
  const read = readItem(scalars(raw));
  const token = tokenIn(raw);
  return {
    key,
    raw,
    ...(read.kind === 'readable' ? { item: read.value } : {}),
    ...(token === undefined ? {} : { token }),
  };
}

/** The site has a replica of the database. */
export function linkStateReplica(database: ReplicatedDatabase, site: string): TableReplica {
  return {
    find: (key) => {
      const entry = database.entryAt(site, key);
      return entry && shown(entry);
    },
    items: (pk) =>
      database
        .entries(site)
        .filter(({ key }) => pk === undefined || key.pk === pk)
        .map((entry) => ({ key: entry.key, item: shown(entry) })),
    put: (key, item) => database.put(site, entryOf(key, item)),
    remove: (key) => database.put(site, { key }),
  };
}
