import fc from 'fast-check';
import { CODES } from '../../lib/net/codes';
import type { Network } from '../../lib/routing/network';
import { aBackbone, aPeering, aSite, peeredBackbones } from '../support/backbones';
import { Sites } from '../support/sites';
import {
  allGood,
  aNotice,
  anObservation,
  anOrder,
  MINUTE_MS,
  NOW_MS,
  standing,
  steeredNetwork,
} from '../support/world';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const maintenance = { notices: [aNotice('s0-s1', { endMs: NOW_MS + 10 * MINUTE_MS })] };
const bad = (link: string) => [...allGood(triangle), anObservation(link, 's0', { verdict: 'bad', wasBad: true })];
const DRAINED = [
  's0/spokes s0/to-s1 s0-s2',
  's0/transit s0/to-s1 s0-s2',
  's1/spokes s1/to-s0 s1-s2',
  's1/transit s1/to-s0 s1-s2',
];

function codesOf(sites: Sites): readonly string[] {
  return sites.world.audit.map(({ site, code, link }) => (link ? `${site} ${code} ${link}` : `${site} ${code}`));
}

test('a healthy site says that it lives, writes nothing else, and says so again after 30 s and no sooner', async () => {
  const sites = await new Sites(triangle).rounds(4);
  expect(sites.overrides()).toEqual([]);
  sites.world.calls.splice(0);
  const published = () => sites.world.writes().filter((name) => name === 'publish').length;
  await sites.reconcile('s0');
  const last = sites.world.snapshot.publications.find(({ site }) => site === 's0')?.atMs ?? 0;
  const before = published();
  sites.world.nowMs = last + 29_999;
  await sites.reconcile('s0');
  expect(published()).toBe(before);
  sites.world.nowMs = last + 30_000;
  await sites.reconcile('s0');
  expect(published()).toBe(before + 1);
  expect(new Set(sites.world.writes())).toEqual(new Set(['publish']));
  expect(sites.world.audit).toEqual([]);
});

test('a drain is announced, agreed, done on both ends and found complete, and a restore takes everything back', async () => {
  const sites = await new Sites(triangle).know(maintenance).rounds(10);
  expect(sites.overrides()).toEqual(DRAINED);
  expect(sites.world.snapshot.admissions.map(({ link }) => link)).toEqual(['s0-s1']);
  expect(codesOf(sites)).toContain('s0 drain-complete s0-s1');
  sites.world.advance(10 * MINUTE_MS);
  await sites.rounds(10);
  expect(sites.overrides()).toEqual([]);
  expect(sites.world.snapshot.admissions).toEqual([]);
  expect(sites.lost).toEqual([]);
});

test('reconciling twice on the same facts writes nothing the second time', async () => {
  const sites = await new Sites(triangle).know(maintenance).rounds(10);
  for (const { name } of triangle.sites) await sites.reconcile(name);
  sites.world.calls.splice(0);
  const said = sites.world.audit.length;
  for (const { name } of triangle.sites) await sites.reconcile(name);
  expect(sites.world.writes()).toEqual([]);
  expect(sites.world.audit).toHaveLength(said);
});

test('each thing is said once, with a code of the registry, from the wish to the end of the drain', async () => {
  const sites = await new Sites(triangle).know(maintenance).rounds(10);
  sites.world.advance(10 * MINUTE_MS);
  await sites.rounds(10);
  for (const entry of sites.world.audit) {
    expect(Object.keys(CODES)).toContain(entry.code);
    expect(entry.because).not.toBe('');
  }
  const about = (code: string) => codesOf(sites).filter((said) => said.includes(code));
  expect([...about('link-maintenance')].sort()).toEqual(
    ['s0', 's1', 's2'].map((site) => `${site} link-maintenance s0-s1`),
  );
  expect(about('drain-admitted')).toEqual(['s0 drain-admitted s0-s1']);
  expect(about('drain-complete')).toEqual(['s0 drain-complete s0-s1']);
  expect(about('drain-ended')).toEqual(['s0 drain-ended s0-s1']);
  expect(about('override-created')).toHaveLength(4);
  expect(about('override-removed')).toHaveLength(4);
  expect(about('link-healthy')).toHaveLength(3);
  expect(about('write-failed')).toEqual([]);
});

test('a link that is down is left in the first reconcile, by each of its ends alone', async () => {
  const sites = await new Sites(triangle).rounds(2);
  sites.conditions = new Map([['s0-s1', 'grey']]);
  sites.know({ observations: bad('s0-s1') });
  await sites.reconcile('s0');
  expect(sites.undelivered()).toEqual(['s1 s0 dead-link']);
  await sites.reconcile('s1');
  expect(sites.undelivered()).toEqual([]);
  expect(sites.overrides()).toEqual(DRAINED);
});

test('a rejected write is said, changes nothing, and is made good by the next reconcile', async () => {
  const sites = await new Sites(triangle).rounds(2);
  sites.know({ observations: bad('s0-s1') });
  sites.world.refuseNext(2, 'createReference');
  await sites.reconcile('s0');
  expect(codesOf(sites).filter((said) => said.includes('write-failed'))).toEqual([
    's0 write-failed',
    's0 write-failed',
  ]);
  expect(sites.overrides()).toEqual([]);
  await sites.rounds(2);
  expect(sites.overrides()).toEqual(DRAINED);
});

/** With a longer route in s0's spokes that keeps part of s1 on s0-s1. */
function leaking(network: Network): Network {
  const tables = network.tables.map((table) => {
    const [route] = table.routes.filter(({ origin }) => origin === 'static');
    const entry = network.prefixLists.find(({ id }) => id === 's0/to-s1')?.entries[0];
    if (table.id !== 's0/spokes' || !route || !entry) return table;
    return { ...table, routes: [...table.routes, { ...route, prefix: entry, source: 'leaked' }] };
  });
  return { ...network, tables };
}

function residuals(sites: Sites): readonly string[] {
  return sites.world.audit.filter(({ code }) => code === 'residual-route').map(({ because }) => because);
}

const RESIDUAL = 'spokes still sends part of s1 over s0-s1 instead of s0-s2';

test('a longer route that keeps traffic on the drained link is found and said, once', async () => {
  const sites = await new Sites(triangle, leaking(steeredNetwork(triangle))).rounds(2);
  sites.know({ observations: bad('s0-s1') });
  await sites.reconcile('s0');
  expect(residuals(sites)).toEqual([RESIDUAL]);
  await sites.rounds(3);
  expect(residuals(sites)).toEqual([RESIDUAL]);
});

test('a longer route that somebody adds while a run writes is found when it reads back, and said once', async () => {
  const sites = await new Sites(triangle).rounds(2);
  sites.know({ observations: bad('s0-s1') });
  sites.world.before = async ({ name }) => {
    if (name !== 'createReference') return;
    sites.world.before = async () => {};
    sites.world.network = leaking(sites.world.network);
  };
  await sites.rounds(3);
  expect(residuals(sites)).toEqual([RESIDUAL]);
});

test('fails to say that a longer route was found, and says it with the next run', async () => {
  const sites = await new Sites(triangle, leaking(steeredNetwork(triangle))).rounds(2);
  sites.know({ observations: bad('s0-s1') });
  let records = 0;
  sites.world.faultOf = ({ name }) =>
    name === 'record' && ++records === 2 ? { kind: 'refused', error: 'ThrottlingException' } : undefined;
  await sites.reconcile('s0');
  expect([records, residuals(sites)]).toEqual([2, []]);
  await sites.rounds(3);
  expect(residuals(sites)).toEqual([RESIDUAL]);
});

test('while all is frozen nothing is written, and what is held is said once', async () => {
  const sites = await new Sites(triangle).rounds(2);
  await sites.know({ observations: bad('s0-s1'), orders: [anOrder('freeze')] }).rounds(5);
  expect(sites.overrides()).toEqual([]);
  expect(codesOf(sites).filter((said) => said.includes('held-frozen'))).toHaveLength(4);
  await sites.know({ orders: [] }).rounds(2);
  expect(sites.overrides()).toEqual(DRAINED);
});

test.each(['read', 'readTables', 'publish', 'record'] as const)(
  'fails without a loop of errors when %s is refused, and the next reconcile does what was left undone',
  async (call) => {
    const sites = await new Sites(triangle).rounds(2);
    sites.know({ observations: bad('s0-s1') });
    sites.world.refuseNext(1, call);
    await sites.reconcile('s0');
    expect(codesOf(sites)).toContain('s0 reconcile-failed');
    await sites.rounds(3);
    expect(sites.overrides()).toEqual(DRAINED);
  },
);

test('whichever link is drained and restored, no flow is lost on the way and nothing is left behind', async () => {
  await fc.assert(
    fc.asyncProperty(peeredBackbones, fc.nat(), async (backbone, n) => {
      const link = backbone.links[n % backbone.links.length]?.name ?? '';
      const sites = await new Sites(backbone)
        .know({ notices: [aNotice(link, { endMs: NOW_MS + MINUTE_MS })] })
        .rounds(14);
      expect(sites.lost).toEqual([]);
      const drained = steeredNetwork(backbone, standing({ [link]: 'drained' }));
      expect(sites.overrides()).toEqual(new Sites(backbone, drained).overrides());
      sites.world.advance(10 * MINUTE_MS);
      await sites.rounds(14);
      expect([...sites.lost, ...sites.overrides(), ...sites.undelivered()]).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('fails to say anything, and moves the traffic and publishes all the same', async () => {
  const sites = await new Sites(triangle).rounds(4);
  sites.know({ observations: bad('s0-s1') });
  sites.world.refuseNext(100, 'record');
  await sites.reconcile('s0');
  expect(codesOf(sites)).toEqual(['s0 reconcile-failed']);
  expect(sites.overrides()).toEqual(DRAINED.slice(0, 2));
  const said = sites.world.snapshot.publications.find(({ site }) => site === 's0');
  expect(said?.hops.s1).toEqual({ transit: ['s0-s2'], spokes: ['s0-s2'] });
});

test('fails to publish, and says what it did all the same', async () => {
  const sites = await new Sites(triangle).rounds(4);
  sites.know({ observations: bad('s0-s1') });
  sites.world.refuseNext(1, 'publish');
  await sites.reconcile('s0');
  expect(codesOf(sites)).toContain('s0 override-created');
});

test('each run tells which sites are reached, by its tables as they are after it has changed them', async () => {
  const sites = await new Sites(triangle).rounds(2);
  const { reachable } = sites.world;
  expect(reachable.get('s0')).toEqual([
    { to: 's0', value: 1 },
    { to: 's1', value: 1 },
    { to: 's2', value: 1 },
  ]);
  sites.know({ observations: bad('s0-s1') });
  reachable.clear();
  await sites.reconcile('s0');
  expect(sites.overrides()).toContain('s0/spokes s0/to-s1 s0-s2');
  expect(reachable.get('s0')).toContainEqual({ to: 's1', value: 1 });
});

test('a site that nothing arrives at any more is told as not reached, and as reached when it is again', async () => {
  const sites = await new Sites(triangle).rounds(2);
  const both = [
    anObservation('s0-s1', 's0', { verdict: 'bad', wasBad: true }),
    anObservation('s1-s2', 's2', { verdict: 'bad', wasBad: true }),
  ];
  sites.know({ observations: [...allGood(triangle), ...both] });
  await sites.rounds(3);
  const toS1 = (site: string) => sites.world.reachable.get(site)?.find(({ to }) => to === 's1')?.value;
  expect([toS1('s0'), toS1('s2')]).toEqual([0, 0]);
  const good = { sinceMs: sites.world.nowMs };
  const again = both.map((one) => ({ ...one, ...good, verdict: 'good' as const }));
  sites.know({ observations: [...allGood(triangle), ...again] });
  sites.world.advance(10 * MINUTE_MS);
  await sites.rounds(3);
  expect([toS1('s0'), toS1('s2')]).toEqual([1, 1]);
});

test('an evacuated site is told as not reached by every other until the order is over, and no route changes', async () => {
  const sites = await new Sites(triangle).rounds(2);
  sites.know({ orders: [anOrder('evacuate', undefined, { site: 's2', expiresMs: NOW_MS + 30 * MINUTE_MS })] });
  await sites.rounds(1);
  const told = () => ['s0', 's1'].map((site) => sites.world.reachable.get(site)?.find(({ to }) => to === 's2')?.value);
  expect(told()).toEqual([0, 0]);
  expect(sites.overrides()).toEqual([]);
  sites.world.advance(30 * MINUTE_MS);
  await sites.rounds(1);
  expect(told()).toEqual([1, 1]);
});

test('that it cannot tell which sites are reached fails a run, and keeps nothing else from being done', async () => {
  const sites = await new Sites(triangle).rounds(2);
  sites.know({ observations: bad('s0-s1') });
  sites.world.refuseNext(1, 'tellReachable');
  sites.world.calls.splice(0);
  await sites.reconcile('s0');
  expect(sites.world.audit.at(-1)).toMatchObject({
    code: 'reconcile-failed',
    because: expect.stringContaining('tellReachable'),
  });
  expect(sites.overrides()).toHaveLength(2);
  expect(sites.world.writes()).toEqual(expect.arrayContaining(['publish', 'record']));
});
