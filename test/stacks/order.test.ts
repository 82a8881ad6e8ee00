import fc from 'fast-check';
import { peeringEnds } from '../../lib/stacks/link-stack';
import type { PeeringLink, Topology } from '../../lib/topology/topology';
import { type Assembly, assemblyOf, type Resource, readsOf, stackOf } from '../support/assembly';
import { hybridBackbones } from '../support/backbones';
import { allDependencies, deploy } from '../support/deployment';
import { awsSite, directConnect, hybrid, peering, premises, ring, topology, topologyOf } from '../support/topologies';

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
    { numRuns: 5 },
  );
});

const whole = hybrid();
const hybridAssembly = assemblyOf(whole);

test('a link to premises goes after its one AWS site, and before the routes of that site', () => {
  for (const [link, site] of [
    ['ord-iad-dx', 'iad'],
    ['ord-iad-vpn', 'iad'],
    ['ord-pdx-dx', 'pdx'],
  ]) {
    expect(allDependencies(hybridAssembly, `acme-link-${link}`)).toEqual(new Set([`acme-${site}`]));
    expect(allDependencies(hybridAssembly, `acme-${site}-routes`)).toContain(`acme-link-${link}`);
  }
});

test.each(whole.links.map(({ name }) => name))('no stack loses what it reads when link %s comes or goes', (name) => {
  const without = assemblyOf(hybrid({ links: whole.links.filter((link) => link.name !== name) }));
  expect(deploy(without, hybridAssembly).broken).toEqual([]);
  const { broken, steps } = deploy(hybridAssembly, without);
  expect(broken).toEqual([]);
  expect(steps.at(-1)).toBe(`delete acme-link-${name}`);
});

test('a site that needs no route of its own has a stack for them all the same', () => {
  const alone = assemblyOf(
    topology({
      sites: [awsSite('iad', 1), premises('ord', 4)],
      links: [directConnect('ord-iad-a', ['ord', 'iad'], 1), directConnect('ord-iad-b', ['ord', 'iad'], 2)],
      policy: { ...before.policy, admission: 'iad' },
    }),
  );
  expect(Object.keys(stackOf(alone, 'acme-iad-routes').template.Resources)).not.toEqual([]);
});

test('no two regions change what steers or is steered at once', () => {
  const changing = [...hybridAssembly.keys()].filter((name) => /-(routes|controller)$/.test(name));
  expect(changing).toHaveLength(6);
  for (const [i, name] of changing.entries())
    for (const earlier of changing.slice(0, i)) expect(allDependencies(hybridAssembly, name)).toContain(earlier);
});

test('a controller goes after the routes of its site and the database, and before the routes of the next site', () => {
  const inOrder = [...hybridAssembly.keys()];
  const sites = ['cmh', 'iad', 'pdx'];
  for (const [i, site] of sites.entries()) {
    const before = allDependencies(hybridAssembly, `acme-${site}-controller`);
    expect([...before]).toEqual(expect.arrayContaining([`acme-${site}`, `acme-${site}-routes`, 'acme-link-state']));
    const next = sites[i + 1];
    if (next === undefined) continue;
    expect(allDependencies(hybridAssembly, `acme-${next}-routes`)).toContain(`acme-${site}-controller`);
    expect(inOrder.indexOf(`acme-${site}-controller`)).toBeLessThan(inOrder.indexOf(`acme-${next}-routes`));
  }
});

test('the people of a site can be told of alarms before anything has one', () => {
  const isTold = ({ Type, Properties }: Resource) =>
    Type === 'AWS::CloudWatch::Alarm' && Properties.AlarmActions !== undefined;
  const telling = [...hybridAssembly].filter(([, { template }]) => Object.values(template.Resources).some(isTold));
  expect(telling.length).toBeGreaterThan(9);
  for (const [name] of telling) {
    const site = name.split('-').slice(0, 2).join('-');
    expect([...allDependencies(hybridAssembly, name), name]).toContain(site);
  }
});

test('a site without links has routes and no controller, and keeps the next site waiting all the same', () => {
  const alone = assemblyOf(
    topology({ sites: [awsSite('cmh', 1), awsSite('dub', 2), awsSite('iad', 3)], links: [peering('cmh', 'iad', 1)] }),
  );
  const steering = [...alone.keys()].filter((name) => /-(routes|controller)$/.test(name));
  expect(steering).toEqual([
    'acme-cmh-routes',
    'acme-cmh-controller',
    'acme-dub-routes',
    'acme-iad-routes',
    'acme-iad-controller',
  ]);
  expect(allDependencies(alone, 'acme-iad-routes')).toContain('acme-dub-routes');
});

test('no stack loses what it reads between any two hybrid backbones that differ by one link', () => {
  const onPremises = { seen: 0 };
  fc.assert(
    fc.property(hybridBackbones, fc.nat(), (backbone, pick) => {
      const links = backbone.links.filter((_, i) => i !== pick % backbone.links.length);
      // A site that no link leads to is no valid topology.
      fc.pre(backbone.sites.every(({ name }) => links.some(({ between }) => between.includes(name))));
      const [all, part] = [assemblyOf(topologyOf(backbone)), assemblyOf(topologyOf({ ...backbone, links }))];
      expect(deploy(all, part).broken).toEqual([]);
      expect(deploy(part, all).broken).toEqual([]);
      if (backbone.links.some(({ kind }) => kind !== 'transit-gateway-peering')) onPremises.seen += 1;
    }),
    { numRuns: 8 },
  );
  expect(onPremises.seen).toBeGreaterThan(3);
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
