// Pure: an example for every key: the one that the schema gives, else what a valid file says there, else the hint's,
// else one that is put together from the examples of what is inside.

import { parse } from 'yaml';
import * as z from 'zod';
import { HINTS } from '../../lib/net/document/hint';
import { bare, entryOf, keysOf } from './told';

/** A value and the file in which it stands. */
export interface Found {
  readonly file: string;
  readonly value: unknown;
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values of a key in all maps that were found. */
export function under(key: string, found: readonly Found[]): readonly Found[] {
  return found.flatMap(({ file, value }) =>
    isTree(value) && value[key] !== undefined ? [{ file, value: value[key] }] : [],
  );
}

export interface NamedFound extends Found {
  /** Absent in a list. */
  readonly name?: string;
}

/** The entries of all maps and lists that were found. */
export function entriesOf(found: readonly Found[]): readonly NamedFound[] {
  return found.flatMap(({ file, value }): readonly NamedFound[] => {
    if (Array.isArray(value)) return value.map((entry) => ({ file, value: entry }));
    return isTree(value) ? Object.entries(value).map(([name, entry]) => ({ file, name, value: entry })) : [];
  });
}

export function ofKind(kind: string, found: readonly NamedFound[]): readonly NamedFound[] {
  return found.filter(({ value }) => isTree(value) && value.kind === kind);
}

/** The one that shows most; the first of several. */
export function richest<T extends Found>(found: readonly T[]): T | undefined {
  const size = ({ value }: T) => JSON.stringify(value).length;
  return found.reduce<T | undefined>((best, one) => (best && size(best) >= size(one) ? best : one), undefined);
}

export function exampleOf(schema: z.ZodType, found: readonly Found[]): unknown {
  const inner = bare(schema);
  const { examples } = { ...inner.meta(), ...schema.meta() };
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  const [first] = found;
  if (first !== undefined) return entryOf(inner) || inner instanceof z.ZodObject ? richest(found)?.value : first.value;
  const hinted = parsed(HINTS.get(inner)?.example);
  return hinted !== undefined && inner.safeParse(hinted).success ? hinted : composed(inner);
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : parse(text);
}

function composed(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodDiscriminatedUnion) return composed(schema.options[0] as z.ZodType);
  if (schema instanceof z.ZodObject) return composedMap(schema);
  const entry = entryOf(schema);
  if (entry === undefined) return undefined;
  if (!(schema instanceof z.ZodRecord)) return [exampleOf(entry, [])];
  return { [String(exampleOf(schema.keyType as z.ZodType, []))]: exampleOf(entry, []) };
}

/** What must be there, or the first key when nothing must. */
function composedMap(schema: z.ZodObject): Tree {
  const keys = keysOf(schema);
  const required = keys.filter(([, value]) => !(value instanceof z.ZodOptional));
  const shown = required.length > 0 ? required : keys.slice(0, 1);
  return Object.fromEntries(shown.map(([key, value]) => [key, exampleOf(value, [])]));
}
