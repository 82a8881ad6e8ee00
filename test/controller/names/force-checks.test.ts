import { forceSite, releaseSite } from '../../../lib/controller/names/force-checks';

const follows = (id: string, to: string) => ({ id, to });
const CHECKS = [
  follows('iad-to-iad', 'iad'),
  follows('cmh-to-iad', 'iad'),
  follows('cmh-to-pdx', 'pdx'),
  { id: 'users-usable' },
];

function aPort(refused: readonly string[] = []) {
  const calls: string[] = [];
  let [underWay, most] = [0, 0];
  const call = (what: string) => async (id: string) => {
    calls.push(`${what} ${id}`);
    underWay += 1;
    most = Math.max(most, underWay);
    await Promise.resolve();
    underWay -= 1;
    if (refused.includes(id)) throw new Error('Throttling');
  };
  const port = { read: async () => undefined, forceUnhealthy: call('force'), release: call('release') };
  return { calls, port, most: () => most };
}

test('the checks that follow a site are forced in every view, and those of other sites and of services are not', async () => {
  const { calls, port } = aPort();
  expect(await forceSite('iad', CHECKS, port)).toEqual([
    { kind: 'done', id: 'iad-to-iad' },
    { kind: 'done', id: 'cmh-to-iad' },
  ]);
  expect(calls).toEqual(['force iad-to-iad', 'force cmh-to-iad']);
});

test('they are let go in the same way', async () => {
  const { calls, port } = aPort();
  await releaseSite('iad', CHECKS, port);
  expect(calls).toEqual(['release iad-to-iad', 'release cmh-to-iad']);
});

test('one that fails is told, and keeps no other from being forced', async () => {
  const { calls, port } = aPort(['iad-to-iad']);
  expect(await forceSite('iad', CHECKS, port)).toEqual([
    { kind: 'failed', id: 'iad-to-iad', why: 'Throttling' },
    { kind: 'done', id: 'cmh-to-iad' },
  ]);
  expect(calls).toHaveLength(2);
});

test('a check that is named twice is asked once, and no two at a time', async () => {
  const { calls, port, most } = aPort();
  await forceSite('iad', [...CHECKS, ...CHECKS], port);
  expect(calls).toHaveLength(2);
  expect(most()).toBe(1);
});
