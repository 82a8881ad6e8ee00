import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseTopology } from '../../lib/topology/parse';
import { changed, damaged, FUZZ_FILE, flawsOfAnswer, yamlish } from '../support/documents';
import { aTopology } from '../support/topology';

const HYBRID = readFileSync(join(__dirname, '../../examples/hybrid.yaml'), 'utf8');

function expectAnswer(text: string): void {
  expect(flawsOfAnswer(text, parseTopology(text, FUZZ_FILE))).toEqual([]);
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
    fc.assert(fc.property(yamlish, expectAnswer), { numRuns: 1000 });
  });

  it('for a valid file of which a part was replaced', () => {
    fc.assert(fc.property(damaged(HYBRID), expectAnswer), { numRuns: 300 });
  });

  it('for a valid document in which a value was replaced by anything', () => {
    fc.assert(
      fc.property(changed(WHOLE), (document) => expectAnswer(stringify(document))),
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
    const parsed = parseTopology(text, FUZZ_FILE);
    expect(parsed.ok ? [] : parsed.error.map(({ code }) => code)).toContain('document-yaml-nesting');
  });

  it('fails for aliases that would multiply', () => {
    const levels = Array.from({ length: 20 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}]`);
    const parsed = parseTopology(['l0: &l0 x', ...levels].join('\n'), FUZZ_FILE);
    expect(parsed.ok ? [] : [...new Set(parsed.error.map(({ code }) => code))]).toEqual(['document-yaml-alias']);
  });

  it('fails for keys that reach into prototypes, and leaves those alone', () => {
    const parsed = parseTopology(
      '__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }\n',
      FUZZ_FILE,
    );
    const codes = parsed.ok ? [] : parsed.error.map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(codes).toEqual(expect.arrayContaining(['document-yaml-key __proto__', 'document-unknown-key constructor']));
    expect({}).not.toHaveProperty('polluted');
  });

  it('fails for far too many sites, and goes no further into them', () => {
    const sites = Array.from({ length: 3000 }, (_, i) => `  s${i}: { kind: on-prem, asn: ${i + 1}, cidr: 10.0.0.0/8 }`);
    const parsed = parseTopology(['version: 1', 'name: a', 'sites:', ...sites, 'links: {}'].join('\n'), FUZZ_FILE);
    expect(parsed.ok ? [] : parsed.error.map(({ code }) => code)).toEqual(['topology-too-many-sites']);
  });
});
