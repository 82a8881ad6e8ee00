// Results of every failure against a plain calculation: the whole network made anew for each failure, and every flow
// traced in it.

import fc from 'fast-check';
import { prefix } from '../../lib/net/prefix';
import type { Backbone } from '../../lib/routing/backbone';
import type { GatewayTable, Network, RouteTarget } from '../../lib/routing/network';
import { type Scenario, scenarioName } from '../../lib/routing/scenario';
import { comparer } from '../../lib/verify/failures/changes';
import { type Clouds, withClouds } from '../../lib/verify/network/gateway-tables';
import { type FlowResult, resultIn, resultsOf } from '../../lib/verify/results';
import { failedAlone, isJudged, scenariosOf } from '../../lib/verify/scenarios';
import { aBackbone, aPeering, aSite, hybridBackbones } from '../support/backbones';
import { naiveFates } from '../support/naive-fates';
import { networkOf } from '../support/networks';

const MODES = ['baseline', 'controlled'] as const;
const LOST: RouteTarget = { kind: 'unknown', why: 'for a test' };

interface World {
  readonly backbone: Backbone;
  readonly network: Network;
  readonly clouds: Clouds;
}

function item<T>(items: readonly T[], number: number): T | undefined {
  return items[number % Math.max(1, items.length)];
}

/** Changes one route of a table: it is gone, dropped or led elsewhere. */
function misrouted({ attachments }: Network, table: GatewayTable, number: number): GatewayTable {
  const at = number % Math.max(1, table.routes.length);
  const elsewhere = item(
    attachments.filter(({ gateway }) => gateway === table.gateway),
    number,
  );
  const targets: readonly (RouteTarget | undefined)[] = [
    undefined,
    { kind: 'blackhole' },
    { kind: 'attachment', attachment: elsewhere?.id ?? '' },
    { kind: 'attachment', attachment: elsewhere?.id ?? '' },
  ];
  const target = item(targets, number);
  const routes = table.routes.flatMap((route, i) => (i !== at ? [route] : target ? [{ ...route, target }] : []));
  return { ...table, routes };
}

/** The network with one edit by hand: a route is wrong, or a session fills the table of another gateway. */
function edited(network: Network, number: number): Network {
  const at = number % network.tables.length;
  const { id = '' } = network.tables[at] ?? {};
  const tables = network.tables.map((table, i) => (i === at ? misrouted(network, table, number) : table));
  const [first, ...others] = network.sessions;
  if (number % 3 > 0 || !first) return { ...network, tables };
  return { ...network, sessions: [{ ...first, propagatesTo: [...first.propagatesTo, id] }, ...others] };
}

const edits = fc.oneof(fc.constant([]), fc.array(fc.nat(10_000), { minLength: 1, maxLength: 4 }));

const worlds = fc.tuple(hybridBackbones, edits, fc.nat(1_000)).map(([backbone, numbers, number]): World => {
  const network = numbers.reduce(edited, networkOf(backbone));
  const clouded = number % 8 === 0 ? item(network.tables, number) : undefined;
  const clouds: Clouds = new Map(clouded ? [[clouded.id, LOST]] : []);
  return { backbone, network: withClouds(network, clouds), clouds };
});

function said(result: Pick<FlowResult, 'outcome' | 'path'> | undefined): string {
  return result ? `${result.outcome} over ${result.path.join(' ')}` : 'no result';
}

/** Every few of two failures at once, so that many backbones get their turn. */
function some(scenarios: readonly Scenario[], offset: number): readonly Scenario[] {
  return scenarios.filter((scenario, i) => failedAlone(scenario).length === 0 || i % 8 === offset % 8);
}

test('judging only what a failure touches gives what judging everything gives', () => {
  const seen = { topologies: 0, pairs: 0, risksAndLinks: 0, sites: 0, together: 0, loops: 0, unknown: 0 };
  fc.assert(
    fc.property(worlds, (world) => {
      const { backbone } = world;
      const scenarios = some(scenariosOf(backbone, [], { deep: true }), seen.topologies++);
      const results = resultsOf(world, scenarios);
      const find = resultIn(results);
      for (const scenario of scenarios) {
        const naive = naiveFates(world, scenario);
        const flows = backbone.flows.filter((flow) => isJudged(scenario, flow));
        const name = scenarioName(scenario);
        for (const mode of MODES) {
          const got = flows.map((flow) => said(find(scenario, flow, mode)));
          const expected = flows.map((flow) => said(naive[mode](flow)));
          expect({ name, mode, fates: got }).toEqual({ name, mode, fates: expected });
          seen.loops += expected.filter((text) => text.startsWith('loop')).length;
          seen.unknown += expected.filter((text) => text.startsWith('unknown')).length;
        }
        if (scenario.links.length > 1) seen.pairs++;
        if (scenario.links.length === 1 && scenario.risks.length === 1) seen.risksAndLinks++;
        if (scenario.sites) seen.sites += backbone.flows.length - flows.length;
      }
      seen.together += results.filter(({ scenario }) => failedAlone(scenario).length > 0).length;
    }),
    { numRuns: 120 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
});

test('a single route that differs is a difference for the packets that it may forward, and for no others', () => {
  const table = (id: string, ...targets: readonly string[]) => ({
    id,
    name: id,
    gateway: 's0',
    routes: targets.map((attachment, i) => ({
      prefix: prefix(`10.${i}.0.0/16`),
      origin: 'static' as const,
      target: { kind: 'attachment' as const, attachment },
      source: 'for a test',
    })),
  });
  const state = (...tables: readonly GatewayTable[]) => ({
    conditions: new Map(),
    parts: [{ kept: false, tables, sessions: [] }],
    routers: [],
  });
  const compare = comparer(networkOf(aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2)])));
  const one = state(table('s0/spokes', 'a', 'b', 'c'), table('s0/transit', 'a', 'b'));
  const other = state(table('s0/spokes', 'a', 'b', 'd'), table('s0/transit', 'a', 'b'));
  expect(compare(one, other)).toEqual({ dead: [], holders: new Map([['s2', new Set(['s0/spokes'])]]) });
});
