import { failureEntry } from '../../lib/controller/audit';
import { execute } from '../../lib/controller/execute';
import { overridesFor } from '../../lib/controller/overrides';
import { planOverrides } from '../../lib/controller/plan';
import type { Standings } from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { FakeWorld } from '../support/fake-ports';
import { NOW_MS, siteIn, standing, steeredNetwork } from '../support/world';

//   s0 has a link to each of s1, s2, s3, and these have links to each other.
const mesh = aBackbone(
  [aSite(0), aSite(1), aSite(2), aSite(3)],
  [aPeering(0, 1), aPeering(0, 2), aPeering(0, 3), aPeering(1, 2), aPeering(1, 3), aPeering(2, 3)],
);

/** s0 steered by the old standings is to be steered by the new ones. */
function changing(old: Standings, next: Standings) {
  const world = new FakeWorld(steeredNetwork(mesh, old));
  const { routing, tables } = siteIn(world.network, 's0');
  const changes = planOverrides(routing, tables, mesh, overridesFor(routing, tables, mesh, next));
  const planned = { backbone: mesh, routing, ends: new Map() };
  return { world, routing, tables, changes, planned, run: () => execute(changes, planned, world.portsOf('s0')) };
}
const drained = standing({ 's0-s1': 'drained' });

test('nothing to write costs no call', async () => {
  const { world, run } = changing(new Map(), new Map());
  expect(await run()).toEqual([]);
  expect(world.calls).toEqual([]);
});

test('one call moves a whole site in one table', async () => {
  const { world, run } = changing(new Map(), drained);
  await run();
  expect(world.calls.map(({ name }) => name)).toEqual(['createReference', 'createReference']);
});

test('an override that stands is moved, not taken away and made anew', async () => {
  const { world, run } = changing(drained, standing({ 's0-s1': 'drained', 's0-s2': 'drained' }));
  await run();
  expect(world.writes().filter((name) => name === 'modifyReference')).toHaveLength(2);
  expect(world.writes()).not.toContain('deleteReference');
});

test('everything that adds or moves is written before anything is removed', async () => {
  const { world, changes, run } = changing(drained, standing({ 's0-s2': 'drained', 's0-s3': 'drained' }));
  expect(changes.map(({ after }) => after === null)).toContain(true);
  await run();
  const names = world.writes().filter((name) => name !== 'record');
  expect(names.indexOf('deleteReference')).toBeGreaterThan(names.lastIndexOf('createReference'));
});

test('each write is said with what was there before and after, in the order of the plan', async () => {
  const { changes, run } = changing(new Map(), drained);
  expect(await run()).toMatchObject(
    changes.map(({ table, remote, before, after }) => ({
      atMs: NOW_MS,
      site: 's0',
      code: 'override-created',
      because: `traffic to s1 in ${table} now goes over s0-s2`,
      change: { table, remote, before, after },
    })),
  );
});

test('one write that is refused does not keep the others from being done', async () => {
  const { world, run } = changing(new Map(), drained);
  world.refuseNext(1, 'createReference');
  const entries = await run();
  expect(entries.map(({ code }) => code)).toEqual(['write-failed', 'override-created']);
  expect(entries[0]?.because).toBe('RequestLimitExceeded: createReference is refused');
});

test('fails one change, not the others, when it names a link that is not attached here', async () => {
  const { world, planned, changes } = changing(new Map(), drained);
  const wrong = changes.map((change, i) => (i === 0 ? { ...change, after: 's2-s3' } : change));
  const entries = await execute(wrong, planned, world.portsOf('s0'));
  expect(entries.map(({ code }) => code)).toEqual(['write-failed', 'override-created']);
});

test('a reconcile that failed says why, whatever was thrown', () => {
  expect(failureEntry(new Error('no answer'), 's0', 5)).toEqual({
    atMs: 5,
    site: 's0',
    code: 'reconcile-failed',
    because: 'no answer',
  });
  expect(failureEntry('no answer', 's0', 5).because).toBe('no answer');
});
