import { applySteering, desiredSteering } from '../../lib/controller/steer';
import type { BackboneLink } from '../../lib/routing/backbone';
import type { Network } from '../../lib/routing/network';
import { trace } from '../../lib/routing/trace';
import { type ProbePath, probePath } from '../../lib/twin/probe-path';
import { startProbing } from '../../lib/twin/probing';
import { networkOf } from '../support/networks';
import { understandExample } from '../support/outage';
import { aTwinWorld } from '../support/twin-world';

const { network, backbone } = understandExample('hybrid.yaml');
const AWS = ['cmh', 'iad', 'pdx'];
const ENDS = backbone.links.flatMap(({ name, between }) =>
  between.filter((site) => AWS.includes(site)).map((site): [string, string] => [name, site]),
);

function pathOf(link: string, site: string): ProbePath {
  const path = probePath(network, backbone, link, site);
  if (path === undefined || path === 'blind') throw new Error(`${link} has no probe at ${site}`);
  return path;
}

function crossedIn(world: Network, { there, back }: ProbePath): readonly string[] {
  return [there, back].map(({ from, to }) => {
    const { outcome, path } = trace(world, new Map(), from, to);
    return `${outcome} ${path.join()}`;
  });
}

/** The network as the controllers leave it when this link is down. */
function steeredAround(link: string): Network {
  const standings = new Map([[link, 'down' as const]]);
  return applySteering(network, backbone, desiredSteering(network, new Map(), backbone, standings));
}

/** Without the routes that are longer than any steering prefix: nothing is pinned. */
function unpinned(world: Network): Network {
  const tables = world.tables.map((table) => ({
    ...table,
    routes: table.routes.filter(({ prefix, origin }) => prefix.length < 28 || origin !== 'static'),
  }));
  return { ...world, tables };
}

test.each(ENDS)(
  'the probe of %s at %s crosses its link and no other, there and back, whichever link is steered around',
  (link, site) => {
    const own = [`delivered ${link}`, `delivered ${link}`];
    expect(crossedIn(network, pathOf(link, site))).toEqual(own);
    for (const { name } of backbone.links) expect(crossedIn(steeredAround(name), pathOf(link, site))).toEqual(own);
  },
);

test('a probe that is not pinned goes where its site is steered to', () => {
  const path = pathOf('iad-pdx', 'iad');
  expect(crossedIn(unpinned(steeredAround('iad-pdx')), path)[0]).not.toBe('delivered iad-pdx');
});

function linkNamed(name: string): BackboneLink {
  const link = backbone.links.find((one) => one.name === name);
  if (!link) throw new Error(`there is no link ${name}`);
  return link;
}

/** What an end has found of its link when another one, or itself, has dropped data for half a minute. */
async function verdictOn(link: string, site: string, tables: Network, path?: ProbePath, grey = link) {
  const world = aTwinWorld(backbone, tables);
  startProbing(world, { link: linkNamed(link), site, path });
  await world.clock.run(30_000);
  world.fabric.setCondition(grey, 'grey');
  await world.clock.run(60_000);
  return world.database.snapshot(site).observations.map(({ verdict }) => verdict);
}

test('a link that drops data is found bad by its pinned probe, and not by one that went another way', async () => {
  const path = pathOf('iad-pdx', 'iad');
  expect(await verdictOn('iad-pdx', 'iad', steeredAround('iad-pdx'), path)).toEqual(['bad']);
  expect(await verdictOn('iad-pdx', 'iad', unpinned(steeredAround('iad-pdx')), path)).toEqual(['good']);
});

test('a probe whose answer is lost on another link is a miss', async () => {
  const path = pathOf('ord-iad-dx', 'iad');
  const astray: ProbePath = { ...path, back: { ...path.back, to: pathOf('ord-pdx-dx', 'pdx').back.to } };
  expect(await verdictOn('ord-iad-dx', 'iad', network, astray, 'ord-pdx-dx')).toEqual(['bad']);
});

test('where one pin is missing the probe subnet that is left belongs to its link all the same', () => {
  const gateway = network.gateways.find(({ site }) => site === 'pdx')?.id;
  const subnet = network.vpcs.find(({ site }) => site === 'iad')?.probes?.[0]?.text;
  const tables = network.tables.map((table) =>
    table.gateway === gateway ? { ...table, routes: table.routes.filter((r) => r.prefix.text !== subnet) } : table,
  );
  expect(subnet).toBeDefined();
  expect(tables).not.toEqual(network.tables);
  expect(probePath({ ...network, tables }, backbone, 'iad-pdx', 'iad')).toEqual(pathOf('iad-pdx', 'iad'));
});

test('a network without probe subnets has no probe paths, and one without a target on premises measures nothing', async () => {
  expect(probePath(networkOf(backbone), backbone, 'iad-pdx', 'iad')).toBeUndefined();
  expect(await verdictOn('iad-pdx', 'iad', networkOf(backbone))).toEqual(['bad']);
  const links = backbone.links.map(({ probeTarget: _, ...link }) => link);
  expect(probePath(network, { ...backbone, links }, 'ord-iad-dx', 'iad')).toBe('blind');
});
