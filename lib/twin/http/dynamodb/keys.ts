// Pure: the keys of Detour's tables: a partition key `pk` and a sort key `sk`, both texts. Source: DynamoDB API reference,
// PutItem, GetItem; developer guide, "Quotas", partition and sort keys.

import type { ItemKey } from '../../../controller/link-state-items/item-key';
import { Refused } from '../../refused';
import type { Item } from './attribute-value';

const INVALID = 'ValidationException';
export const KEY_NAMES = ['pk', 'sk'] as const;
const MOST_BYTES = { pk: 2_048, sk: 1_024 } as const;

function invalid(why: string): Refused {
  return new Refused(INVALID, `One or more parameter values were invalid: ${why}`);
}

function part(item: Item, name: 'pk' | 'sk'): string {
  const value = Object.hasOwn(item, name) ? item[name] : undefined;
  if (value === undefined) throw invalid(`Missing the key ${name} in the item`);
  if (!('S' in value)) throw invalid(`Type mismatch for key ${name} expected: S actual: ${Object.keys(value).join()}`);
  if (value.S === '')
    throw invalid(`The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`);
  if (Buffer.byteLength(value.S) > MOST_BYTES[name])
    throw invalid(`Size of ${name} has exceeded the maximum size limit of ${MOST_BYTES[name]} bytes`);
  return value.S;
}

/** The key that a whole item has. */
export function keyOfItem(item: Item): ItemKey {
  return { pk: part(item, 'pk'), sk: part(item, 'sk') };
}

/** A key that is given as such, with nothing beside it. */
export function keyOf(given: Item): ItemKey {
  if (Object.keys(given).length !== KEY_NAMES.length || KEY_NAMES.some((name) => !('S' in (given[name] ?? {}))))
    throw new Refused(INVALID, 'The provided key element does not match the schema');
  return keyOfItem(given);
}

export function attributesOf({ pk, sk }: ItemKey): Item {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** In the order of sort keys within a partition, which is that of their bytes. */
export function compareKeys(a: ItemKey, b: ItemKey): number {
  const [left, right] = a.pk === b.pk ? [a.sk, b.sk] : [a.pk, b.pk];
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
