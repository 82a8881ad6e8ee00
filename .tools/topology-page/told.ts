// Pure: what a schema says about its values.

import * as z from 'zod';
import { HINTS } from '../../lib/net/document/hint';

/** The schema beneath `optional()`. */
export function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? bare(schema.unwrap() as z.ZodType) : schema;
}

/** The schemas of an object's keys. */
export function keysOf(schema: z.ZodObject): [string, z.ZodType][] {
  return Object.entries(schema.shape).map(([key, value]) => [key, value as z.ZodType]);
}

/** What an entry of a map or a list has to be; absent when the value is neither. */
export function entryOf(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return schema instanceof z.ZodArray ? (schema.element as z.ZodType) : undefined;
}

export interface Kind {
  readonly name: string;
  readonly says: string;
  readonly schema: z.ZodObject;
}

/** The kinds that a union tells apart by its key `kind`. */
export function kindsOf(schema: z.ZodDiscriminatedUnion): readonly Kind[] {
  return (schema.options as readonly z.ZodObject[]).map((option) => {
    const kind = option.shape.kind as z.ZodLiteral<string>;
    return { name: kind.value, says: kind.description ?? '', schema: option };
  });
}

const SENTENCE = /^(.*?)\s*Default: (.*?)\.?$/s;

/** The description without its last sentence about the default. */
export function meaning(schema: z.ZodType): string {
  const description = schema.description ?? bare(schema).description ?? '';
  return SENTENCE.exec(description)?.[1] ?? description;
}

/** What holds when the key is left out, as Markdown. */
export function otherwise(schema: z.ZodType): string {
  const { default: written } = { ...bare(schema).meta(), ...schema.meta() };
  if (written !== undefined) return `\`${written}\``;
  if (!(schema instanceof z.ZodOptional)) return '**required**';
  const sentence = SENTENCE.exec(schema.description ?? bare(schema).description ?? '')?.[2];
  if (sentence !== undefined) return sentence;
  const inner = bare(schema);
  const allOptional =
    inner instanceof z.ZodObject && keysOf(inner).every(([, value]) => value instanceof z.ZodOptional);
  return allOptional ? 'the defaults of its keys' : 'none';
}

/** Which values there may be, in words. */
export function allowed(schema: z.ZodType): string {
  const inner = bare(schema);
  const hint = HINTS.get(inner);
  if (hint !== undefined) return hint.allowed;
  if (inner instanceof z.ZodLiteral) return [...inner.values].map((value) => `\`${value}\``).join(' or ');
  if (inner instanceof z.ZodRecord) return 'a map, by name';
  if (inner instanceof z.ZodObject) return 'a map';
  const entry = entryOf(inner);
  if (entry === undefined) return '';
  return entry instanceof z.ZodObject ? 'a list' : `a list; of each: ${allowed(entry)}`;
}
