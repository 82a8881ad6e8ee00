// Pure: what can be looked at while the rest has mistakes.

import * as z from 'zod';
import type { Path } from './draft';
import { valueAt } from './walk';

/** Those values of a map that fit the schema of their key. */
export function fitting<T extends z.ZodObject>(schema: T, value: unknown): Partial<z.output<T>> {
  const entries = Object.entries(schema.shape).flatMap(([key, inner]) => {
    const parsed = z.safeParse(inner, valueAt(value, [key]));
    return parsed.success && parsed.data !== undefined ? [[key, parsed.data]] : [];
  });
  return Object.fromEntries(entries) as Partial<z.output<T>>;
}

export interface FittingEntry<T> {
  readonly path: Path;
  readonly entry: Partial<T>;
}

/** More entries than this are not looked at, so that a huge list of mistakes does not take for ever. */
const MAX_ENTRIES = 500;

/** The same for each entry of the list at a key, with its place in the document. */
export function fittingEntries<T extends z.ZodObject>(
  schema: T,
  value: unknown,
  key: string,
): readonly FittingEntry<z.output<T>>[] {
  const list = valueAt(value, [key]);
  return Array.isArray(list)
    ? list.slice(0, MAX_ENTRIES).map((item: unknown, i) => ({ path: [key, i], entry: fitting(schema, item) }))
    : [];
}
