import type { Network } from '../../lib/routing/network';
import { aBackbone, aPeering, aSite } from './backbones';
import { bgpPortContract } from './contracts/bgp-port';
import type { GatewayWorld } from './contracts/gateway-world';
import { routingPortContract } from './contracts/routing-port';
import { type DirectConnectTiming, FakeWorld } from './fake-ports';
import { networkOf } from './networks';
import { anAdmission, aPublication } from './world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const reference = { table: 's0/spokes', list: 's0/to-s1', attachment: 's0-s2' };

function aFake() {
  const heard: string[] = [];
  const world = new FakeWorld(networkOf(backbone), (before, after) => {
    heard.push(before === after ? 'same' : 'changed');
  });
  return { world, ports: world.portsOf('s0'), heard };
}
const references = ({ network }: FakeWorld) =>
  network.tables.flatMap(({ id, routes }) => routes.filter((r) => r.origin === 'prefix-list').map(() => id));

async function open(network: Network, direct: Partial<DirectConnectTiming> = {}): Promise<GatewayWorld> {
  const world = new FakeWorld(network);
  world.direct = { ...world.direct, ...direct };
  return {
    routingOf: (site) => world.portsOf(site).routing,
    bgpOf: (site) => {
      const { bgp } = world.portsOf(site);
      if (!bgp) throw new Error(`${site} has no BGP link`);
      return bgp;
    },
    setCondition: (link, condition) => {
      world.conditions = new Map([...world.conditions, [link, condition]]);
    },
    untilSettled: async () => world.advance(world.direct.delayMs),
  };
}

describe('the routing port in memory', () => routingPortContract(open));
describe.each([
  { hears: 'old', shows: 'old' },
  { hears: 'old', shows: 'new' },
  { hears: 'new', shows: 'old' },
  { hears: 'new', shows: 'new' },
] as const)('the BGP port in memory, whose premises hear the $hears list while the $shows one is read', (direct) =>
  bgpPortContract((network) => open(network, direct)),
);

test('each change of the network is heard of, and a refused call changes nothing', async () => {
  const { ports, heard } = aFake();
  await ports.routing.createReference(reference);
  await ports.routing.modifyReference({ ...reference, attachment: 's0-s1' });
  await ports.routing.deleteReference(reference);
  await expect(ports.routing.deleteReference(reference)).rejects.toThrow('NotFound');
  expect(heard).toEqual(['changed', 'changed', 'changed']);
});

test('what one site writes to the database, the others read, and one item replaces the one before', async () => {
  const { world, ports } = aFake();
  const word = aPublication(backbone, world.network, 's0');
  await ports.database.publish(word);
  await ports.database.publish({ ...word, atMs: 5 });
  await ports.database.admit(anAdmission('s0-s1'));
  const read = await world.portsOf('s1').database.read();
  expect(read.publications).toEqual([{ ...word, atMs: 5 }]);
  expect(read.admissions).toEqual([anAdmission('s0-s1')]);
  await ports.database.dismiss('s0-s1');
  expect(world.snapshot.admissions).toEqual([]);
});

test.each([
  ['before', 0],
  ['after', 2],
] as const)('a crash %s a call leaves %d routes, and nothing works until it is revived', async (when, routes) => {
  const { world, ports } = aFake();
  world.crashAt(2, when);
  await ports.database.read();
  await expect(ports.routing.createReference(reference)).rejects.toThrow('crashed');
  await expect(ports.database.read()).rejects.toThrow('crashed');
  expect(references(world)).toHaveLength(routes);
  world.revive();
  await ports.database.read();
  expect(world.calls.map(({ name }) => name)).toEqual(['read', 'createReference', 'read']);
});

test('a refused call has no effect, and the next one of its name has', async () => {
  const { world, ports } = aFake();
  world.refuseNext(1, 'createReference');
  await expect(ports.routing.createReference(reference)).rejects.toThrow('RequestLimitExceeded');
  expect(references(world)).toEqual([]);
  await ports.routing.createReference(reference);
  expect(references(world)).toHaveLength(2);
});

test('time stands still until it is moved', () => {
  const { world, ports } = aFake();
  const before = ports.clock.now();
  world.advance(7);
  expect(ports.clock.now() - before).toBe(7);
});
