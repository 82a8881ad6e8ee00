// Pure: finds the part of a schema that is responsible for a part of a value.

import * as z from 'zod';
import type { Path } from './draft';

/** What stands at one step inside a value; only own properties count. */
function valueStep(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string | number, unknown>)[step];
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce(valueStep, value);
}

/** Takes optionality away and chooses the variant that the value claims to be, if it claims to be one. */
function resolve(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodOptional) return resolve(schema.unwrap(), value);
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const kind = valueStep(value, 'kind');
  return schema.options.find((option) => option instanceof z.ZodObject && claims(option, kind)) ?? schema;
}

function claims(option: z.ZodObject, kind: unknown): boolean {
  const literal = option.shape.kind;
  return literal instanceof z.ZodLiteral && literal.value === kind;
}

function schemaStep(schema: unknown, step: string | number): unknown {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, step) ? schema.shape[step] : undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodTuple && typeof step === 'number') return schema.def.items[step];
  return undefined;
}

/** The schema of what stands at the path in the value, without optionality. */
export function schemaAt(root: z.ZodType, value: unknown, path: Path): unknown {
  let schema = resolve(root, value);
  let at = value;
  for (const step of path) {
    at = valueStep(at, step);
    schema = resolve(schemaStep(schema, step), at);
  }
  return schema;
}

/** The keys that a map at this schema may have, when they are fixed. */
export function knownKeys(schema: unknown): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
