import fc from 'fast-check';
import { stringify } from 'yaml';
import { readSource } from '../../../lib/verify/templates/source';

function read(text: string): unknown {
  const source = readSource(text, 'network.yaml');
  if (!source.ok) throw new Error(JSON.stringify(source.error));
  return source.value.value;
}

function faults(text: string): readonly string[] {
  const source = readSource(text, 'network.yaml');
  if (source.ok) return [];
  return source.error.map(({ code, position, got }) => `${position?.line}:${position?.column} ${code} ${got}`);
}

/** A value of a template in its long form. */
const LONG: readonly string[] = [
  'And',
  'Cidr',
  'Equals',
  'FindInMap',
  'If',
  'ImportValue',
  'Join',
  'Or',
  'Select',
  'Split',
  'Sub',
];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('10.0.0.0/8', 'yes it is', '', '010', 'a: b', '- x', '2010-09-09', '12:30', 'true', 7, true, false),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('Cidr', 'Tags', 'yes', 'y', '0'), tie('value'), { maxKeys: 2 }),
    fc.tuple(fc.constantFrom(...LONG), fc.array(tie('value'), { minLength: 1, maxLength: 3 })).map(([name, items]) => ({
      [`Fn::${name}`]: items,
    })),
    fc.constantFrom<unknown>(
      { Ref: 'Vpc' },
      { Condition: 'IsProd' },
      { 'Fn::GetAtt': ['Vpc', 'CidrBlock.x'] },
      { 'Fn::Sub': 'a' },
    ),
  ),
}));

/** YAML in flow style, in which every function is in its short form. */
function short(item: unknown): string {
  if (Array.isArray(item)) return `[${item.map(short).join(', ')}]`;
  if (typeof item !== 'object' || item === null) return JSON.stringify(item);
  const [[name, argument] = ['', undefined], ...more] = Object.entries(item);
  const tag = /^(?:Fn::(.+)|(Ref|Condition))$/.exec(name);
  if (!tag || more.length > 0)
    return `{${Object.entries(item)
      .map(([key, inner]) => `${JSON.stringify(key)}: ${short(inner)}`)
      .join(', ')}}`;
  const written = name === 'Fn::GetAtt' && Array.isArray(argument) ? argument.join('.') : argument;
  return `!${tag[1] ?? tag[2]} ${short(written)}`;
}

test('the short forms of YAML mean what the long forms of JSON do', () => {
  fc.assert(
    fc.property(value, (written) => {
      const template = { Resources: { R: { Type: 'T', Properties: { P: written } } } };
      const json = read(JSON.stringify(template));
      expect(json).toEqual(template);
      expect(read(`Resources:\n  R:\n    Type: T\n    Properties:\n      P: ${short(written)}\n`)).toEqual(template);
      expect(read(stringify(template, { version: '1.1' }))).toEqual(template);
    }),
  );
});

test('words, dates and numbers are what CloudFormation takes them for', () => {
  const text = 'AWSTemplateFormatVersion: 2010-09-09\nyes: yes\nno: off\ny: y\nat: 12:30\nmask: 0x10\nnone:\n';
  expect(read(text)).toEqual({
    AWSTemplateFormatVersion: '2010-09-09',
    yes: true,
    no: false,
    y: 'y',
    at: '12:30',
    mask: 16,
    none: null,
  });
});

test('anchors, aliases and merged maps are written out', () => {
  const text = 'base: &base {a: 1, b: 2}\nlist: [*base]\nmerged: {<<: *base, b: 3}\n';
  expect(read(text)).toEqual({ base: { a: 1, b: 2 }, list: [{ a: 1, b: 2 }], merged: { a: 1, b: 3 } });
});

test('JSON that is indented with tabs, and JSON after a byte order mark, is read', () => {
  expect(read('\ufeff{\n\t"a": [\n\t\t1\n\t]\n}')).toEqual({ a: [1] });
});

test('places are those of keys and items, also in JSON', () => {
  const source = readSource('{"Resources": {\n  "Vpc": {"Type": "T"},\n  "Ids": ["a",\n "b"]}}', 'net.json');
  if (!source.ok) throw new Error('it is JSON');
  expect(source.value.positionOf(['Resources', 'Vpc'])).toEqual({ file: 'net.json', line: 2, column: 3 });
  expect(source.value.positionOf(['Resources', 'Ids', 1])).toMatchObject({ line: 4, column: 2 });
  expect(source.value.positionOf(['Resources', 'Vpc', 'No'])).toMatchObject({ line: 2, column: 3 });
});

test('fails with every mistake at once, in the order of the file', () => {
  expect(faults('a: !Reff x\nb: 1\nb: 2\nc: !Foo [1]\n')).toEqual([
    '1:10 template-tag !Reff',
    '3:1 template-duplicate-key b: 2',
    '4:9 template-tag !Foo',
  ]);
});

test.each([
  ['an open bracket', 'a: [1\n', 'template-syntax'],
  ['broken JSON', '{"a": 1,, "b": 2}', 'template-syntax'],
  ['two documents', 'a: 1\n---\nb: 2\n', 'template-syntax'],
  ['an alias of itself', 'a: &a [*a]\n', 'template-alias'],
  ['brackets without end', `a: ${'['.repeat(100_000)}`, 'template-nesting'],
  ['JSON without end', `${'['.repeat(400)}${']'.repeat(400)}`, 'template-nesting'],
  ['levels without end', `a: ${'['.repeat(300)}${']'.repeat(300)}`, 'template-nesting'],
])('fails on %s', (_name, text, code) => {
  expect(faults(text)[0]).toContain(` ${code} `);
});

test('fails on aliases that multiply, and makes nothing of them', () => {
  const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(10)}]`);
  expect(faults(`l0: &l0 x\n${levels.join('\n')}\n`)).toEqual([expect.stringContaining('template-alias')]);
});

test('fails never by an exception, whatever a file holds', () => {
  const pieces = fc.constantFrom(
    'a',
    ': ',
    '- ',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '!Ref ',
    '!x ',
    '&a ',
    '*a',
    '<<',
    '"',
    "'",
    '|\n',
    '? ',
    '#',
    '%',
    '\t',
    '\0',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
      ),
      (text) => {
        const source = readSource(text, 'any.yaml');
        if (source.ok) expect(source.value.positionOf(['a', 0, 'b']).line).toBeGreaterThan(0);
        else for (const { position } of source.error) expect(position?.line).toBeGreaterThan(0);
      },
    ),
    { numRuns: 2000 },
  );
});
