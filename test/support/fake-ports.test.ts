import { aBackbone, aPeering, aSite } from './backbones';
import { FakeWorld } from './fake-ports';
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

test('a reference is created, moved and deleted, all its prefixes at once, and each change is heard of', async () => {
  const { world, ports, heard } = aFake();
  await ports.routing.createReference(reference);
  expect(references(world)).toEqual(['s0/spokes', 's0/spokes']);
  await ports.routing.modifyReference({ ...reference, attachment: 's0-s1' });
  const { spokes } = await ports.routing.readTables();
  expect(spokes.routes.filter((r) => r.origin === 'prefix-list').map((r) => r.target)).toEqual(
    Array.from({ length: 2 }, () => ({ kind: 'attachment', attachment: 's0-s1' })),
  );
  await ports.routing.deleteReference(reference);
  expect(references(world)).toEqual([]);
  expect(heard).toEqual(['changed', 'changed', 'changed']);
});

test.each([
  ['fails to move a reference that is not there', 'modifyReference', reference],
  ['fails to delete a reference that is not there', 'deleteReference', reference],
  ['fails to write into a table of another site', 'createReference', { ...reference, table: 's1/spokes' }],
  ['fails to refer to a list of another site', 'createReference', { ...reference, list: 's1/to-s0' }],
  ['fails to send traffic to an attachment of another site', 'createReference', { ...reference, attachment: 's1-s2' }],
] as const)('%s', async (_, call, to) => {
  const { world, ports, heard } = aFake();
  await expect(ports.routing[call](to)).rejects.toThrow('NotFound');
  expect(references(world)).toEqual([]);
  expect(heard).toEqual([]);
});

test('fails to create a reference twice', async () => {
  const { ports } = aFake();
  await ports.routing.createReference(reference);
  await expect(ports.routing.createReference(reference)).rejects.toThrow('AlreadyExists');
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
