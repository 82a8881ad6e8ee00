// What controllers make of generated hybrid backbones, judged flow by flow. The oracle of what is still connected is a
// plain search over links, in which only AWS sites carry what is not theirs.

import fc from 'fast-check';
import { applySteering, desiredSteering } from '../../lib/controller/steer';
import { prefix } from '../../lib/net/prefix';
import type { Backbone, BackboneLink, Flow } from '../../lib/routing/backbone';
import { traceFlow, worstTrace } from '../../lib/routing/flow-trace';
import type { LinkCondition, LinkConditions, Network } from '../../lib/routing/network';
import type { Standings } from '../../lib/routing/shortest-paths';
import { hybridBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';

const NONE: LinkConditions = new Map();
const SEED = Number(process.env.DETOUR_SEED ?? 20251001);

function isConnected(backbone: Backbone, failed: ReadonlySet<string>, { from, to }: Flow): boolean {
  const carriers = new Set(backbone.sites.flatMap(({ name, kind }) => (kind === 'aws' ? [name] : [])));
  const reached = new Set([from]);
  const open = [from];
  for (let site = open.pop(); site !== undefined; site = open.pop()) {
    if (site !== from && !carriers.has(site)) continue;
    for (const { name, between } of backbone.links) {
      const far = between.find((other) => other !== site);
      if (failed.has(name) || !between.includes(site) || far === undefined || reached.has(far)) continue;
      reached.add(far);
      open.push(far);
    }
  }
  return reached.has(to);
}

/** Nothing tells the controllers of a peering's end: it only fails grey. */
function formsOf({ kind }: BackboneLink): readonly LinkCondition[] {
  return kind === 'transit-gateway-peering' ? ['grey'] : ['down', 'grey'];
}

/** Every link that fails, in all its forms, and every so many-th two of them, other ones for another number. */
function failuresOf({ links }: Backbone, every: number, number: number): readonly LinkConditions[] {
  const singles = links.flatMap((link) => formsOf(link).map((form) => [link.name, form] as const));
  const pairs = singles.flatMap((one, i) =>
    singles.slice(i + 1).flatMap((other) => (one[0] === other[0] ? [] : [new Map([one, other])])),
  );
  return [...singles.map((one) => new Map([one])), ...pairs.filter((_, i) => i % every === number % every)];
}

function standingsOf(conditions: LinkConditions, standing: 'down' | 'drained' = 'down'): Standings {
  return new Map([...conditions.keys()].map((link) => [link, standing]));
}

function outcomes(
  network: Network,
  backbone: Backbone,
  conditions: LinkConditions,
): readonly (readonly [Flow, string])[] {
  return backbone.flows.map((flow) => [flow, worstTrace(traceFlow(network, conditions, flow))?.outcome ?? 'none']);
}

/** Part of each VPC and of each router answers probes only. */
function withProbes(network: Network): Network {
  const vpcs = network.vpcs.map((vpc) => ({
    ...vpc,
    probes: vpc.cidrs.map(({ text }) => prefix(text.replace('/18', '/28'))),
  }));
  const routers = network.routers.map((router) => {
    const [first] = router.announces;
    return first ? { ...router, probes: [prefix(first.text.replace(/\/\d+$/, '/32'))] } : router;
  });
  return { ...network, vpcs, routers };
}

const worlds = fc.tuple(hybridBackbones, fc.boolean()).map(([backbone, probed]) => {
  const network = networkOf(backbone);
  return { backbone, probed, network: probed ? withProbes(network) : network };
});

/** Many backbones, of which every seventh pair of failures is tried, and others with every pair. */
const sample = fc.sample(worlds, { numRuns: 2_000, seed: SEED });
const thorough = fc.sample(worlds, { numRuns: 100, seed: SEED + 1 });

const premisesOf = ({ sites }: Backbone) => sites.filter(({ kind }) => kind === 'on-prem');
const linksAt = ({ links }: Backbone, site: string) => links.filter(({ between }) => between.includes(site));

test.each<readonly [string, number, (backbone: Backbone, probed: boolean) => boolean]>([
  ['premises', 0.5, (b) => premisesOf(b).length > 0],
  ['premises with two links or more', 0.3, (b) => premisesOf(b).some(({ name }) => linksAt(b, name).length > 1)],
  ['a VPN', 0.3, (b) => b.links.some(({ kind }) => kind === 'site-to-site-vpn')],
  [
    'two Direct Connect links between the same sites',
    0.03,
    (b) => {
      const ends = b.links.filter(({ kind }) => kind === 'direct-connect').map(({ between }) => between.join(' '));
      return new Set(ends).size < ends.length;
    },
  ],
  ['probes', 0.3, (_, probed) => probed],
])('of the backbones below enough have %s', (_, share, holds) => {
  const having = sample.filter(({ backbone, probed }) => holds(backbone, probed));
  expect(having.length / sample.length).toBeGreaterThanOrEqual(share);
});

test('with nothing failed every flow is delivered, and controllers add and withdraw nothing', () => {
  for (const { backbone, network } of [...sample, ...thorough]) {
    expect(outcomes(network, backbone, NONE).filter(([, outcome]) => outcome !== 'delivered')).toEqual([]);
    const nothing = { overrides: [], announcements: [], withdrawals: [] };
    expect(desiredSteering(network, NONE, backbone, new Map())).toEqual(nothing);
  }
});

/** Flows that are connected and not delivered, or lost in a way that no lost connection explains. */
function wrongs(network: Network, backbone: Backbone, conditions: LinkConditions): readonly string[] {
  const failed = new Set(conditions.keys());
  return outcomes(network, backbone, conditions).flatMap(([flow, outcome]) => {
    const fine = isConnected(backbone, failed, flow) ? outcome === 'delivered' : !['loop', 'unknown'].includes(outcome);
    return fine ? [] : [`${flow.from} ${flow.to} ${outcome}`];
  });
}

/** What is wrong in one failure: packets that the baseline loops, and flows that controllers lose, at each stage. */
function wrongsIn({ backbone, network }: (typeof sample)[number], conditions: LinkConditions) {
  const looped = outcomes(network, backbone, conditions).flatMap(([{ from, to }, outcome]) =>
    outcome === 'loop' ? [`baseline: ${from} ${to} loop`] : [],
  );
  const steering = desiredSteering(network, conditions, backbone, standingsOf(conditions));
  const stages = steering.withdrawals.length === 0 ? [[]] : [[], steering.withdrawals];
  const lost = stages.flatMap((withdrawals) =>
    wrongs(applySteering(network, backbone, { ...steering, withdrawals }), backbone, conditions),
  );
  return { wrong: [...looped, ...lost], withdraws: stages.length > 1 };
}

test.each([
  { name: 'a seventh of all pairs', worlds: sample, every: 7, topologies: 2_000, failures: 20_000, withdrawn: 6_000 },
  { name: 'every pair', worlds: thorough, every: 1, topologies: 100, failures: 2_000, withdrawn: 500 },
])(
  'the baseline loops nothing and controllers deliver all that is still connected, whatever one link or $name fails',
  ({ worlds: all, every, topologies, failures, withdrawn }) => {
    const seen = { failures: 0, withdrawn: 0 };
    for (const [i, world] of all.entries())
      for (const conditions of failuresOf(world.backbone, every, i)) {
        const { wrong, withdraws } = wrongsIn(world, conditions);
        if (wrong.length > 0) expect({ links: world.backbone.links, conditions, wrong }).toMatchObject({ wrong: [] });
        seen.failures++;
        if (withdraws) seen.withdrawn++;
      }
    expect(all).toHaveLength(topologies);
    expect(seen.failures).toBeGreaterThan(failures);
    expect(seen.withdrawn).toBeGreaterThan(withdrawn);
  },
  240_000,
);

test('a drained link carries nothing any more where another path is left', () => {
  for (const { backbone, network } of thorough)
    for (const { name } of backbone.links) {
      const drained: Standings = new Map([[name, 'drained']]);
      const steered = applySteering(network, backbone, desiredSteering(network, NONE, backbone, drained));
      for (const flow of backbone.flows) {
        const traces = traceFlow(steered, NONE, flow);
        expect(worstTrace(traces)?.outcome).toBe('delivered');
        const still = isConnected(backbone, new Set([name]), flow);
        expect([name, flow, still && traces.some(({ path }) => path.includes(name))]).toEqual([name, flow, false]);
      }
    }
});
