// Verifies one backbone and says what it took. In some scenarios every flow is judged once more by a plain calculation that
// shares nothing, which has to agree.

import type { World } from '../../lib/verify/failures/part-states';
import { type FlowResult, resultIn, resultsOf } from '../../lib/verify/results';
import { isJudged, scenariosOf } from '../../lib/verify/scenarios';
import { naiveFates } from '../support/naive-fates';
import { networkOf } from '../support/networks';
import { processorMs } from './measure';
import { KINDS } from './verified-backbones';

type Scenarios = ReturnType<typeof scenariosOf>;

/** Milliseconds of a processor. Throws when the two do not agree. */
function naiveMs(world: World, scenarios: Scenarios, results: readonly FlowResult[]): number {
  const find = resultIn(results);
  let total = 0;
  for (const scenario of scenarios) {
    const before = processorMs();
    const fates = naiveFates(world, scenario);
    const judged = world.backbone.flows.filter((flow) => isJudged(scenario, flow));
    const found = judged.map((flow) => [flow, fates.baseline(flow), fates.controlled(flow)] as const);
    total += processorMs() - before;
    for (const [flow, baseline, controlled] of found)
      if (
        find(scenario, flow, 'baseline')?.outcome !== baseline?.outcome ||
        find(scenario, flow, 'controlled')?.outcome !== controlled?.outcome
      )
        throw new Error(`${flow.from} to ${flow.to}: the plain calculation says something else`);
  }
  return total;
}

/** So many of them, from all over the list. */
function spread(scenarios: Scenarios, count: number): Scenarios {
  const step = Math.max(1, Math.floor(scenarios.length / Math.max(1, count)));
  return scenarios.filter((_, i) => i % step === step - 1).slice(0, count);
}

export function verifyOnce(kind: keyof typeof KINDS, sites: number, naively: number) {
  const backbone = KINDS[kind](sites);
  const world: World = { backbone, network: networkOf(backbone), clouds: new Map() };
  const scenarios = scenariosOf(backbone, []);
  const before = processorMs();
  const results = resultsOf(world, scenarios);
  const ms = processorMs() - before;
  const mostMiB = process.resourceUsage().maxRSS / 1024;
  const some = spread(scenarios, naively);
  const naive = some.length === 0 ? {} : { naiveMs: (naiveMs(world, some, results) / some.length) * scenarios.length };
  const { links, flows } = backbone;
  const linkPairs = (links.length * (links.length - 1)) / 2;
  const counts = { links: links.length, linkPairs, flows: flows.length, scenarios: scenarios.length };
  return { kind, sites, ...counts, ms, mostMiB, ...naive };
}
