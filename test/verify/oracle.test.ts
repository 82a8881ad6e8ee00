// The verifier against a second opinion that shares no code with it (oracle/): generated backbones, most of them with edited
// templates, in every scenario of the verifier, for every flow, in both modes.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { type Scenario, scenarioName } from '../../lib/routing/scenario';
import type { StackTemplate } from '../../lib/verify/assembly';
import { resultIn } from '../../lib/verify/results';
import { understand, verify } from '../../lib/verify/verify';
import { hybridBackbones } from '../support/backbones';
import { synthesized } from '../support/judged';
import { hybrid, topologyOf, triangle } from '../support/topologies';
import { edited } from './oracle/edits';
import { oracleOf } from './oracle/oracle';
import { plansOf } from './oracle/plans';
import type { Failures, LinkWords } from './oracle/wiring';
import { type Written, written } from './oracle/write-templates';

const SEED = Number(process.env.DETOUR_SEED ?? 20251001);
/** So many times as many backbones: DETOUR_ORACLE_MORE=20 looks for what is seldom. */
const MORE = Number(process.env.DETOUR_ORACLE_MORE ?? 1);

/**
 * Links that fail in a scenario. BGP sees nothing of a peering, whatever takes it down; that a site is lost, those beyond
 * its BGP links see.
 */
function failuresIn({ links, risks, sites = [] }: Scenario, all: readonly LinkWords[]): Failures {
  const failing = (link: LinkWords, form: 'down' | 'grey') =>
    [link.name, link.kind === 'transit-gateway-peering' ? 'grey' : form] as const;
  return new Map([
    ...all.filter(({ between }) => between.some((site) => sites.includes(site))).map((link) => failing(link, 'down')),
    ...risks.flatMap(({ name, form }) =>
      all.filter(({ sharedRisks }) => sharedRisks.includes(name)).map((link) => failing(link, form)),
    ),
    ...links.map(({ name, form }) => [name, form] as const),
  ]);
}

/** All scenarios but pairs of links, and of those a dozen that lie apart. */
function judged(scenarios: readonly Scenario[]): readonly Scenario[] {
  const pairs = scenarios.filter(({ links }) => links.length === 2);
  const apart = Math.ceil(pairs.length / 12);
  return [...scenarios.filter(({ links }) => links.length < 2), ...pairs.filter((_, i) => i % apart === 0)];
}

/** Everything on which the verifier, which reads the one, and the oracle, which reads the other, do not agree. */
function disagreements(stacks: readonly StackTemplate[], others = stacks): readonly string[] {
  const { flows, scenarios, results } = verify(understand({ stacks }));
  const resultOf = resultIn(results);
  const oracle = oracleOf(others);
  return judged(scenarios).flatMap((scenario) => {
    const opinion = oracle.in(failuresIn(scenario, oracle.wiring.links));
    const isLost = (site: string) => scenario.sites?.includes(site) === true;
    return flows.flatMap((flow) =>
      (['baseline', 'controlled'] as const).flatMap((mode) => {
        const isJudged = !isLost(flow.from) && !isLost(flow.to);
        const [ours, theirs] = [resultOf(scenario, flow, mode)?.outcome, isJudged ? opinion(flow, mode) : undefined];
        const what = `${scenarioName(scenario)}, ${flow.from} to ${flow.to}, ${mode}`;
        return ours === theirs ? [] : [`${what}: the verifier says ${ours}, the oracle ${theirs}`];
      }),
    );
  });
}

function stacksOf(template: Written): readonly StackTemplate[] {
  return [{ id: 'all', name: 'all', region: 'eu-west-1', template }];
}

function agreesOn(plans: ReturnType<typeof plansOf>, numRuns: number): void {
  fc.assert(
    fc.property(plans, (plan) => {
      expect(disagreements(stacksOf(edited(written(plan), plan)))).toEqual([]);
    }),
    { seed: SEED, numRuns: numRuns * MORE },
  );
}

test('agrees on backbones of AWS sites as they are', () => agreesOn(plansOf({ premises: 0, edits: 0 }), 600));
test('agrees on backbones of AWS sites with edited templates', () => agreesOn(plansOf({ premises: 0, edits: 3 }), 900));
test('agrees on backbones with premises as they are', () => agreesOn(plansOf({ premises: 2, edits: 0 }), 150));
test('agrees on backbones with premises and edited templates', () => agreesOn(plansOf({ premises: 2, edits: 3 }), 350));

test('notices when a route, a list or an association is taken from what only the verifier reads', () => {
  const [plan] = fc.sample(
    plansOf({ premises: 2, edits: 0 }).filter(({ links, premises }) => links.length > 5 && premises.length === 2),
    { seed: SEED, numRuns: 1 },
  );
  if (!plan) throw new Error('no backbone was generated');
  const whole = written(plan);
  const noticed = Array.from({ length: 40 }, (_, which) => {
    const less = edited(whole, { ...plan, edits: [{ kind: 'remove', which, to: 0 }] });
    return disagreements(stacksOf(less), stacksOf(whole)).length > 0;
  });
  expect(noticed.filter(Boolean).length).toBeGreaterThan(20);
});

test.each([
  ['the triangle', triangle()],
  ['the hybrid', hybrid()],
])('agrees on the templates that are synthesized for %s', (_name, topology) => {
  expect(disagreements(synthesized(topology).stacks)).toEqual([]);
});

test('agrees on the templates that are synthesized for generated backbones', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      expect(disagreements(synthesized(topologyOf(backbone)).stacks)).toEqual([]);
    }),
    { seed: SEED, numRuns: 5 * MORE },
  );
});

test('the oracle has no line of what it judges', () => {
  const folder = path.join(__dirname, 'oracle');
  for (const file of readdirSync(folder))
    for (const [, from] of readFileSync(path.join(folder, file), 'utf8').matchAll(/from '([^']+)'/g))
      expect(from).toMatch(/^(\.\/[a-z-]+|fast-check)$/);
});
