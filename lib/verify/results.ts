// Pure: what becomes of every flow in every scenario, with and without the controller.

import type { Flow } from '../routing/backbone';
import { NOTHING_FAILED, type Scenario } from '../routing/scenario';
import type { Hop, Outcome, Trace } from '../routing/trace';
import { type Fate, failuresOf } from './failures/fates';
import type { World } from './failures/part-states';
import { failedAlone, isJudged } from './scenarios';

/** `baseline`: what CloudFormation owns, alone. `controlled`: with what controllers would add, announce and withdraw. */
const MODES = ['baseline', 'controlled'] as const;
type Mode = (typeof MODES)[number];

export interface FlowResult {
  readonly scenario: Scenario;
  readonly flow: Flow;
  readonly mode: Mode;
  readonly outcome: Outcome;
  /** Links that were entered, in order, by the packet that fares worst. */
  readonly path: readonly string[];
  readonly hops: readonly Hop[];
}

/** True when they end alike over the same links, whatever routes they followed. */
function sameWay(a: Pick<Trace, 'outcome' | 'path'>, b: Pick<Trace, 'outcome' | 'path'>): boolean {
  return (
    a === b || (a.outcome === b.outcome && a.path.length === b.path.length && a.path.every((l, i) => l === b.path[i]))
  );
}

/** What two failures do when they do no more than one of them: the first that makes a difference decides. */
function implied(usual: Fate, one: Fate, other: Fate): Fate {
  const either = (mode: Mode) => (sameWay(one[mode], usual[mode]) ? other : one)[mode];
  return { baseline: either('baseline'), controlled: either('controlled') };
}

function isImplied(fate: Fate, usual: Fate, one: Fate, other: Fate): boolean {
  const expected = implied(usual, one, other);
  return MODES.every((mode) => sameWay(fate[mode], expected[mode]));
}

/**
 * In the order of the scenarios and flows, `baseline` before `controlled`. Every flow is judged in every scenario, but not
 * where a site is lost in which it starts or ends; of two failures only what the two do together is listed, else there
 * would be millions of results. A flow that is not listed there fares as `resultIn` says.
 */
export function resultsOf(world: World, scenarios: readonly Scenario[]): readonly FlowResult[] {
  const { traffic, usual, failed, both } = failuresOf(world);
  const known = new Map<string, ReturnType<typeof failed>>();
  const alone = (scenario: Scenario) => {
    const key = JSON.stringify(scenario);
    const fates = known.get(key) ?? failed(scenario);
    known.set(key, fates);
    return fates;
  };
  const listed = (scenario: Scenario, flows: readonly number[], of: (flow: number) => Fate) =>
    flows.flatMap((i): FlowResult[] => {
      const { flow } = traffic[i] ?? {};
      if (!flow || !isJudged(scenario, flow)) return [];
      const fate = of(i);
      return MODES.map((mode) => ({ scenario, flow, mode, ...fate[mode] }));
    });
  const everyFlow = traffic.map((_, i) => i);
  return scenarios.flatMap((scenario) => {
    const [one, other] = failedAlone(scenario).map(alone);
    if (!one || !other) return listed(scenario, everyFlow, alone(scenario).of);
    const fates = both(one, other, scenario);
    const more = [...fates.moved].filter((i) => !isImplied(fates.of(i), usual.of(i), one.of(i), other.of(i)));
    return listed(
      scenario,
      more.sort((a, b) => a - b),
      fates.of,
    );
  });
}

type ResultIn = (scenario: Scenario, flow: Flow, mode: Mode) => FlowResult | undefined;

/** How a flow fares in any of the scenarios, listed or not; undefined where it is not judged. */
export function resultIn(results: readonly FlowResult[]): ResultIn {
  const flowText = ({ from, to }: Flow, mode: Mode) => `${from.length} ${from} ${to} ${mode}`;
  const byScenario = new Map<string, Map<string, FlowResult>>();
  const inScenario = new WeakMap<Scenario, Map<string, FlowResult>>();
  const listedOf = (scenario: Scenario) => {
    const known = inScenario.get(scenario);
    if (known) return known;
    const key = JSON.stringify(scenario);
    const listed = byScenario.get(key) ?? new Map<string, FlowResult>();
    byScenario.set(key, listed);
    inScenario.set(scenario, listed);
    return listed;
  };
  for (const result of results) listedOf(result.scenario).set(flowText(result.flow, result.mode), result);
  return (scenario, flow, mode) => {
    const find = (of: Scenario) => listedOf(of).get(flowText(flow, mode));
    const found = find(scenario);
    if (found) return found;
    const [one, other] = failedAlone(scenario).map(find);
    const usual = find(NOTHING_FAILED);
    return one && usual && sameWay(one, usual) ? other : one;
  };
}
