// In which order the manifest has stacks deployed, however many at once: the two ends of a link never change together, and
// no region's routes or controller before the one before it has settled. Read from what is synthesized of every example.

import { exampleFiles } from '../../.tools/example-files';
import type { Topology } from '../../lib/topology/topology';
import { type Assembly, assemblyOf, pathOf, readsOf } from '../support/assembly';
import { allDependencies } from '../support/deployment';

const examples = exampleFiles().map(({ file, topology }) => ({ file, topology, assembly: assemblyOf(topology) }));

/** Stacks that hold something of a link at one of its ends: all but its own, in which it is one thing. */
function holders(assembly: Assembly, { prefix }: Topology, link: string): readonly string[] {
  const own = `${prefix}-link-${link}`;
  return [...assembly].flatMap(([name, { template }]) => {
    const isNamed = Object.values(template.Resources).some((one) => pathOf(one).split('/').includes(link));
    return name !== own && (isNamed || readsOf(template).some(({ StackName }) => StackName === own)) ? [name] : [];
  });
}

/** Pairs of stacks in different regions of which neither waits for the other: the CDK may deploy both at once. */
function atOnce(assembly: Assembly, names: readonly string[]): readonly string[] {
  const before = new Map(names.map((name) => [name, allDependencies(assembly, name)]));
  return names.flatMap((a, i) =>
    names
      .slice(i + 1)
      .filter((b) => assembly.get(a)?.region !== assembly.get(b)?.region)
      .filter((b) => !before.get(a)?.has(b) && !before.get(b)?.has(a))
      .map((b) => `${a} and ${b}`),
  );
}

describe.each(examples)('the stacks of $file', ({ topology, assembly }) => {
  const { prefix, links } = topology;
  const sites = topology.sites.flatMap(({ kind, name }) => (kind === 'aws' ? [name] : []));

  it.each(links.map(({ name }) => name))('never change both ends of %s at once', (link) => {
    const found = holders(assembly, topology, link);
    expect(found.length).toBeGreaterThan(1);
    expect(atOnce(assembly, found)).toEqual([]);
  });

  it('change what steers or is steered in one region after the other, in the order of the sites', () => {
    const chain = sites.flatMap((site) =>
      ['routes', 'controller'].map((kind) => `${prefix}-${site}-${kind}`).filter((name) => assembly.has(name)),
    );
    expect(chain.length).toBeGreaterThanOrEqual(2 * sites.length);
    for (const [i, name] of chain.entries())
      expect([name, chain.slice(0, i).filter((earlier) => !allDependencies(assembly, name).has(earlier))]).toEqual([
        name,
        [],
      ]);
  });

  it('change whatever a gateway forwards by before the links and the routes that lead over it', () => {
    for (const { name, between } of links)
      for (const site of between.filter((end) => sites.includes(end))) {
        expect([...allDependencies(assembly, `${prefix}-link-${name}`)]).toContain(`${prefix}-${site}`);
        expect([...allDependencies(assembly, `${prefix}-${site}-routes`)]).toContain(`${prefix}-link-${name}`);
      }
  });
});

test('stacks that could be deployed at once are found', () => {
  const [{ assembly } = { assembly: undefined }] = examples.filter(({ topology }) => topology.sites.length > 2);
  if (!assembly) throw new Error('no example has three sites');
  const free = new Map([...assembly].map(([name, stack]) => [name, { ...stack, dependencies: [] }]));
  expect(atOnce(free, ['acme-iad-routes', 'acme-pdx-routes'])).toEqual(['acme-iad-routes and acme-pdx-routes']);
  expect(atOnce(assembly, ['acme-iad-routes', 'acme-pdx-routes'])).toEqual([]);
});
