import type { RunOutcome } from '../../lib/controller/run';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import type { Call, CallName, Fault } from '../support/fake-ports';
import { withParameters } from '../support/plan-parameters';
import { SiteRuns } from '../support/site-runs';
import { allGood, anObservation, NOW_MS } from '../support/world';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const bad = [...allGood(triangle), anObservation('s0-s1', 's0', { verdict: 'bad', wasBad: true })];
const RESCUED = ['s0/spokes s0/to-s1 s0-s2', 's0/transit s0/to-s1 s0-s2'];

/** Everything is quiet, and then a link is down: a run of s0 makes two references and publishes. */
async function aFailure(): Promise<SiteRuns> {
  const sites = (await new SiteRuns(triangle).rounds(2)) as SiteRuns;
  sites.know({ observations: bad });
  sites.world.calls.splice(0);
  sites.outcomes.splice(0);
  return sites;
}

const names = (sites: SiteRuns) => sites.world.calls.map(({ name }) => name);
const texts = (sites: SiteRuns) => sites.world.audit.map(({ code, because }) => `${code}: ${because}`);

/** What goes wrong with the first call of that name, or with so many. */
function failing(sites: SiteRuns, name: CallName, fault: Fault, times = 1): void {
  let left = times;
  sites.world.faultOf = (call: Call) => {
    if (call.name !== name || left === 0) return undefined;
    left -= 1;
    return fault;
  };
}

async function run(sites: SiteRuns, site = 's0'): Promise<RunOutcome | Error> {
  return sites.passing(sites.run(site));
}

test('a run takes the lease, reads, writes, publishes, says what it did, and gives the lease back', async () => {
  const sites = await aFailure();
  expect(await run(sites)).toEqual({ kind: 'done', changed: 2, failed: 0, held: 0 });
  expect(sites.overrides()).toEqual(RESCUED);
  expect(names(sites)[0]).toBe('acquire');
  expect(names(sites).at(-1)).toBe('release');
  expect(sites.leases.get('s0')?.lease?.expiresMs).toBe(0);
  expect(sites.world.nowMs).toBeLessThan(NOW_MS + 60_000);
});

test('each run acts under the token of its own lease', async () => {
  const sites = await aFailure();
  sites.acts.splice(0);
  await run(sites);
  const first = sites.leases.get('s0')?.lease?.token;
  expect(new Set(sites.acts.map(({ token }) => token))).toEqual(new Set([first]));
  sites.acts.splice(0);
  await run(sites);
  const second = sites.leases.get('s0')?.lease?.token;
  expect(second).toBeGreaterThan(first ?? 0);
  expect(new Set(sites.acts.map(({ token }) => token))).toEqual(new Set([second]));
});

test('a run that finds nothing to do says so', async () => {
  const sites = await aFailure();
  await run(sites);
  expect(await run(sites)).toEqual({ kind: 'done', changed: 0, failed: 0, held: 0 });
});

test('a change that failed is counted, and the next run does it', async () => {
  const sites = await aFailure();
  failing(sites, 'createReference', { kind: 'refused', error: 'RequestLimitExceeded' });
  expect(await run(sites)).toEqual({ kind: 'done', changed: 1, failed: 1, held: 0 });
  expect(await run(sites)).toEqual({ kind: 'done', changed: 1, failed: 0, held: 0 });
  expect(sites.overrides()).toEqual(RESCUED);
});

test('a run waits for the lease of another, and then reads what was written before', async () => {
  const sites = await aFailure();
  const other = await sites.leases.get('s0')?.acquire('another', 20_000);
  const waiting = sites.run('s0');
  sites.know({ observations: allGood(triangle) });
  if (other) void sites.passing(sites.leases.get('s0')?.release(other) ?? Promise.resolve());
  expect(await sites.passing(waiting)).toEqual({ kind: 'done', changed: 0, failed: 0, held: 0 });
});

test('a run that waits takes the lease when that of a run that was killed has expired', async () => {
  const sites = await aFailure();
  const began = sites.world.nowMs;
  await sites.leases.get('s0')?.acquire('killed', 20_000);
  expect(await run(sites)).toMatchObject({ kind: 'done', changed: 2 });
  expect(sites.world.nowMs - began).toBe(20_000);
});

test('a run that another keeps out for as long as it can wait leaves all to it, and says so while there is time', async () => {
  const sites = await aFailure();
  const began = sites.world.nowMs;
  await sites.leases.get('s0')?.acquire('another', 60_000);
  expect(await run(sites)).toEqual({ kind: 'busy' });
  expect(sites.told()).toEqual(['reconcile-busy']);
  expect(names(sites)).not.toContain('readTables');
  expect(sites.world.nowMs - began).toBeLessThan(21_000);
  expect(sites.leases.get('s0')?.lease?.holder).toBe('another');
});

test('a run that lasts renews its lease before a call could outlast it', async () => {
  const sites = await aFailure();
  sites.world.before = async ({ name }) => {
    if (name === 'createReference') sites.world.advance(6_000);
  };
  expect(await run(sites)).toMatchObject({ kind: 'done', changed: 2 });
  expect(names(sites).filter((name) => name === 'renew')).toHaveLength(1);
});

test('a run that has lost its lease begins no further call, and says what it had done', async () => {
  const sites = await aFailure();
  sites.world.before = async ({ name }) => {
    if (name !== 'createReference' || sites.leases.get('s0')?.lease?.holder === 'another') return;
    sites.world.advance(20_000);
    await sites.leases.get('s0')?.acquire('another', 20_000);
  };
  const outcome = await run(sites);
  expect(String(outcome)).toContain('another run has taken the lease');
  expect(names(sites).filter((name) => name === 'createReference')).toHaveLength(2);
  expect(names(sites)).not.toContain('publish');
  expect(sites.told()).toEqual(['link-probes-lost', 'override-created', 'reconcile-failed']);
  expect(sites.leases.get('s0')?.lease?.holder).toBe('another');
});

test('a run whose time is over writes no more, and says what it did and what it did not', async () => {
  const sites = await aFailure();
  let writes = 0;
  sites.world.before = async ({ name }) => {
    if (name === 'createReference' && ++writes === 1) sites.world.advance(36_000);
    if (name === 'renew') throw new Error('there is no time for it either');
  };
  await run(sites);
  expect(sites.overrides()).toHaveLength(2);
  expect(names(sites)).not.toContain('publish');
  expect(sites.told()).toEqual(['link-probes-lost', 'override-created', 'reconcile-failed']);
});

test('changes that there is no time for are said to have failed', async () => {
  const sites = await aFailure();
  sites.world.before = async ({ name }) => {
    if (name === 'readTables') sites.world.advance(36_000);
  };
  await run(sites);
  expect(sites.overrides()).toEqual([]);
  expect(texts(sites).filter((text) => text.startsWith('write-failed'))).toEqual(
    Array(2).fill('write-failed: there is no time left for it in this run, and the next one does it'),
  );
});

test.each([true, false])(
  'a write that nobody answers holds up no other, and is said to have failed (%s)',
  async (hasEffect) => {
    const sites = await aFailure();
    failing(sites, 'createReference', { kind: 'silent', hasEffect });
    expect(await run(sites)).toEqual({ kind: 'done', changed: 1, failed: 1, held: 0 });
    expect(texts(sites)).toContain('write-failed: createReference was not answered within 10 s');
    expect(names(sites)).toContain('publish');
    sites.world.faultOf = () => undefined;
    await run(sites);
    expect(sites.overrides()).toEqual(RESCUED);
  },
);

test.each<[CallName, string]>([
  ['acquire', 'the lease was not answered within 10 s'],
  ['readParameters', 'the configuration of s0 cannot be used'],
  ['read', 'read was not answered within'],
  ['readTables', 'readTables was not answered within'],
  ['publish', 'publish was not answered within 10 s'],
])('a run in which %s is never answered ends in time, and says why', async (name, why) => {
  const sites = await aFailure();
  const began = sites.world.nowMs;
  if (name === 'readParameters') {
    sites.restart('s0');
    failing(sites, name, { kind: 'refused', error: 'ThrottlingException' });
  } else failing(sites, name, { kind: 'silent', hasEffect: false });
  expect(String(await run(sites))).toContain(why);
  expect(texts(sites).at(-1)).toContain(why);
  expect(sites.world.nowMs - began).toBeLessThan(50_000);
});

test.each(['refused', 'silent'] as const)(
  'what a run came to stays so when giving the lease back is %s',
  async (kind) => {
    const sites = await aFailure();
    failing(sites, 'release', kind === 'refused' ? { kind, error: 'AccessDenied' } : { kind, hasEffect: false });
    expect(await run(sites)).toEqual({ kind: 'done', changed: 2, failed: 0, held: 0 });
    expect(sites.told()).toContain('reconcile-failed');
    expect(await run(sites)).toMatchObject({ kind: 'done' });
  },
);

test('fails with both reasons when it can neither work nor say so', async () => {
  const sites = await aFailure();
  sites.world.faultOf = ({ name }) =>
    name === 'readTables' || name === 'record' ? { kind: 'refused', error: `${name} is denied` } : undefined;
  const error = String(await run(sites));
  expect(error).toContain('readTables is denied');
  expect(error).toContain('record is denied');
  expect(sites.leases.get('s0')?.lease?.expiresMs).toBe(0);
});

test('what is wrong with the configuration is told, and keeps no traffic where it is lost', async () => {
  const sites = await aFailure();
  const whole = sites.parameters.get('s0') ?? new Map();
  sites.parameters.set('s0', withParameters(whole, { 'routing/lists/s2': undefined }));
  failing(sites, 'record', { kind: 'refused', error: 'InternalServerError' });
  const outcome = await sites.passing(sites.run('s0', { fresh: true }));
  expect(String(outcome)).toContain('InternalServerError');
  expect(sites.overrides()).toEqual(RESCUED);
  expect(sites.told()).not.toContain('config-incomplete');
  await run(sites);
  const told = () => sites.world.audit.filter(({ code }) => code === 'config-incomplete');
  expect(told()).toHaveLength(1);
  await run(sites);
  expect(told()).toHaveLength(1);
});

test('a deployment has the configuration read again, and the schedule does not', async () => {
  const sites = await aFailure();
  await run(sites);
  expect(names(sites)).not.toContain('readParameters');
  await sites.passing(sites.run('s0', { fresh: true }));
  expect(names(sites)).toContain('readParameters');
});

const CALLS_OF_A_RUN = 9;

test.each(['before', 'after'] as const)(
  'a run that dies %s any of its calls leaves the rest to the next one',
  async (when) => {
    const whole = await aFailure();
    await run(whole);
    expect(whole.world.calls.length).toBeGreaterThanOrEqual(CALLS_OF_A_RUN);
    for (let at = 1; at <= whole.world.calls.length; at++) {
      const sites = await aFailure();
      sites.world.crashAt(at, when);
      await run(sites);
      sites.world.revive();
      const began = sites.world.nowMs;
      expect(await run(sites)).toMatchObject({ kind: 'done', failed: 0 });
      expect(sites.world.nowMs - began).toBeLessThanOrEqual(20_000);
      expect({ at, overrides: sites.overrides(), lost: sites.lost }).toEqual({ at, overrides: RESCUED, lost: [] });
    }
  },
);
