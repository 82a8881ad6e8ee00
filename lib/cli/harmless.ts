// Pure: values whose texts come from input, made safe to print.

import { printable } from '../net/printable';

/** The value with texts that are safe to print. What needs no change is not copied: there are many results. */
export function harmless<T>(value: T, copies?: Map<object, unknown>): T;
export function harmless(value: unknown, copies: Map<object, unknown> = new Map()): unknown {
  if (typeof value === 'string') return printable(value);
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy = Array.isArray(value) ? harmlessList(value, copies) : harmlessObject(value, copies);
  copies.set(value, copy);
  return copy;
}

function harmlessList(list: readonly unknown[], copies: Map<object, unknown>): readonly unknown[] {
  const items = list.map((item) => harmless(item, copies));
  return items.every((item, i) => item === list[i]) ? list : items;
}

function harmlessObject(object: object, copies: Map<object, unknown>): object {
  const entries = Object.entries(object);
  const safe = entries.map(([key, inner]) => [printable(key), harmless(inner, copies)] as const);
  const isSame = safe.every(([key, inner], i) => key === entries[i]?.[0] && inner === entries[i]?.[1]);
  return isSame ? object : Object.fromEntries(safe);
}
