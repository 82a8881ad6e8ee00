import fc from 'fast-check';
import { applySteering, desiredSteering } from '../../lib/controller/steer';
import { address } from '../../lib/net/prefix';
import type { LinkCondition, Network } from '../../lib/routing/network';
import { carries, type Place, step } from '../../lib/routing/trace';
import { VirtualClock } from '../../lib/twin/clock';
import { Fabric } from '../../lib/twin/fabric';
import { startHearing } from '../../lib/twin/hearing';
import { type PacketFlow, Packets } from '../../lib/twin/packets';
import { randomFrom } from '../../lib/twin/random';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';

const LINK_MS = 30;
const HOP_MS = 0.2;
const END_MS = 3_000;

const backbone = aBackbone(
  [aSite(0), aSite(1), aSite(9, 'on-prem')],
  [
    aPeering(0, 1),
    { name: 'dx0', kind: 'direct-connect', between: ['p9', 's0'], cost: 1, sharedRisks: [] },
    { name: 'dx1', kind: 'direct-connect', between: ['p9', 's1'], cost: 1, sharedRisks: [] },
    { name: 'vpn', kind: 'site-to-site-vpn', between: ['p9', 's0'], cost: 9, sharedRisks: [] },
  ],
);
const baseline = networkOf(backbone);

/** As controllers would leave it when these links are down. */
function steered(...down: readonly string[]): Network {
  const standings = new Map(down.map((link) => [link, 'down' as const]));
  return applySteering(baseline, backbone, desiredSteering(baseline, new Map(), backbone, standings));
}

const FLOWS: readonly PacketFlow[] = [
  {
    name: 'from premises',
    source: { at: 'router', router: 'p9/router' },
    destination: address('10.0.0.10'),
    packetsPerSecond: 50,
  },
  {
    name: 'to premises',
    source: { at: 'vpc-table', table: 's0/vpc-0/table' },
    destination: address('10.9.0.10'),
    packetsPerSecond: 50,
  },
];

interface Change {
  readonly atMs: number;
  readonly network?: Network;
  readonly condition?: readonly [string, LinkCondition];
}

const conditions = ['dx0', 'dx1', 'vpn'].flatMap((link) =>
  (['down', 'grey', 'up'] as const).map((condition): Omit<Change, 'atMs'> => ({ condition: [link, condition] })),
);
const networks = [baseline, steered('dx0'), steered('dx0', 'vpn'), steered('vpn')].map((network) => ({ network }));

const changes = fc
  .array(
    fc.record({ atMs: fc.integer({ min: 1, max: END_MS - 100 }), what: fc.constantFrom(...conditions, ...networks) }),
    { maxLength: 8 },
  )
  .map((list) => list.map(({ atMs, what }): Change => ({ atMs, ...what })).sort((a, b) => a.atMs - b.atMs));

/** One state of the world, from a moment on. */
interface State {
  readonly fromMs: number;
  readonly forwarding: Network;
  readonly conditions: ReadonlyMap<string, LinkCondition>;
}

/** Plays the changes, routers taking their time, and keeps every state that the world was in. */
async function played(list: readonly Change[], seed: number) {
  const clock = new VirtualClock(0);
  const fabric = new Fabric(baseline);
  const packets = new Packets(FLOWS, fabric, 0, LINK_MS);
  const states: State[] = [];
  const keep = () =>
    states.push({ fromMs: clock.now(), forwarding: fabric.forwarding, conditions: new Map(fabric.conditions) });
  fabric.beforeChange(() => packets.advance(clock.now()));
  fabric.afterChange(keep);
  startHearing(fabric, clock, randomFrom(seed), [50, 400]);
  for (const { atMs, network, condition } of list)
    clock.at(atMs, () => {
      if (network) fabric.changeNetwork(network);
      if (condition) fabric.setCondition(...condition);
    });
  await clock.run(END_MS);
  packets.advance(END_MS);
  packets.finish(END_MS + 1_000);
  return { states, counts: packets.counts() };
}

/** Follows each packet by itself, asking at each hop what the world is like at that moment. */
function naiveLost(flow: PacketFlow, states: readonly State[]): number {
  const worldAt = (ms: number): State => states.findLast(({ fromMs }) => fromMs <= ms) ?? (states[0] as State);
  let lost = 0;
  for (let n = 0; n * 20 < END_MS; n += 1) {
    let atMs = n * 20;
    let place: Place = flow.source;
    let crossing: string | undefined;
    for (let hops = 0; ; hops += 1) {
      const world = worldAt(atMs);
      const cut = crossing !== undefined && !carries(world.conditions.get(crossing));
      const taken = step(world.forwarding, world.conditions, place, flow.destination);
      if (cut || hops >= 64 || taken.kind === 'end') {
        if (cut || taken.kind !== 'end' || taken.outcome !== 'delivered') lost += 1;
        break;
      }
      crossing = place.at === 'link' ? place.link : undefined;
      atMs += place.at === 'link' ? LINK_MS : HOP_MS;
      place = taken.next;
    }
  }
  return lost;
}

test('with BGP and routers, counting packets between changes gives what following each packet by itself gives', async () => {
  let hurt = 0;
  await fc.assert(
    fc.asyncProperty(changes, fc.integer({ min: 1, max: 1_000 }), async (list, seed) => {
      const { states, counts } = await played(list, seed);
      counts.forEach((count, i) => {
        const expected = naiveLost(FLOWS[i] as PacketFlow, states);
        if (expected > 0 && expected < count.sent) hurt += 1;
        expect({ name: count.name, sent: count.sent, lost: count.lost }).toEqual({
          name: count.name,
          sent: 150,
          lost: expected,
        });
      });
    }),
    { numRuns: 300 },
  );
  expect(hurt).toBeGreaterThan(50);
});

test('a turn is noted when what is sent takes another path, at the moment when it does', async () => {
  const { counts } = await played([{ atMs: 1_000, condition: ['dx0', 'down'] }], 1);
  const [fromPremises, toPremises] = counts.map(({ turns }) => turns.map(({ atMs, path }) => [atMs, path.join()]));
  expect(toPremises).toEqual([
    [0, 'dx0'],
    [1_000, 'vpn'],
  ]);
  expect(fromPremises?.map(([, path]) => path)).toEqual(['dx0', 'dx0', 'vpn']);
  expect(counts[0]?.turns.map(({ outcome }) => outcome)).toEqual(['delivered', 'dead-link', 'delivered']);
});
