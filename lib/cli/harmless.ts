// Pure: values whose texts come from input, made safe to print.

import { printable } from '../net/printable';

/** A copy in which texts are safe to print. What is shared stays shared: there are many results. */
export function harmless<T>(value: T, copies?: Map<object, unknown>): T;
export function harmless(value: unknown, copies: Map<object, unknown> = new Map()): unknown {
  if (typeof value === 'string') return printable(value);
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy = Array.isArray(value)
    ? value.map((item) => harmless(item, copies))
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [printable(key), harmless(inner, copies)]));
  copies.set(value, copy);
  return copy;
}
