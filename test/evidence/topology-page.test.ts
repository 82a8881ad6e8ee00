import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { exampleFiles } from '../../.tools/example-files';
import { flowText, referencePage } from '../../.tools/topology-page/markdown';
import { type Row, referenceOf } from '../../.tools/topology-page/reference';
import { integer, text } from '../../lib/net/document/leaves';
import { WRITTEN } from '../../lib/topology/written';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');

type Node = { readonly [key: string]: unknown };

/** Every key of a JSON Schema as the reference writes its place: `links.NAME<direct-connect>.vlan`. */
function keysIn(node: Node, place = ''): readonly string[] {
  const kind = ((node.properties as Node | undefined)?.kind as Node | undefined)?.const;
  const here = kind === undefined ? place : `${place}<${kind}>`;
  const under = (inner: unknown, at: string) => (typeof inner === 'object' ? keysIn(inner as Node, at) : []);
  return [
    ...Object.entries((node.properties ?? {}) as Node).flatMap(([key, inner]) => {
      const path = here === '' ? key : `${here}.${key}`;
      return [path, ...under(inner, path)];
    }),
    ...under(node.additionalProperties, `${place}.NAME`),
    ...under(node.items, `${place}[]`),
    ...((node.oneOf ?? []) as readonly Node[]).flatMap((option) => keysIn(option, place)),
  ];
}

const sections = referenceOf(WRITTEN, exampleFiles());
const rows = sections.flatMap((section) => section.rows);
const withoutKind = (path: string) => path.replace(/<[^>]*>/g, '');

describe('docs/topology.md', () => {
  const page = read('docs/topology.md');
  const expected = keysIn(JSON.parse(read('docs/topology.schema.json')));

  it('has a row for every key of the JSON Schema, once for keys that all kinds share', () => {
    const paths = new Set(rows.map(({ path }) => path));
    expect(expected.length).toBeGreaterThan(50);
    expect(expected.filter((path) => !paths.has(path) && !paths.has(withoutKind(path)))).toEqual([]);
    expect(rows.length).toBe(paths.size);
  });

  it('has no row for anything else', () => {
    const known = new Set([...expected, ...expected.map(withoutKind)]);
    expect(rows.map(({ path }) => path).filter((path) => !known.has(path))).toEqual([]);
  });

  it.each(rows.map((row): [string, Row] => [row.path, row]))('says what %s is, with an example that fits', (_, row) => {
    expect(row.meaning).toMatch(/\w{3}/);
    expect(row.allowed).toMatch(/\w/);
    expect(row.otherwise).toMatch(/\w/);
    expect(row.schema.safeParse(row.example)).toMatchObject({ success: true });
    expect(parse(flowText(row.example))).toEqual(row.example);
    expect(page).toContain(`| \`${row.key}\` | ${row.meaning.replaceAll('|', '\\|')} |`);
  });

  it('shows an excerpt of a valid file for every kind of site and link', () => {
    const kinds = sections.filter(({ title }) => / of kind /.test(title));
    expect(kinds.length).toBeGreaterThan(4);
    expect(kinds.filter(({ sample }) => sample === undefined)).toEqual([]);
  });

  it('has one section of each title, so that each link leads to the right one', () => {
    const titles = [...page.replace(/^```yaml$.*?^```$/gms, '').matchAll(/^#+ (.*)$/gm)].map((match) =>
      (match[1] ?? '').replace(/[^\w\- ]/g, ''),
    );
    const anchors = titles.map((title) => title.toLowerCase().replaceAll(' ', '-'));
    expect(new Set(anchors).size).toBe(anchors.length);
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });
});

describe('the reference of a schema', () => {
  const hint = { code: 'document-bad-value', what: 'a word', allowed: 'a word', example: 'hinted' } as const;
  const word = () => text(/^\w+$/, 'A word.', hint);
  const rowOf = (schema: z.ZodType, value: unknown = {}) =>
    referenceOf(z.strictObject({ key: schema }), [{ file: 'a.yaml', value }])[0]?.rows[0];

  it('prefers an example of the schema, then a file, then the hint', () => {
    expect(rowOf(word().meta({ examples: ['told'] }), { key: 'written' })?.example).toBe('told');
    expect(rowOf(word(), { key: 'written' })?.example).toBe('written');
    expect(rowOf(word())?.example).toBe('hinted');
  });

  it('puts the example of a list or map together when nobody gives one', () => {
    expect(rowOf(z.array(word()))?.example).toEqual(['hinted']);
    expect(rowOf(z.record(word(), z.strictObject({ size: integer(2, 9, 'Size.') })))?.example).toEqual({
      hinted: { size: 2 },
    });
  });

  it('takes the default from the schema or from the last sentence', () => {
    expect(rowOf(integer(1, 9, 'Size.', 3).optional())).toMatchObject({ meaning: 'Size.', otherwise: '`3`' });
    expect(rowOf(integer(1, 9, 'Size. Default: as it is.').optional())).toMatchObject({ otherwise: 'as it is' });
    expect(rowOf(integer(1, 9, 'Size.'))?.otherwise).toBe('**required**');
  });

  it('escapes what would end a cell', () => {
    const page = referencePage('T', 'I', referenceOf(z.strictObject({ key: integer(1, 9, 'This | that.') }), []));
    expect(page).toContain('This \\| that.');
  });
});
