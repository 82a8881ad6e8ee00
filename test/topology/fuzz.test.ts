import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { CODES } from '../../lib/net/codes';
import type { Issue } from '../../lib/net/issue';
import { parseTopology } from '../../lib/topology/parse';
import { aTopology } from '../support/topology';

const HYBRID = readFileSync(join(__dirname, '../../examples/hybrid.yaml'), 'utf8');

const CODE_NAMES = new Set(Object.keys(CODES));

/** What is wrong with an issue itself; checked without matchers, because there are very many. */
function flawsOf({ code, problem, got, allowed, fix, position }: Issue, lines: readonly string[]): string[] {
  const { file, line = 0, column = 0 } = position ?? {};
  const inside = line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1] ?? '').length + 1;
  const flaws = {
    'is not registered': !CODE_NAMES.has(code),
    'leaves something unsaid': [problem, got, allowed, fix].includes(''),
    'names another file': file !== 'fuzz.yaml',
    [`is outside the file, at ${line}:${column}`]: !inside,
  };
  return Object.entries(flaws).flatMap(([flaw, present]) => (present ? [`${code} ${flaw}`] : []));
}

/** Whatever the text, the answer is a topology, or issues that are complete and point into the text. */
function expectAnswer(text: string): void {
  const parsed = parseTopology(text, 'fuzz.yaml');
  if (parsed.ok) return;
  const lines = text.split('\n');
  expect(parsed.error.length).toBeGreaterThan(0);
  expect(parsed.error.flatMap((issue) => flawsOf(issue, lines))).toEqual([]);
}

/** Values that have broken programs before. */
const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 1,
    '',
    '\u0000',
    '::/0',
    '0.0.0.0/0',
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    [[]],
    ['iad'],
    '10.10.0.0/32',
    '255.255.255.255/32',
    'constructor',
    '__proto__',
    '-1s',
  ),
  fc.constantFrom<unknown>({ constructor: { prototype: 1 } }, { toString: 'x', hasOwnProperty: 1 }, { kind: 'aws' }),
  fc.object({ maxDepth: 4 }),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

type Step = string | number;

/** Every place in a value, as the steps that lead to it. */
function placesIn(value: unknown, path: readonly Step[] = []): readonly (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps: Step[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...steps.flatMap((step) => placesIn((value as Record<Step, unknown>)[step], [...path, step]))];
}

function replaced(value: unknown, [step, ...rest]: readonly Step[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? replaced(item, rest, by) : item));
  const entries = Object.entries(value as object).map(([key, inner]) => [
    key,
    key === step ? replaced(inner, rest, by) : inner,
  ]);
  return Object.fromEntries(entries);
}

const WHOLE = aTopology({
  flows: [{ between: ['ord', 'iad'], survive: { links: 2, risks: 1 } }],
  services: {
    db: {
      zone: 'acme.internal',
      primary: { site: 'iad', address: '10.10.1.1' },
      secondary: { site: 'cmh', address: '10.20.1.1' },
    },
  },
  policy: {
    admission: 'cmh',
    maintenance: { lead: '10m' },
    probe: { interval: '1s', timeout: '500ms' },
    holdDown: '5m',
  },
  sites: { ord: { announces: ['10.40.1.0/24'] }, iad: { probeCidr: '10.10.240.0/20', account: '123456789012' } },
  links: { dx: { bgp: { amazonAddress: '169.254.1.1/30', customerAddress: '169.254.1.2/30' }, sharedRisks: ['a'] } },
});

describe('parsing never throws, and places every issue inside the file,', () => {
  it('for arbitrary text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectAnswer), { numRuns: 500 });
  });

  it('for text made of the characters that mean something to YAML', () => {
    const piece = fc.constantFrom(
      ...'[]{},:-?&*!|>\'"%@`#\n\t ',
      '  ',
      'a',
      'iad: ',
      '- ',
      '\r\n',
      '<<: ',
      '---\n',
      '...\n',
      '\ufeff',
    );
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(text, expectAnswer), { numRuns: 1000 });
  });

  it('for a valid file of which a part was replaced', () => {
    const cut = fc.record({ from: fc.nat(HYBRID.length), length: fc.nat(40), by: fc.string({ maxLength: 10 }) });
    const text = cut.map(({ from, length, by }) => HYBRID.slice(0, from) + by + HYBRID.slice(from + length));
    fc.assert(fc.property(text, expectAnswer), { numRuns: 300 });
  });

  it('for a valid document in which a value was replaced by anything', () => {
    const change = fc.tuple(fc.constantFrom(...placesIn(WHOLE)), nasty);
    const documents = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
      changes.reduce<unknown>((document, [path, by]) => {
        const stillThere = placesIn(document).some((place) => place.join('\n') === path.join('\n'));
        return stillThere ? replaced(document, path, by) : document;
      }, WHOLE),
    );
    fc.assert(
      fc.property(documents, (document) => expectAnswer(stringify(document))),
      { numRuns: 400 },
    );
  });
});

describe('hostile text', () => {
  const times = (piece: string, count: number) => piece.repeat(count);

  it.each([
    ['brackets', times('[', 100_000)],
    ['closed brackets', times('[', 5000) + times(']', 5000)],
    ['maps in maps', times('{ a: ', 5000)],
    ['keys in keys', times('{? ', 5000)],
    ['keys on one line', times('a: ', 5000)],
    ['keys in brackets', `[${times('a: ', 5000)}]`],
    ['dashes', times('- ', 5000)],
    ['question marks', times('? ', 5000)],
    ['indentation', Array.from({ length: 2000 }, (_, i) => `${times(' ', i)}a:`).join('\n')],
    ['brackets behind closing quotes', times('[ "]", ', 5000)],
  ])('fails without exhausting the stack for nested %s', (_, text) => {
    expectAnswer(text);
    const parsed = parseTopology(text, 'fuzz.yaml');
    expect(parsed.ok ? [] : parsed.error.map(({ code }) => code)).toContain('document-yaml-nesting');
  });

  it('fails for aliases that would multiply', () => {
    const levels = Array.from({ length: 20 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}]`);
    const parsed = parseTopology(['l0: &l0 x', ...levels].join('\n'), 'fuzz.yaml');
    expect(parsed.ok ? [] : [...new Set(parsed.error.map(({ code }) => code))]).toEqual(['document-yaml-alias']);
  });

  it('fails for keys that reach into prototypes, and leaves those alone', () => {
    const parsed = parseTopology(
      '__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }\n',
      'fuzz.yaml',
    );
    const codes = parsed.ok ? [] : parsed.error.map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(codes).toEqual(expect.arrayContaining(['document-yaml-key __proto__', 'document-unknown-key constructor']));
    expect({}).not.toHaveProperty('polluted');
  });

  it('fails in reasonable time for a file of many entries', () => {
    const sites = Array.from({ length: 3000 }, (_, i) => `  s${i}: { kind: on-prem, asn: ${i + 1}, cidr: 10.0.0.0/8 }`);
    const before = performance.now();
    const parsed = parseTopology(['version: 1', 'name: a', 'sites:', ...sites, 'links: {}'].join('\n'), 'fuzz.yaml');
    expect(parsed.ok ? [] : parsed.error.map(({ code }) => code)).toEqual(['topology-too-many-sites']);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
