// What verification says of generated backbones, from their synthesized templates alone. What is still connected is
// found by a plain search of this file's own, in which only AWS sites carry what is not theirs; and so are the failures.

import fc from 'fast-check';
import { desiredSteering } from '../../lib/controller/steer';
import type { Backbone, FlowRequirement } from '../../lib/routing/backbone';
import type { Scenario } from '../../lib/routing/scenario';
import type { Finding } from '../../lib/verify/findings';
import { resultIn } from '../../lib/verify/results';
import { isJudged } from '../../lib/verify/scenarios';
import { understand, verify } from '../../lib/verify/verify';
import { hybridBackbones } from '../support/backbones';
import { synthesized } from '../support/judged';
import { topologyOf } from '../support/topologies';

const SEED = Number(process.env.DETOUR_SEED ?? 20251001);

function isConnected({ sites, links }: Backbone, failed: readonly string[], from: string, to: string): boolean {
  const carriers = sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  const working = links.filter(({ name }) => !failed.includes(name));
  const reached = [from];
  for (const site of reached) {
    if (site !== from && !carriers.includes(site)) continue;
    for (const { between } of working)
      if (between.includes(site)) reached.push(...between.filter((end) => !reached.includes(end)));
  }
  return reached.includes(to);
}

function linksAt({ links }: Backbone, site: string): readonly string[] {
  return links.filter(({ between }) => between.includes(site)).map(({ name }) => name);
}

function linksOf({ links }: Backbone, risk: string): readonly string[] {
  return links.filter(({ sharedRisks }) => sharedRisks.includes(risk)).map(({ name }) => name);
}

/** Everything that a flow with this requirement must survive, as the links that fail at once. */
function failuresFor(backbone: Backbone, { from, to, survive }: FlowRequirement): readonly (readonly string[])[] {
  const others = backbone.sites.filter(({ name, kind }) => kind === 'aws' && name !== from && name !== to);
  const names = backbone.links.map(({ name }) => name);
  const risks = [...new Set(backbone.links.flatMap(({ sharedRisks }) => sharedRisks))];
  return [
    [],
    ...(survive.links > 0 ? names.map((name) => [name]) : []),
    ...(survive.links > 1 ? names.flatMap((one) => names.map((other) => [one, other])) : []),
    ...(survive.risks > 0 ? risks.map((risk) => linksOf(backbone, risk)) : []),
    ...(survive.sites ? others.map(({ name }) => linksAt(backbone, name)) : []),
  ];
}

function isDemandedInVain(backbone: Backbone, flow: FlowRequirement): boolean {
  return failuresFor(backbone, flow).some((failed) => !isConnected(backbone, failed, flow.from, flow.to));
}

/** The most that a flow with this requirement can survive. */
function modest(backbone: Backbone, flow: FlowRequirement): FlowRequirement {
  const { links, risks, sites } = flow.survive;
  if (!isDemandedInVain(backbone, flow)) return flow;
  if (sites) return modest(backbone, { ...flow, survive: { links, risks } });
  const less = { links: links > 0 ? links - 1 : 0, risks: links > 0 ? risks : 0 };
  return modest(backbone, { ...flow, survive: less });
}

/** Each flow has a requirement of its own; in every other backbone no more than it can survive. */
const demanding: fc.Arbitrary<Backbone> = fc
  .tuple(hybridBackbones, fc.boolean(), fc.infiniteStream(fc.tuple(fc.nat(2), fc.nat(1), fc.nat(5))))
  .map(([backbone, isModest, numbers]) => ({
    ...backbone,
    flows: backbone.flows.map(({ from, to }): FlowRequirement => {
      const [links, risks, sites] = numbers.next().value;
      const flow = { from, to, survive: { links, risks, ...(links > 0 && sites === 0 ? { sites: 1 } : {}) } };
      return isModest ? modest(backbone, flow) : flow;
    }),
  }));

const worlds = fc.sample(demanding, { numRuns: 24, seed: SEED }).map((backbone) => {
  const understood = understand(synthesized(topologyOf(backbone)));
  return { backbone, understood, verification: verify(understood) };
});

const isError = ({ severity }: Finding) => severity === 'error';

test('there is an error exactly for the flows that some failure, which they must survive, disconnects', () => {
  const seen = { wrong: 0, fine: 0, wrongFlows: 0, fineFlows: 0 };
  for (const { backbone, verification } of worlds) {
    const errors = verification.findings.filter(isError);
    const said = new Set(errors.flatMap(({ flow }) => (flow ? [`${flow.from} ${flow.to}`] : [])));
    const flows = backbone.flows.filter((flow) => isDemandedInVain(backbone, flow)).map((f) => `${f.from} ${f.to}`);
    expect({ links: backbone.links, flows: [...said].sort() }).toEqual({ links: backbone.links, flows: flows.sort() });
    expect(errors.length > 0).toBe(flows.length > 0);
    seen[flows.length > 0 ? 'wrong' : 'fine']++;
    seen.wrongFlows += flows.length;
    seen.fineFlows += backbone.flows.length - flows.length;
  }
  expect(Math.min(seen.wrong, seen.fine)).toBeGreaterThanOrEqual(6);
  expect(Math.min(seen.wrongFlows, seen.fineFlows)).toBeGreaterThan(60);
});

test('no packet goes round in a loop, whatever one or two links, one shared risk or one site fail', () => {
  for (const { backbone, verification } of worlds) {
    const looped = verification.results.filter(({ outcome }) => outcome === 'loop');
    expect({ links: backbone.links, looped }).toEqual({ links: backbone.links, looped: [] });
  }
});

test('controllers deliver every flow that is still connected, whatever one or two links, one shared risk or one site fail', () => {
  const failedIn = (backbone: Backbone, { links, risks, sites = [] }: Scenario) => [
    ...links.map(({ name }) => name),
    ...risks.flatMap(({ name }) => linksOf(backbone, name)),
    ...sites.flatMap((name) => linksAt(backbone, name)),
  ];
  let pairs = 0;
  for (const { backbone, verification } of worlds) {
    const find = resultIn(verification.results);
    for (const scenario of verification.scenarios) {
      const failed = failedIn(backbone, scenario);
      const judged = backbone.flows.filter((flow) => isJudged(scenario, flow));
      const lost = judged.filter((flow) => find(scenario, flow, 'controlled')?.outcome !== 'delivered');
      const cut = judged.filter(({ from, to }) => !isConnected(backbone, failed, from, to));
      expect({ scenario, lost }).toEqual({ scenario, lost: cut });
      if (scenario.links.length > 1) pairs++;
    }
  }
  expect(pairs).toBeGreaterThan(500);
});

test('with nothing failed controllers add nothing to the templates', () => {
  for (const { understood } of worlds)
    expect(desiredSteering(understood.network, new Map(), understood.backbone, new Map())).toEqual({
      overrides: [],
      announcements: [],
      withdrawals: [],
    });
});
