import fc from 'fast-check';
import {
  type Address,
  addressAt,
  contains,
  formatAddress,
  holdsAddress,
  type Prefix,
  prefix,
  prefixOf,
} from '../../lib/net/prefix';
import type { Flow } from '../../lib/routing/backbone';
import { addressClasses, traceFlow, worstTrace } from '../../lib/routing/flow-trace';
import type { Network } from '../../lib/routing/network';
import type { Outcome, Trace } from '../../lib/routing/trace';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';

const outer = prefix('10.0.0.0/26');
const addresses = Array.from({ length: 64 }, (_, i) => addressAt(outer, BigInt(i)));
const near = fc
  .tuple(fc.nat({ max: 127 }), fc.integer({ min: 24, max: 32 }))
  .map(([n, length]) => prefixOf({ family: 4, bits: (10n << 24n) + BigInt(n) }, length));

test('every address of a prefix is held by the same prefixes as the first address of its class', () => {
  fc.assert(
    fc.property(fc.array(near, { maxLength: 12 }), (prefixes) => {
      const holders = (of: Address) => prefixes.map((p) => holdsAddress(p, of));
      const firsts = addressClasses(outer, prefixes);
      const alike = addresses.every((each) => {
        const first = firsts.findLast(({ bits }) => bits <= each.bits);
        return first && holders(first).join() === holders(each).join();
      });
      expect(alike).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('a class begins at the prefix itself and wherever a prefix inside it begins or has ended, in order', () => {
  fc.assert(
    fc.property(fc.array(near, { maxLength: 12 }), (prefixes) => {
      const inside = prefixes.filter((p) => contains(outer, p));
      const begins = addresses.filter((each, i) => {
        const before = addresses[i - 1];
        return (
          !before || inside.some((p) => p.bits === each.bits || (holdsAddress(p, before) && !holdsAddress(p, each)))
        );
      });
      expect(addressClasses(outer, prefixes).map(formatAddress)).toEqual(begins.map(formatAddress));
    }),
    { numRuns: 1_000 },
  );
});

test('a prefix of the other family makes no class', () => {
  expect(addressClasses(outer, [prefix('::/0'), prefix('fd00::/64')])).toHaveLength(1);
});

const backbone = aBackbone([aSite(0, 'aws', 2), aSite(1, 'aws', 2)], [aPeering(0, 1)]);
const flow: Flow = { from: 's0', to: 's1' };

function withRoute(network: Network, table: string, to: string): Network {
  const dropped = { prefix: prefix(to), origin: 'static', target: { kind: 'blackhole' }, source: 'a mistake' } as const;
  const tables = network.tables.map((t) => (t.id === table ? { ...t, routes: [...t.routes, dropped] } : t));
  return { ...network, tables };
}

test('a flow is traced from each VPC table of workloads to each class of each VPC', () => {
  expect(traceFlow(networkOf(backbone), new Map(), flow)).toHaveLength(2 * 2);
});

test('a single address that is dropped on the way is found among those that arrive', () => {
  const network = withRoute(networkOf(backbone), 's0/spokes', '10.1.64.77/32');
  const traces = traceFlow(network, new Map(), flow);
  expect(traces).toHaveLength(2 * (1 + 3));
  expect(worstTrace(traces)?.outcome).toBe('blackhole');
  expect(traces.filter(({ outcome }) => outcome === 'blackhole')).toHaveLength(2);
});

test('a dropped address of another site does not touch the flow', () => {
  const network = withRoute(networkOf(backbone), 's0/spokes', '10.2.0.0/16');
  expect(worstTrace(traceFlow(network, new Map(), flow))?.outcome).toBe('delivered');
});

test('no packet starts in a table that serves only attachments', () => {
  const network = networkOf(backbone);
  const vpcTables = network.vpcTables.map((table) => ({ ...table, workload: table.vpc !== 's0/vpc-0' }));
  expect(traceFlow({ ...network, vpcTables }, new Map(), flow)).toHaveLength(2);
});

test('packets to a VPC come in the order of its addresses, in whichever order its ranges are listed', () => {
  const network = withRoute(networkOf(backbone), 's0/spokes', '10.1.0.0/18');
  const ranges = [prefix('10.1.128.0/18'), prefix('10.1.0.0/18')];
  const outcomes = (cidrs: readonly Prefix[]) => {
    const vpcs = network.vpcs.map((vpc) => (vpc.id === 's1/vpc-0' ? { ...vpc, cidrs } : vpc));
    return traceFlow({ ...network, vpcs }, new Map(), flow).map(({ outcome }) => outcome);
  };
  expect(outcomes(ranges).slice(0, 2)).toEqual(['blackhole', 'no-path']);
  expect(outcomes([...ranges].reverse())).toEqual(outcomes(ranges));
});

test('a flow of a site without VPCs has no traces', () => {
  expect(traceFlow(networkOf(backbone), new Map(), { from: 's0', to: 's9' })).toEqual([]);
  expect(traceFlow(networkOf(backbone), new Map(), { from: 's9', to: 's0' })).toEqual([]);
  expect(worstTrace([])).toBeUndefined();
});

test('the worst trace is a loop before a blackhole, and so on down to delivered, and the first among equals', () => {
  const worstLast: Outcome[] = ['delivered', 'unknown', 'dead-link', 'no-path', 'blackhole', 'loop'];
  const of = (outcome: Outcome): Trace => ({ outcome, path: [], hops: [] });
  for (const [i, outcome] of worstLast.entries()) {
    const traces = worstLast.slice(0, i + 1).map(of);
    const first = of(outcome);
    expect(worstTrace(traces)?.outcome).toBe(outcome);
    expect(worstTrace([...traces].reverse())?.outcome).toBe(outcome);
    expect(worstTrace([first, of(outcome)])).toBe(first);
  }
});
