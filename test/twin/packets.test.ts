import fc from 'fast-check';
import { address } from '../../lib/net/prefix';
import type { LinkCondition, Network } from '../../lib/routing/network';
import { carries, type Place, step } from '../../lib/routing/trace';
import { Fabric } from '../../lib/twin/fabric';
import { type PacketFlow, Packets } from '../../lib/twin/packets';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';

const LINK_MS = 30;
const HOP_MS = 0.2;

const network = networkOf(aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]));
const flow: PacketFlow = {
  name: 's0 to s2',
  source: { at: 'vpc-table', table: 's0/vpc-0/table' },
  destination: address('10.2.0.10'),
  packetsPerSecond: 100,
};

/** The network with the baseline of s0 toward s2 pointing at another link. */
function via(link: string): Network {
  const tables = network.tables.map((table) =>
    table.id === 's0/spokes'
      ? {
          ...table,
          routes: table.routes.map((route) =>
            route.prefix.text === '10.2.0.0/16'
              ? { ...route, target: { kind: 'attachment' as const, attachment: link } }
              : route,
          ),
        }
      : table,
  );
  return { ...network, tables };
}

interface Change {
  readonly atMs: number;
  readonly network?: Network;
  readonly condition?: readonly [string, LinkCondition];
}

/** The world as it is at a moment, from the list of all changes. */
function worldAt(changes: readonly Change[], ms: number) {
  let tables = network;
  const conditions = new Map<string, LinkCondition>();
  for (const change of changes) {
    if (change.atMs > ms) break;
    if (change.network) tables = change.network;
    if (change.condition) conditions.set(...change.condition);
  }
  return { tables, conditions };
}

/** Each packet by itself, asking at each hop what the world is like at that moment. */
function naiveLost(changes: readonly Change[], endMs: number): number {
  let lost = 0;
  for (let n = 0; n * 10 < endMs; n += 1) {
    let atMs = n * 10;
    let place: Place = flow.source;
    let crossing: string | undefined;
    for (;;) {
      const { tables, conditions } = worldAt(changes, atMs);
      if (crossing !== undefined && !carries(conditions.get(crossing))) {
        lost += 1;
        break;
      }
      const taken = step(tables, conditions, place, flow.destination);
      if (taken.kind === 'end') {
        if (taken.outcome !== 'delivered') lost += 1;
        break;
      }
      crossing = place.at === 'link' ? place.link : undefined;
      atMs += place.at === 'link' ? LINK_MS : HOP_MS;
      place = taken.next;
    }
  }
  return lost;
}

const changes = fc
  .array(
    fc.record({
      atMs: fc.integer({ min: 1, max: 1_900 }),
      what: fc.constantFrom<Omit<Change, 'atMs'>[]>(
        { network: via('s0-s1') },
        { network },
        { condition: ['s0-s2', 'grey'] },
        { condition: ['s0-s2', 'up'] },
        { condition: ['s0-s1', 'down'] },
        { condition: ['s0-s1', 'draining'] },
        { condition: ['s1-s2', 'grey'] },
        { condition: ['s1-s2', 'up'] },
      ),
    }),
    { maxLength: 8 },
  )
  .map((list) => list.map(({ atMs, what }): Change => ({ atMs, ...what })).sort((a, b) => a.atMs - b.atMs));

test('counting packets between changes at once gives what following each packet by itself gives', () => {
  fc.assert(
    fc.property(changes, (list) => {
      const fabric = new Fabric(network);
      const packets = new Packets([flow], fabric, 0, LINK_MS);
      for (const change of list) {
        packets.advance(change.atMs);
        if (change.network) fabric.changeNetwork(change.network);
        if (change.condition) fabric.setCondition(...change.condition);
      }
      packets.advance(2_000);
      packets.finish(4_000);
      const [count] = packets.counts();
      expect(count?.sent).toBe(200);
      expect(count?.lost).toBe(naiveLost(list, 2_000));
    }),
    { numRuns: 500 },
  );
});

test('a packet that is on a link when the link fails is lost, and one that is across is not', () => {
  const fabric = new Fabric(network);
  const packets = new Packets([{ ...flow, packetsPerSecond: 1 }], fabric, 0, LINK_MS);
  packets.advance(1_020); // the second packet is on the link, the first has arrived
  fabric.setCondition('s0-s2', 'grey');
  packets.advance(1_900);
  packets.finish(3_000);
  expect(packets.counts()).toMatchObject([{ sent: 2, lost: 1, outageSeconds: 1, outcomes: { 'dead-link': 1 } }]);
});

test('a packet that goes round in a circle is lost as a loop', () => {
  const loop = { ...via('s0-s1') };
  const tables = loop.tables.map((table) =>
    table.id === 's1/transit' || table.id === 's0/transit'
      ? {
          ...table,
          routes: table.routes.map((route) =>
            route.prefix.text === '10.2.0.0/16'
              ? { ...route, target: { kind: 'attachment' as const, attachment: 's0-s1' } }
              : route,
          ),
        }
      : table,
  );
  const packets = new Packets([flow], new Fabric({ ...loop, tables }), 0, LINK_MS);
  packets.advance(100);
  packets.finish(10_000);
  expect(packets.counts()).toMatchObject([{ sent: 10, lost: 10, outcomes: { loop: 10 } }]);
});
