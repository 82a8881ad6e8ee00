import { applySteering, desiredSteering } from '../../lib/controller/steer';
import type { Network } from '../../lib/routing/network';
import { trace } from '../../lib/routing/trace';
import { VirtualClock } from '../../lib/twin/clock';
import { ReplicatedDatabase } from '../../lib/twin/database';
import { Fabric } from '../../lib/twin/fabric';
import { LATENCIES } from '../../lib/twin/latencies';
import { type ProbePath, probePath } from '../../lib/twin/probe-path';
import { startProbing } from '../../lib/twin/probing';
import { randomFrom } from '../../lib/twin/random';
import { networkOf } from '../support/networks';
import { understandExample } from '../support/outage';

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

/** What an end has found of its link after a minute in which it drops data. */
async function verdictOn(link: string, site: string, world: Network, path?: ProbePath) {
  const clock = new VirtualClock(0);
  const fabric = new Fabric(world);
  const database = new ReplicatedDatabase(AWS, clock, LATENCIES, randomFrom(1));
  const end = { link, site, policy: backbone.policy.probe, linkMs: LATENCIES.linkMs };
  startProbing(path ? { ...end, path } : end, fabric, database, clock, randomFrom(1));
  await clock.run(30_000);
  fabric.setCondition(link, 'grey');
  await clock.run(90_000);
  return database.snapshot(site).observations.map(({ verdict }) => verdict);
}

test('a link that drops data is found bad by its pinned probe, and not by one that went another way', async () => {
  const path = pathOf('iad-pdx', 'iad');
  expect(await verdictOn('iad-pdx', 'iad', steeredAround('iad-pdx'), path)).toEqual(['bad']);
  expect(await verdictOn('iad-pdx', 'iad', unpinned(steeredAround('iad-pdx')), path)).toEqual(['good']);
});

test('a probe whose answer is lost on another link is a miss', async () => {
  const path = pathOf('ord-iad-dx', 'iad');
  const astray: ProbePath = { ...path, back: { ...path.back, to: pathOf('ord-pdx-dx', 'pdx').back.to } };
  const clock = new VirtualClock(0);
  const fabric = new Fabric(network);
  const database = new ReplicatedDatabase(AWS, clock, LATENCIES, randomFrom(1));
  const end = { link: 'ord-iad-dx', site: 'iad', policy: backbone.policy.probe, linkMs: LATENCIES.linkMs };
  startProbing({ ...end, path: astray }, fabric, database, clock, randomFrom(1));
  await clock.run(30_000);
  fabric.setCondition('ord-pdx-dx', 'grey');
  await clock.run(60_000);
  expect(database.snapshot('iad').observations.map(({ verdict }) => verdict)).toEqual(['bad']);
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
