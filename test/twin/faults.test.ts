import { VirtualClock } from '../../lib/twin/clock';
import type { Effect } from '../../lib/twin/effects';
import { Fabric } from '../../lib/twin/fabric';
import { LinkFaults } from '../../lib/twin/faults';
import { startHearing } from '../../lib/twin/hearing';
import { LATENCIES, type Latencies } from '../../lib/twin/latencies';
import { randomFrom } from '../../lib/twin/random';
import type { Fault } from '../../lib/twin/scenario';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';

const backbone = aBackbone(
  [aSite(0), aSite(1), aSite(9, 'on-prem')],
  [
    aPeering(0, 1),
    { name: 'dx', kind: 'direct-connect', between: ['p9', 's0'], cost: 1, sharedRisks: [] },
    { name: 'vpn', kind: 'site-to-site-vpn', between: ['p9', 's0'], cost: 9, sharedRisks: [] },
  ],
);

const EXACT: Latencies = {
  ...LATENCIES,
  bgpUpdate: [1_500, 1_500],
  sessionLost: { 'direct-connect': [900, 900], vpn: [30_000, 30_000] },
  sessionBack: { 'direct-connect': [5_000, 5_000], vpn: [20_000, 20_000] },
};

/** Every condition that a link has been in, with when it began. */
async function conditionsOf(link: string, faults: readonly Omit<Fault, 'link'>[], untilMs: number) {
  const clock = new VirtualClock(0);
  const fabric = new Fabric(networkOf(backbone));
  const seen: string[] = [];
  fabric.afterChange(() => seen.push(`${clock.now()} ${fabric.conditions.get(link)}`));
  const links = new LinkFaults(
    fabric.network,
    fabric,
    clock,
    EXACT,
    randomFrom(1),
    () => {},
    () => {},
  );
  for (const fault of faults) links.plan({ link, ...fault });
  await clock.run(untilMs);
  return seen;
}

test('a grey fault drops data from beginning to end, and BGP never sees it', async () => {
  expect(await conditionsOf('dx', [{ form: 'grey', fromMs: 1_000, toMs: 60_000 }], 90_000)).toEqual([
    '1000 grey',
    '60000 up',
  ]);
});

test('a link that goes down is grey until BGP gives up, and stays down until its session is back', async () => {
  expect(await conditionsOf('dx', [{ form: 'down', fromMs: 1_000, toMs: 60_000 }], 90_000)).toEqual([
    '1000 grey',
    '1900 down',
    '60000 down',
    '65000 up',
  ]);
  expect(await conditionsOf('vpn', [{ form: 'down', fromMs: 1_000, toMs: 60_000 }], 90_000)).toEqual([
    '1000 grey',
    '31000 down',
    '60000 down',
    '80000 up',
  ]);
});

test('a fault that is over before the timers run out loses no session', async () => {
  expect(await conditionsOf('vpn', [{ form: 'down', fromMs: 1_000, toMs: 30_000 }], 90_000)).toEqual([
    '1000 grey',
    '30000 up',
  ]);
});

test('a session that was about to come back does not while its link is down again', async () => {
  const faults = [
    { form: 'down', fromMs: 1_000, toMs: 10_000 },
    { form: 'down', fromMs: 12_000, toMs: 13_000 },
  ] as const;
  expect((await conditionsOf('dx', faults, 90_000)).at(-1)).toBe('18000 up');
});

test('a session comes back during a grey fault, because only data is dropped', async () => {
  const faults = [
    { form: 'down', fromMs: 1_000, toMs: 10_000 },
    { form: 'grey', fromMs: 12_000, toMs: 40_000 },
  ] as const;
  expect((await conditionsOf('dx', faults, 90_000)).slice(-2)).toEqual(['15000 grey', '40000 up']);
});

/** The link that p9 takes toward s0, as it forwards now. */
function linkTaken(fabric: Fabric): string {
  const [router] = fabric.forwarding.routers;
  const route = router?.routes.find(({ prefix }) => prefix.text === '10.0.0.0/18');
  return route?.target.kind === 'link' ? route.target.link : 'none';
}

test('a router forwards by what it heard only after the time that it takes, and AWS at once', async () => {
  const clock = new VirtualClock(0);
  const fabric = new Fabric(networkOf(backbone));
  const heard: Effect[] = [];
  startHearing(fabric, clock, randomFrom(1), EXACT.bgpUpdate, (effect) => void heard.push(effect));
  clock.at(1_000, () => fabric.setCondition('dx', 'down'));
  await clock.run(2_499);
  expect(linkTaken(fabric)).toBe('dx');
  expect(fabric.forwarding.tables.flatMap(({ routes }) => routes.flatMap((r) => r.learnedOver ?? []))).not.toContain(
    'dx',
  );
  await clock.run(2_500);
  expect(linkTaken(fabric)).toBe('vpn');
  expect(heard).toEqual([{ kind: 'heard', site: 'p9', sinceMs: 1_000, atMs: 2_500 }]);
});

test('what a router hears later never takes effect earlier, and no news costs nothing', async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const clock = new VirtualClock(0);
    const fabric = new Fabric(networkOf(backbone));
    const heard: Effect[] = [];
    startHearing(fabric, clock, randomFrom(seed), [100, 2_000], (effect) => void heard.push(effect));
    clock.at(1_000, () => fabric.setCondition('dx', 'down'));
    clock.at(1_100, () => fabric.setCondition('dx', 'up'));
    clock.at(1_200, () => fabric.setCondition('s0-s1', 'grey'));
    await clock.run(10_000);
    expect(linkTaken(fabric)).toBe('dx');
    expect(heard.map(({ sinceMs }) => sinceMs)).toEqual([1_000, 1_100]);
  }
});
