import fc from 'fast-check';
import { type Address, addressAt, holdsAddress, type Prefix, prefix } from '../../lib/net/prefix';
import { traceFlow } from '../../lib/routing/flow-trace';
import type { LinkCondition, Network, RouteTarget } from '../../lib/routing/network';
import { OUTCOMES, type Outcome, trace } from '../../lib/routing/trace';
import { peeredBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';

interface Walk {
  readonly outcome: Outcome;
  readonly path: readonly string[];
}

const MOST_TABLES = 1_000;

function longest<R extends { readonly prefix: Prefix }>(routes: readonly R[], to: Address): readonly R[] {
  const matching = routes.filter((route) => holdsAddress(route.prefix, to));
  return matching.filter((route) => matching.every((other) => other.prefix.length <= route.prefix.length));
}

/** Walks gateway by gateway, looking everything up by scanning lists; a walk over very many tables is a loop. */
function walked(network: Network, dead: ReadonlySet<string>, start: string, to: Address): Walk {
  const path: string[] = [];
  const vpcTable = network.vpcTables.find((table) => table.id === start);
  const [route] = longest(vpcTable?.routes ?? [], to);
  if (!vpcTable || !route) return { outcome: vpcTable ? 'no-path' : 'unknown', path };
  if (route.target.kind === 'local') return { outcome: 'delivered', path };
  if (route.target.kind === 'appliance' || route.target.kind === 'internet') throw new Error('none is generated');
  if (route.target.kind !== 'gateway') return { outcome: route.target.kind, path };
  let gateway = route.target.gateway;
  let arrival = network.attachments.find(
    (a) => a.gateway === gateway && a.to.kind === 'vpc' && a.to.vpc === vpcTable.vpc,
  );
  for (let tables = 0; tables < MOST_TABLES; tables++) {
    const table = network.tables.find((t) => t.id === arrival?.table);
    const target: RouteTarget | undefined = longest(table?.routes ?? [], to)[0]?.target;
    if (target === undefined) return { outcome: 'no-path', path };
    if (target.kind !== 'attachment') return { outcome: target.kind, path };
    const out = network.attachments.find((a) => a.gateway === gateway && a.id === target.attachment);
    if (!out) return { outcome: 'blackhole', path };
    if (out.to.kind === 'vpc') {
      const { vpc } = out.to;
      const holds = network.vpcs.some((v) => v.id === vpc && v.cidrs.some((cidr) => holdsAddress(cidr, to)));
      return { outcome: holds ? 'delivered' : 'unknown', path };
    }
    const { link } = out.to;
    path.push(link);
    if (dead.has(link)) return { outcome: 'dead-link', path };
    const far = network.links
      .find((l) => l.name === link)
      ?.ends.find((end) => 'router' in end || end.gateway !== gateway);
    if (!far || 'router' in far) return { outcome: 'unknown', path };
    gateway = far.gateway;
    arrival = network.attachments.find((a) => a.gateway === far.gateway && a.id === far.attachment);
  }
  return { outcome: 'loop', path };
}

const CONDITIONS: readonly LinkCondition[] = ['up', 'up', 'up', 'draining', 'down', 'grey'];

/** Routes of one table that lead somewhere else than the baseline: to another attachment, nowhere, or nobody knows. */
const detours = fc.record({
  table: fc.nat(),
  site: fc.nat(),
  attachment: fc.nat(),
  kind: fc.constantFrom('attachment', 'attachment', 'attachment', 'blackhole', 'unknown', 'gone', 'emptied'),
});
type Wrong = typeof detours extends fc.Arbitrary<infer T> ? T : never;

function wrongTarget({ kind }: Wrong, attachment: string): RouteTarget {
  if (kind === 'blackhole') return { kind };
  return kind === 'unknown' ? { kind, why: 'by hand' } : { kind: 'attachment', attachment };
}

function withDetours(network: Network, wrongs: readonly Wrong[]): Network {
  const specifics = network.vpcs.flatMap((vpc) => vpc.cidrs);
  const tables = network.tables.map((table, i) => {
    const own = wrongs.filter((wrong) => wrong.table % network.tables.length === i);
    const here = network.attachments.filter((a) => a.gateway === table.gateway).map(({ id }) => id);
    const added = own.map((wrong, n) => {
      const [first] = specifics[wrong.site % specifics.length]?.text.split('/') ?? [];
      const attachment = wrong.kind === 'gone' ? 'gone' : (here[wrong.attachment % here.length] ?? 'gone');
      // One bit longer for each, so that no two of them have the same prefix.
      const longer = prefix(`${first}/${19 + n}`);
      return { prefix: longer, origin: 'static', target: wrongTarget(wrong, attachment), source: 'a mistake' } as const;
    });
    return { ...table, routes: own.some(({ kind }) => kind === 'emptied') ? [] : [...table.routes, ...added] };
  });
  return { ...network, tables };
}

const worlds = fc.record({
  backbone: peeredBackbones,
  wrongs: fc.array(detours, { maxLength: 8 }),
  conditions: fc.array(fc.constantFrom(...CONDITIONS), { minLength: 12, maxLength: 12 }),
});

test('a trace ends as a walk does that looks at every route, over the same links, and both come to each outcome', () => {
  const seen = new Set<Outcome>();
  fc.assert(
    fc.property(worlds, ({ backbone, wrongs, conditions }) => {
      const network = withDetours(networkOf(backbone), wrongs);
      const of = new Map(network.links.map(({ name }, i) => [name, conditions[i % conditions.length] ?? 'up']));
      const dead = new Set([...of].filter(([, c]) => c === 'down' || c === 'grey').map(([name]) => name));
      const different = network.vpcTables.flatMap(({ id }) =>
        network.vpcs.flatMap((vpc) => {
          const [cidr] = vpc.cidrs;
          const destination = addressAt(cidr ?? prefix('10.0.0.0/8'), 0n);
          const { outcome, path } = trace(network, of, { at: 'vpc-table', table: id }, destination);
          const walk = walked(network, dead, id, destination);
          seen.add(outcome);
          const samePath = outcome === 'loop' || path.join() === walk.path.join();
          return outcome === walk.outcome && samePath ? [] : [{ id, vpc: vpc.id, outcome, path, walk }];
        }),
      );
      expect(different).toEqual([]);
    }),
    { numRuns: 400, seed: 20251001 },
  );
  expect([...seen].sort()).toEqual([...OUTCOMES].sort());
});

const wildNetworks: fc.Arbitrary<Network> = fc.record({
  gateways: fc.constant([]),
  tables: fc.array(
    fc.record({
      id: fc.constantFrom('t1', 't2', 't3'),
      name: fc.constant('any'),
      gateway: fc.constantFrom('g1', 'g2'),
      routes: fc.array(
        fc.record({
          prefix: fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '::/0').map(prefix),
          origin: fc.constantFrom('static' as const, 'vpn' as const),
          target: fc.constantFrom('a1', 'a2', 'a3').map((attachment) => ({ kind: 'attachment' as const, attachment })),
          source: fc.constant('wild'),
        }),
        { maxLength: 4 },
      ),
    }),
    { maxLength: 6 },
  ),
  attachments: fc.array(
    fc.record({
      id: fc.constantFrom('a1', 'a2', 'a3'),
      gateway: fc.constantFrom('g1', 'g2'),
      to: fc.constantFrom(
        { kind: 'vpc' as const, vpc: 'v' },
        { kind: 'link' as const, link: 'l1' },
        { kind: 'link' as const, link: 'l2' },
      ),
      table: fc.constantFrom('t1', 't2', 't3', 't4'),
    }),
    { maxLength: 8 },
  ),
  vpcs: fc.constant([]),
  vpcTables: fc.constant([]),
  links: fc.array(
    fc
      .tuple(fc.constantFrom('l1', 'l2'), fc.constantFrom('g1', 'g2'), fc.constantFrom('g1', 'g2'))
      .map(([name, a, b]) => ({
        name,
        ends: [
          { gateway: a, attachment: 'a1' },
          { gateway: b, attachment: 'a2' },
        ] as const,
      })),
    { maxLength: 3 },
  ),
  prefixLists: fc.constant([]),
  routers: fc.constant([]),
  sessions: fc.constant([]),
});

test('a trace over any tables ends after at most two looks per table and link', () => {
  fc.assert(
    fc.property(wildNetworks, fc.constantFrom('a1', 'a2'), (network, arrivedBy) => {
      const to = addressAt(prefix('10.1.0.0/16'), 9n);
      const { hops } = trace(network, new Map(), { at: 'gateway', gateway: 'g1', arrivedBy }, to);
      expect(hops.length).toBeLessThanOrEqual(2 * (3 + 1) + 1);
    }),
    { numRuns: 2_000 },
  );
});

test('the baseline delivers every flow when nothing is failed', () => {
  fc.assert(
    fc.property(peeredBackbones, (backbone) => {
      const network = networkOf(backbone);
      const lost = backbone.flows.filter((flow) => {
        const traces = traceFlow(network, new Map(), flow);
        return traces.length === 0 || traces.some(({ outcome }) => outcome !== 'delivered');
      });
      expect(lost).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
