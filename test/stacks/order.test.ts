import fc from 'fast-check';
import { peeringEnds } from '../../lib/stacks/link-stack';
import type { PeeringLink, Topology } from '../../lib/topology/topology';
import { type Assembly, assemblyOf, readsOf, stackOf } from '../support/assembly';
import { allDependencies, deploy } from '../support/deployment';
import { awsSite, peering, ring, topology } from '../support/topologies';

const NOTHING: Assembly = new Map();
const chord = peering('cmh', 'iad', 5);

const before = ring();
const withLink = ring({ links: [...before.links, chord] });
const withSite = topology({
  sites: [...before.sites, awsSite('fra', 5)],
  links: [...before.links, peering('fra', 'dub', 6), peering('fra', 'iad', 7)],
});

const old = assemblyOf(before);
const added = assemblyOf(withLink);
const grown = assemblyOf(withSite);

test('every site goes before every link of its, and before its own routes', () => {
  for (const { name, between } of before.links) {
    expect(allDependencies(old, `acme-link-${name}`)).toEqual(new Set(between.map((site) => `acme-${site}`)));
    for (const site of between)
      expect([...allDependencies(old, `acme-${site}-routes`)]).toEqual(
        expect.arrayContaining([`acme-${site}`, `acme-link-${name}`]),
      );
  }
});

test('every stack is deployed after all that it reads from', () => {
  for (const [name, { template }] of grown) {
    const producers = new Set(readsOf(template).map(({ StackName }) => StackName));
    expect([...allDependencies(grown, name)]).toEqual(expect.arrayContaining([...producers]));
  }
});

test('the two ends of a link are deployed one after the other, the accepter first', () => {
  for (const link of withLink.links as PeeringLink[]) {
    const { accepter, requester } = peeringEnds(link);
    expect(allDependencies(added, `acme-${requester}-routes`)).toContain(`acme-${accepter}-routes`);
    expect(roleOf(added, accepter, link.name)).toBe('accept');
    expect(roleOf(added, requester, link.name)).toBe('wait');
  }
});

test.each([
  ['the first deployment', NOTHING, old],
  ['a link is added', old, added],
  ['a link is removed', added, old],
  ['a site is added', old, grown],
  ['a site is removed', grown, old],
  ['everything is removed', old, NOTHING],
])('no stack loses what it reads when %s', (_, from, to) => {
  expect(deploy(from, to).broken).toEqual([]);
});

test('a removed link is deleted after the routes have left it', () => {
  const { steps } = deploy(added, old);
  expect(steps.at(-1)).toBe('delete acme-link-cmh-iad');
});

test('no stack loses what it reads between any two backbones that differ by one link', () => {
  fc.assert(
    fc.property(connectedBackbone(), fc.nat(), ({ sites, links }, pick) => {
      const whole = assemblyOf(topology({ sites, links }));
      const left = links.filter((_, i) => i !== pick % links.length);
      const part = assemblyOf(topology({ sites, links: left }));
      expect(deploy(whole, part).broken).toEqual([]);
      expect(deploy(part, whole).broken).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

function roleOf(assembly: Assembly, site: string, link: string): unknown {
  const { Resources } = stackOf(assembly, `acme-${site}-routes`).template;
  const ends = Object.values(Resources).filter(({ Type }) => Type === 'Custom::DetourPeering');
  const end = ends.find(({ Properties }) =>
    readsOf(Properties).some(({ StackName }) => StackName === `acme-link-${link}`),
  );
  return end?.Properties.Role;
}

/** A ring of three to five sites, so that one link less leaves it connected, with some chords. */
function connectedBackbone(): fc.Arbitrary<Pick<Topology, 'sites' | 'links'>> {
  return fc
    .record({ size: fc.integer({ min: 3, max: 5 }), chords: fc.array(fc.nat(), { maxLength: 2 }) })
    .map(({ size, chords }) => {
      const names = ['cmh', 'dub', 'fra', 'iad', 'pdx'].slice(0, size);
      const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b): [string, string] => [a, b]));
      const onRing = ([a, b]: [string, string]) => [1, size - 1].includes(names.indexOf(b) - names.indexOf(a));
      const others = pairs.filter((pair) => !onRing(pair));
      const chosen = others.filter((_, i) => chords.some((chord) => chord % others.length === i));
      const links = [...pairs.filter(onRing), ...chosen].map(([a, b], i) => peering(a, b, i + 1));
      return { sites: names.map((name, i) => awsSite(name, i + 1)), links };
    });
}
