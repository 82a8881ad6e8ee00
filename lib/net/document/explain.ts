// Pure: turns what zod found into drafts that say it in the user's words.

import * as z from 'zod';
import { didYouMean } from './did-you-mean';
import { type Draft, type Path, pathText } from './draft';
import { HINTS, type Hint } from './hint';
import { knownKeys, schemaAt, valueAt } from './walk';

type ZodIssue = z.core.$ZodIssue;

/** One draft per place: the first thing that is wrong with a value is the one to mend first. */
export function explain(root: z.ZodType, value: unknown, issues: readonly ZodIssue[]): readonly Draft[] {
  const drafts = new Map<string, Draft>();
  for (const issue of issues)
    for (const draft of explainOne(root, value, issue)) {
      const place = JSON.stringify(draft.path);
      if (!drafts.has(place)) drafts.set(place, draft);
    }
  return [...drafts.values()];
}

function explainOne(root: z.ZodType, value: unknown, issue: ZodIssue): readonly Draft[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const schema = schemaAt(root, value, path);
  const got = valueAt(value, path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, knownKeys(schema)));
  if (issue.code === 'invalid_key') return badEntry(root, value, path);
  if (issue.code === 'invalid_union') return [badKind(path, got, issue)];
  if (got === undefined) return [missing(path, schema)];
  if (got === null && path.length === 0) return [empty(schema)];
  return [badValue(path, got, schema, issue)];
}

function hintOf(schema: unknown): Hint | undefined {
  return schema instanceof z.ZodType ? HINTS.get(schema) : undefined;
}

function list(names: readonly unknown[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}

function unknownKey(path: Path, key: string, known: readonly string[]): Draft {
  const meant = didYouMean(key, known);
  return {
    code: 'document-unknown-key',
    path: [...path, key],
    at: 'key',
    problem: `${pathText(path)} has no key ${key}`,
    allowed: list(known),
    fix: meant === undefined ? `remove ${key}, or spell it as one of the allowed keys` : `did you mean ${meant}`,
  };
}

/** Zod does not look at the value of a key that does not fit; its mistakes are reported all the same. */
function badEntry(root: z.ZodType, value: unknown, path: Path): readonly Draft[] {
  const record = schemaAt(root, value, path.slice(0, -1));
  const inner = record instanceof z.ZodRecord ? z.safeParse(record.valueType, valueAt(value, path)) : undefined;
  const issues = inner?.error?.issues ?? [];
  const nested = issues.flatMap((issue) => explainOne(root, value, { ...issue, path: [...path, ...issue.path] }));
  return [badKey(path, record), ...nested];
}

function badKey(path: Path, record: unknown): Draft {
  const key = String(path.at(-1));
  const hint = record instanceof z.ZodRecord ? hintOf(record.keyType) : undefined;
  return {
    code: hint?.code ?? 'document-bad-name',
    path,
    at: 'key',
    problem: `${key} is not ${hint?.what ?? 'a name'}`,
    allowed: hint?.allowed ?? 'a name',
    fix: hint?.explain?.(key)?.fix ?? 'choose another name',
  };
}

function badKind(path: Path, got: unknown, issue: ZodIssue): Draft {
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  const meant = typeof got === 'string' ? didYouMean(got, options) : undefined;
  const owner = pathText(path.slice(0, -1));
  return {
    code: got === undefined ? 'document-missing-key' : 'document-unknown-kind',
    path,
    problem: got === undefined ? `${pathText(path)} is missing` : `${owner} has a kind that does not exist`,
    allowed: list(options),
    fix: meant === undefined ? `give ${owner} one of the allowed kinds` : `did you mean ${meant}`,
  };
}

function empty(schema: unknown): Draft {
  const problem = 'the file says nothing';
  return { code: 'document-wrong-type', path: [], problem, allowed: shapeOf(schema), fix: 'begin with version: 1' };
}

function missing(path: Path, schema: unknown): Draft {
  const hint = hintOf(schema);
  const shape = shapeOf(schema);
  return {
    code: 'document-missing-key',
    path,
    problem: `${pathText(path)} is missing`,
    allowed: hint?.allowed ?? shape,
    fix: hint === undefined ? `add ${path.at(-1)}, ${shape}` : `add ${path.at(-1)}: ${hint.example}`,
  };
}

function shapeOf(schema: unknown): string {
  if (schema instanceof z.ZodArray || schema instanceof z.ZodTuple) return 'a list with at least one entry';
  if (schema instanceof z.ZodRecord) return 'a map from names to entries';
  if (schema instanceof z.ZodDiscriminatedUnion) return `a map with ${schema.def.discriminator} and what belongs to it`;
  const keys = knownKeys(schema);
  return keys.length > 0 ? `a map with the keys ${list(keys)}` : 'a map';
}

function badValue(path: Path, got: unknown, schema: unknown, issue: ZodIssue): Draft {
  const hint = hintOf(schema);
  const wrongType = issue.code === 'invalid_type' && !(typeof got === 'number' && issue.expected === 'int');
  const what = hint?.what ?? shapeOf(schema);
  return {
    code: wrongType ? 'document-wrong-type' : (hint?.code ?? 'document-bad-value'),
    path,
    problem: `${pathText(path)} is not ${what}`,
    allowed: hint?.allowed ?? what,
    fix: hint?.fix ?? (hint === undefined ? `make it ${what}` : `write for example ${hint.example}`),
    ...hint?.explain?.(got),
  };
}
