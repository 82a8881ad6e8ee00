// Pure: the reference of a schema as values: a section for each kind of entry and each map at the top, a row for each
// key. Maps further inside are rows with dots in their names.

import * as z from 'zod';
import { entriesOf, exampleOf, type Found, type NamedFound, ofKind, richest, under } from './examples';
import { allowed, bare, entryOf, type Kind, keysOf, kindsOf, meaning, otherwise } from './told';

export interface Row {
  /** With dots: from the section. */
  readonly key: string;
  /** Where it may stand: `links.NAME<direct-connect>.probe.port`, `flows[].between`. */
  readonly path: string;
  readonly meaning: string;
  readonly allowed: string;
  readonly otherwise: string;
  readonly example: unknown;
  readonly schema: z.ZodType;
  /** Title of the section that says what is inside. */
  readonly section?: string;
}

export interface Section {
  readonly title: string;
  /** 2 for what stands at the top of the file. */
  readonly level: number;
  readonly says: readonly string[];
  readonly kinds: readonly { readonly name: string; readonly says: string; readonly title: string }[];
  readonly rows: readonly Row[];
  /** An excerpt of a valid file. */
  readonly sample?: Found;
}

/** Where a schema stands. */
interface Place {
  readonly title: string;
  readonly path: string;
  readonly level: number;
  readonly found: readonly Found[];
}

export function referenceOf(schema: z.ZodObject, files: readonly Found[]): readonly Section[] {
  const place = { title: 'The file', path: '', level: 2, found: files };
  const rows = rowsOf(keysOf(schema), place, titleOf);
  return [
    { title: place.title, level: 2, says: [meaning(schema)], kinds: [], rows },
    ...inside(keysOf(schema), place, true),
  ];
}

/** Title of the section about a key's value, when it has one of its own. */
function titleOf(key: string, schema: z.ZodType): string | undefined {
  return bare(schema) instanceof z.ZodObject ? `\`${key}\`` : entriesTitle(key, schema);
}

function entriesTitle(key: string, schema: z.ZodType): string | undefined {
  const entry = entryOf(bare(schema));
  return entry instanceof z.ZodObject || entry instanceof z.ZodDiscriminatedUnion ? `\`${key}\`` : undefined;
}

type Titles = (key: string, schema: z.ZodType) => string | undefined;

function rowsOf(keys: readonly [string, z.ZodType][], place: Place, titles: Titles, above = ''): readonly Row[] {
  return keys.flatMap(([key, schema]) => {
    const found = under(key, place.found);
    const path = place.path === '' ? key : `${place.path}.${key}`;
    const section = titles(key, schema);
    const row: Row = {
      key: above + key,
      path,
      meaning: meaning(schema),
      allowed: allowed(schema),
      otherwise: otherwise(schema),
      example: exampleOf(schema, found),
      schema,
      ...(section === undefined ? {} : { section }),
    };
    const inner = bare(schema);
    if (section !== undefined || !(inner instanceof z.ZodObject)) return [row];
    const shown = found.length > 0 ? found : [{ file: '', value: row.example }];
    return [row, ...rowsOf(keysOf(inner), { ...place, path, found: shown }, titles, `${above}${key}.`)];
  });
}

/** The sections about what is inside the keys of a map. */
function inside(keys: readonly [string, z.ZodType][], place: Place, atTop = false): readonly Section[] {
  return keys.flatMap(([key, schema]) => {
    const inner = bare(schema);
    const path = place.path === '' ? key : `${place.path}.${key}`;
    const next = { title: `\`${key}\``, path, level: place.level, found: under(key, place.found) };
    if (entriesTitle(key, schema) !== undefined) return entrySections(key, inner, next);
    if (!(inner instanceof z.ZodObject)) return [];
    return atTop ? mapSections(key, inner, next) : inside(keysOf(inner), next);
  });
}

function mapSections(key: string, schema: z.ZodObject, place: Place): readonly Section[] {
  const best = richest(place.found);
  const sample = best && { file: best.file, value: { [key]: best.value } };
  return [
    {
      title: place.title,
      level: place.level,
      says: [meaning(schema)],
      kinds: [],
      rows: rowsOf(keysOf(schema), place, entriesTitle),
      ...(sample && { sample }),
    },
    ...inside(keysOf(schema), { ...place, level: place.level + 1 }),
  ];
}

function entrySections(key: string, schema: z.ZodType, place: Place): readonly Section[] {
  const entry = entryOf(schema);
  const named = schema instanceof z.ZodRecord;
  const entries = entriesOf(place.found);
  const path = named ? `${place.path}.NAME` : `${place.path}[]`;
  const says = [meaning(schema), named ? nameSays(schema) : meaning(entry ?? schema)];
  if (entry instanceof z.ZodDiscriminatedUnion) return unionSections(key, entry, says, { ...place, path }, entries);
  if (!(entry instanceof z.ZodObject)) return [];
  return [
    {
      title: place.title,
      level: place.level,
      says,
      kinds: [],
      rows: rowsOf(keysOf(entry), { ...place, path, found: entries }, entriesTitle),
      ...sampleOf(key, entries),
    },
    ...inside(keysOf(entry), { ...place, path, found: entries, level: place.level + 1 }),
  ];
}

function nameSays(schema: z.ZodRecord): string {
  const name = schema.keyType as z.ZodType;
  return `${meaning(name).replace(/\.$/, '')}: ${allowed(name)}.`;
}

function sampleOf(key: string, entries: readonly NamedFound[]): { readonly sample?: Found } {
  const best = richest(entries);
  if (best === undefined) return {};
  const value = best.name === undefined ? [best.value] : { [best.name]: best.value };
  return { sample: { file: best.file, value: { [key]: value } } };
}

/** The keys that all kinds share, once, and then each kind's own. */
function unionSections(
  key: string,
  union: z.ZodDiscriminatedUnion,
  says: readonly string[],
  place: Place,
  entries: readonly NamedFound[],
): readonly Section[] {
  const kinds = kindsOf(union);
  const kindTitle = ({ name }: Kind) => `${place.title} of kind \`${name}\``;
  const [first] = kinds;
  const isShared = ([name, schema]: [string, z.ZodType]) => kinds.every((kind) => kind.schema.shape[name] === schema);
  const shared = first === undefined ? [] : keysOf(first.schema).filter(isShared);
  return [
    {
      title: place.title,
      level: place.level,
      says,
      kinds: kinds.map((kind) => ({ name: kind.name, says: kind.says, title: kindTitle(kind) })),
      rows: rowsOf(shared, { ...place, found: entries }, entriesTitle),
    },
    ...kinds.flatMap((kind) => {
      const found = ofKind(kind.name, entries);
      const own = keysOf(kind.schema).filter((entry) => !isShared(entry));
      const at = {
        ...place,
        title: kindTitle(kind),
        path: `${place.path}<${kind.name}>`,
        level: place.level + 1,
        found,
      };
      const section: Section = {
        title: at.title,
        level: at.level,
        says: [meaning(kind.schema)],
        kinds: [],
        rows: rowsOf(own, at, entriesTitle),
        ...sampleOf(key, found),
      };
      return [section, ...inside(own, { ...at, level: at.level + 1 })];
    }),
  ];
}
