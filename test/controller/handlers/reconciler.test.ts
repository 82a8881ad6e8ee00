import { handle } from '../../../lib/controller/handlers/reconciler';
import { itemOf } from '../../../lib/controller/link-state-items/item';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { storedObservation } from '../../support/contracts/stores';
import { SiteRuns } from '../../support/site-runs';
import { allGood, anObservation, NOW_MS } from '../../support/world';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);

function aBatch(...verdicts: readonly ('good' | 'bad')[]) {
  const Records = verdicts.map((verdict) => ({
    eventSource: 'aws:dynamodb',
    dynamodb: {
      Keys: {},
      OldImage: itemOf(storedObservation(), 's0'),
      NewImage: itemOf(storedObservation({ verdict, atMs: NOW_MS + 1 }), 's0'),
    },
  }));
  return { Records };
}

const NEWS = aBatch('good', 'bad');
const SCHEDULE = { source: 'aws.events', 'detail-type': 'Scheduled Event' };
const SETTLE = { detour: 'settle' };

/** A link is down; `invoke` has the function of s0 do something about it. */
async function aSiteThatMustAct() {
  const sites = (await new SiteRuns(triangle).rounds(2)) as SiteRuns;
  sites.know({ observations: [...allGood(triangle), anObservation('s0-s1', 's0', { verdict: 'bad', wasBad: true })] });
  sites.world.calls.splice(0);
  let runs = 0;
  const invoke = (event: unknown) => {
    runs += 1;
    const run = { holder: `invocation ${runs}`, endMs: sites.world.nowMs + 60_000 };
    return sites.passing(handle(event, sites.worldOf('s0'), run));
  };
  return { sites, invoke, names: () => sites.world.calls.map(({ name }) => name) };
}

test.each([
  ['news', NEWS],
  ['the schedule', SCHEDULE],
  ['a deployment', SETTLE],
])('%s has it run, and what the run came to is given back', async (_, event) => {
  const { sites, invoke } = await aSiteThatMustAct();
  expect(await invoke(event)).toEqual({ kind: 'done', changed: 2, failed: 0, held: 0 });
  expect(sites.overrides()).toHaveLength(2);
});

test('a batch in which nothing is news costs no call', async () => {
  const { invoke, names } = await aSiteThatMustAct();
  expect(await invoke(aBatch('good', 'good'))).toBeUndefined();
  expect(names()).toEqual([]);
});

test.each([
  ['a deployment has', SETTLE, true],
  ['the schedule does not have', SCHEDULE, false],
  ['news does not have', NEWS, false],
])('%s the configuration read anew', async (_, event, isRead) => {
  const { invoke, names } = await aSiteThatMustAct();
  await invoke(event);
  expect(names().includes('readParameters')).toBe(isRead);
});

test.each([
  ['the schedule', SCHEDULE],
  ['a deployment', SETTLE],
])('%s is told that another run is at work', async (_, event) => {
  const { sites, invoke } = await aSiteThatMustAct();
  await sites.leases.get('s0')?.acquire('another', 60_000);
  expect(await invoke(event)).toEqual({ kind: 'busy' });
});

test('fails when another run may have read before the news was written, so that it comes again and is not lost', async () => {
  const { sites, invoke } = await aSiteThatMustAct();
  const other = await sites.leases.get('s0')?.acquire('another', 60_000);
  await expect(invoke(NEWS)).rejects.toThrow('may have read before');
  if (other) await sites.leases.get('s0')?.release(other);
  expect(await invoke(NEWS)).toMatchObject({ kind: 'done', changed: 2 });
});

test('fails when the run could not be finished', async () => {
  const { sites, invoke } = await aSiteThatMustAct();
  sites.world.refuseNext(1, 'readTables');
  await expect(invoke(SCHEDULE)).rejects.toThrow('readTables is refused');
  expect(sites.told()).toEqual(['reconcile-failed']);
});

test('of invocations that come together one acts, and the others find nothing left to do', async () => {
  const { sites, invoke } = await aSiteThatMustAct();
  const outcomes = await Promise.all([invoke(NEWS), invoke(SCHEDULE), invoke(SETTLE)]);
  expect(outcomes).toMatchObject([
    { kind: 'done', changed: 2 },
    { kind: 'done', changed: 0 },
    { kind: 'done', changed: 0 },
  ]);
  expect(sites.lost).toEqual([]);
});
