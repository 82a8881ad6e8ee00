// The generators have to come up with what is worth testing, and often: each share below is printed and has a bound.

import fc from 'fast-check';
import type { Backbone } from '../../lib/routing/backbone';
import { nextHops } from '../../lib/routing/shortest-paths';
import { hybridBackbones } from './backbones';

const sample: readonly Backbone[] = fc.sample(hybridBackbones, { numRuns: 1_000, seed: 77 });

function isConnected(backbone: Backbone, without?: string): boolean {
  const links = backbone.links.filter(({ name }) => name !== without);
  const reached = nextHops({ ...backbone, links }, 's0');
  return backbone.sites.every(({ name }) => name === 's0' || reached.has(name));
}

const onPrem = ({ sites }: Backbone) => sites.filter(({ kind }) => kind === 'on-prem').map(({ name }) => name);
const aws = ({ sites }: Backbone) => sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
const linksAt = ({ links }: Backbone, site: string) => links.filter(({ between }) => between.includes(site));

const CASES: readonly [string, (backbone: Backbone) => boolean][] = [
  ['a link whose loss cuts the backbone in two', (b) => b.links.some(({ name }) => !isConnected(b, name))],
  ['no such link', (b) => b.links.every(({ name }) => isConnected(b, name))],
  [
    'a shared risk that takes two links or more',
    (b) => {
      const risks = b.links.flatMap(({ sharedRisks }) => sharedRisks);
      return risks.some((risk, i) => risks.indexOf(risk) < i);
    },
  ],
  ['premises with two BGP links or more', (b) => onPrem(b).some((p) => linksAt(b, p).length >= 2)],
  [
    'an AWS site without a BGP link of its own to some premises',
    (b) => onPrem(b).some((p) => aws(b).some((s) => linksAt(b, p).every(({ between }) => !between.includes(s)))),
  ],
  ['no premises', (b) => onPrem(b).length === 0],
  ['two premises', (b) => onPrem(b).length === 2],
  [
    'two links between the same sites',
    (b) => {
      const pairs = b.links.map(({ between }) => [...between].sort().join());
      return new Set(pairs).size < pairs.length;
    },
  ],
];

const shares = new Map(CASES.map(([name, holds]) => [name, sample.filter(holds).length / sample.length]));
const listed = [...shares].map(([name, share]) => `  ${(100 * share).toFixed(0).padStart(3)} %  ${name}\n`).join('');
process.stdout.write(`of ${sample.length} generated hybrid backbones have\n${listed}`);

test.each([...shares])('at least one in ten of generated hybrid backbones has %s', (_, share) => {
  expect(share).toBeGreaterThanOrEqual(0.1);
});

test('every generated backbone is connected, with unique names and sorted lists', () => {
  for (const backbone of sample) {
    expect(isConnected(backbone)).toBe(true);
    for (const names of [backbone.sites.map((s) => s.name), backbone.links.map((l) => l.name)])
      expect([...new Set(names)].sort()).toEqual(names);
  }
});
