// Between which custom resources a site is deployed: nothing of its routes changes before the guard has looked, and nothing
// comes after what waits until the controller has settled.

import { assemblyOf, stackOf, type Template } from '../support/assembly';
import { allDependencies } from '../support/deployment';
import { awsSite, hybrid, ring, topology } from '../support/topologies';

const assembly = assemblyOf(hybrid());
const SITES = ['cmh', 'iad', 'pdx'];

type Resources = Template['Resources'];

function ofType(resources: Resources, type: string): readonly [string, Resources[string]][] {
  return Object.entries(resources).filter(([, { Type }]) => Type === type);
}

/** Everything that a resource waits for, by DependsOn. */
function waitedFor(resources: Resources, id: string): ReadonlySet<string> {
  const all = new Set<string>();
  const visit = (one: string): void => {
    for (const next of [resources[one]?.DependsOn ?? []].flat())
      if (!all.has(next)) {
        all.add(next);
        visit(next);
      }
  };
  visit(id);
  return all;
}

test.each(SITES)('no route, pin or end of %s changes before the guard has looked', (site) => {
  const { Resources } = stackOf(assembly, `acme-${site}-routes`).template;
  const [[guard] = ['']] = ofType(Resources, 'Custom::DetourDrainGuard');
  const changing = [
    'AWS::EC2::TransitGatewayRoute',
    'AWS::EC2::TransitGatewayRouteTableAssociation',
    'Custom::DetourPeering',
  ];
  const ids = changing.flatMap((type) => ofType(Resources, type).map(([id]) => id));
  expect(ids.length).toBeGreaterThan(3);
  for (const id of ids) expect([id, [...waitedFor(Resources, id)].includes(guard)]).toEqual([id, true]);
});

test('the guard of routes knows every link of its site, and that of a site every other site', () => {
  for (const site of SITES) {
    const [[, routes] = []] = ofType(
      stackOf(assembly, `acme-${site}-routes`).template.Resources,
      'Custom::DetourDrainGuard',
    );
    const links = hybrid()
      .links.filter(({ between }) => between.includes(site))
      .map(({ name }) => name);
    expect(routes?.Properties).toMatchObject({ Site: site, Links: links.sort(), Sites: [] });
    const [[, others] = []] = ofType(stackOf(assembly, `acme-${site}`).template.Resources, 'Custom::DetourDrainGuard');
    const sites = hybrid()
      .sites.map(({ name }) => name)
      .filter((name) => name !== site);
    expect(others?.Properties).toMatchObject({ Site: site, Links: [], Sites: sites.sort() });
  }
});

test.each(hybrid().links)('nothing of link $name changes before the guard has looked', ({ name, between }) => {
  const stack = `acme-link-${name}`;
  const { Resources } = stackOf(assembly, stack).template;
  const [[guard, resource] = ['', undefined], ...others] = ofType(Resources, 'Custom::DetourDrainGuard');
  expect(others).toEqual([]);
  const { Site: site, ServiceToken: token, ...guarded } = resource?.Properties ?? {};
  expect(guarded).toMatchObject({ Links: [name], Sites: [], Identity: { TransitGatewayId: expect.anything() } });
  expect(between).toContain(site);
  expect(JSON.stringify(token)).toContain(`"acme-${site}"`);
  expect(stackOf(assembly, stack).region).toBe(stackOf(assembly, `acme-${site}`).region);
  const ids = Object.keys(Resources).filter((id) => id !== guard);
  expect(ids).not.toEqual([]);
  for (const id of ids) expect([id, [...waitedFor(Resources, id)].includes(guard)]).toEqual([id, true]);
});

test('the site that admits drains is guarded in the stacks that are deployed first', () => {
  const { policy } = hybrid();
  for (const site of SITES) {
    const [[, guard] = []] = ofType(stackOf(assembly, `acme-${site}`).template.Resources, 'Custom::DetourDrainGuard');
    expect(guard?.Properties.Admission).toBe(policy.admission);
    expect(allDependencies(assembly, 'acme-link-state')).toContain(`acme-${site}`);
  }
});

test('a site without links guards nothing, because nothing is ever steered there', () => {
  const before = ring();
  const alone = assemblyOf(topology({ sites: [...before.sites, awsSite('fra', 5)], links: before.links }));
  const [[, guard] = []] = ofType(stackOf(alone, 'acme-fra').template.Resources, 'Custom::DetourDrainGuard');
  expect(guard?.Properties).toMatchObject({ Site: 'fra', Links: [], Sites: [] });
});

test.each(SITES)('the controller of %s is waited for after everything else of its stack', (site) => {
  const { Resources } = stackOf(assembly, `acme-${site}-controller`).template;
  const [[settled, resource] = ['', undefined]] = ofType(Resources, 'Custom::DetourSettled');
  const waited = waitedFor(Resources, settled);
  for (const type of ['AWS::SSM::Parameter', 'AWS::Lambda::EventSourceMapping', 'AWS::Events::Rule'])
    for (const [id] of ofType(Resources, type)) expect([type, waited.has(id)]).toEqual([type, true]);
  expect(resource?.Properties.Deployed).toMatch(/^\d+\.\d+\.\d+ [0-9a-f]{32}$/);
});

test('another topology is another deployment for every site, and the same one is not', () => {
  const deployedAt = (from: ReturnType<typeof assemblyOf>) =>
    ['dub', 'iad'].map((site) => {
      const [[, settled] = []] = ofType(
        stackOf(from, `acme-${site}-controller`).template.Resources,
        'Custom::DetourSettled',
      );
      return settled?.Properties.Deployed;
    });
  const before = ring();
  const [first, ...others] = before.links;
  if (!first) throw new Error('a ring has links');
  const changed = ring({ links: [{ ...first, cost: first.cost + 1 }, ...others] });
  expect(deployedAt(assemblyOf(ring()))).toEqual(deployedAt(assemblyOf(before)));
  for (const [i, deployed] of deployedAt(assemblyOf(changed)).entries())
    expect(deployed).not.toBe(deployedAt(assemblyOf(before))[i]);
});

test('a site is settled before anything of the next one changes', () => {
  const order = SITES.map((site) => `acme-${site}-routes`);
  for (const [i, routes] of order.entries())
    for (const site of SITES.slice(0, i))
      expect(allDependencies(assembly, routes)).toContain(`acme-${site}-controller`);
});
