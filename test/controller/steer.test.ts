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
const EVERY = 7;

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

/** Every link that fails, in all its forms, and every few two of them, so that many backbones get their turn. */
function failuresOf({ links }: Backbone, offset: number): readonly LinkConditions[] {
  const singles = links.flatMap((link) => formsOf(link).map((form) => [link.name, form] as const));
  const pairs = singles.flatMap((one, i) =>
    singles.slice(i + 1).flatMap((other) => (one[0] === other[0] ? [] : [new Map([one, other])])),
  );
  return [...singles.map((one) => new Map([one])), ...pairs.filter((_, i) => i % EVERY === offset % EVERY)];
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

const sample = fc.sample(worlds, { numRuns: 200, seed: Number(process.env.DETOUR_SEED ?? 20251001) });

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
  for (const { backbone, network } of sample) {
    expect(outcomes(network, backbone, NONE).filter(([, outcome]) => outcome !== 'delivered')).toEqual([]);
    const nothing = { overrides: [], announcements: [], withdrawals: [] };
    expect(desiredSteering(network, NONE, backbone, new Map())).toEqual(nothing);
  }
});

test('the baseline sends no packet round in a loop, whatever one or two links fail', () => {
  let failures = 0;
  for (const [i, { backbone, network }] of sample.entries())
    for (const conditions of failuresOf(backbone, i)) {
      failures++;
      const looped = outcomes(network, backbone, conditions).filter(([, outcome]) => outcome === 'loop');
      expect({ conditions, looped }).toEqual({ conditions, looped: [] });
    }
  expect(failures).toBeGreaterThan(1_000);
});

/** Flows that are connected and not delivered, or lost in a way that no lost connection explains. */
function wrongs(network: Network, backbone: Backbone, conditions: LinkConditions): readonly string[] {
  const failed = new Set(conditions.keys());
  return outcomes(network, backbone, conditions).flatMap(([flow, outcome]) => {
    const fine = isConnected(backbone, failed, flow) ? outcome === 'delivered' : !['loop', 'unknown'].includes(outcome);
    return fine ? [] : [`${flow.from} ${flow.to} ${outcome}`];
  });
}

test('controllers deliver every flow that is still connected, before and after they withdraw', () => {
  let withdrawn = 0;
  for (const [i, { backbone, network }] of sample.entries())
    for (const conditions of failuresOf(backbone, i)) {
      const steering = desiredSteering(network, conditions, backbone, standingsOf(conditions));
      withdrawn += steering.withdrawals.length;
      for (const withdrawals of steering.withdrawals.length === 0 ? [[]] : [[], steering.withdrawals]) {
        const steered = applySteering(network, backbone, { ...steering, withdrawals });
        const lost = wrongs(steered, backbone, conditions);
        expect({ conditions, withdrawals, lost }).toEqual({ conditions, withdrawals, lost: [] });
      }
    }
  expect(withdrawn).toBeGreaterThan(400);
});

test('a drained link carries nothing any more where another path is left', () => {
  for (const { backbone, network } of sample)
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
