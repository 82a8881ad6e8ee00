// Pure: what becomes of a flow in a scenario, as a page marks it, and which scenarios have something to show.
//
//   as-before   delivered, as when nothing has failed
//   moved       delivered over other links
//   lost        not delivered, and it has to be: an error
//   spared      not delivered, and that is no error: without the controller, or after more than the flow has to survive
//   unknown     nobody can tell from the templates

import type { Flow, FlowRequirement } from '../../routing/backbone';
import { failureCount, NOTHING_FAILED, nothingFailed, type Scenario } from '../../routing/scenario';
import type { FlowResult } from '../../verify/results';
import type { Judged } from './judged';

export type Mark = 'as-before' | 'moved' | 'lost' | 'spared' | 'unknown';

export interface Fate {
  readonly scenario: Scenario;
  readonly flow: Flow;
  readonly baseline: FlowResult;
  readonly controlled: FlowResult;
  readonly marks: { readonly baseline: Mark; readonly controlled: Mark };
}

/** A scenario in which some flow is moved or lost. */
export interface Row {
  readonly scenario: Scenario;
  /** Of the flows that it touches, in the order of the flows. */
  readonly touched: readonly Fate[];
}

function sameWay(a: FlowResult, b: FlowResult | undefined): boolean {
  if (b === undefined || a.outcome !== b.outcome || a.path.length !== b.path.length) return false;
  return a.path.every((link, i) => link === b.path[i]);
}

function markOf(result: FlowResult, usual: FlowResult | undefined, isDue: boolean): Mark {
  const { outcome } = result;
  if (outcome === 'delivered') return sameWay(result, usual) ? 'as-before' : 'moved';
  if (outcome === 'loop') return 'lost';
  if (outcome === 'unknown') return 'unknown';
  return isDue ? 'lost' : 'spared';
}

type FateOf = (scenario: Scenario, flow: FlowRequirement) => Fate | undefined;

interface Usual {
  readonly baseline: FlowResult | undefined;
  readonly controlled: FlowResult | undefined;
}

/** How a flow fares in a scenario, in both modes; undefined where it is not judged. */
export function fates({ resultIn, mustSurvive }: Judged): FateOf {
  const known = new Map<FlowRequirement, Usual>();
  const usualOf = (flow: FlowRequirement): Usual => {
    const usual = known.get(flow) ?? {
      baseline: resultIn(NOTHING_FAILED, flow, 'baseline'),
      controlled: resultIn(NOTHING_FAILED, flow, 'controlled'),
    };
    known.set(flow, usual);
    return usual;
  };
  return (scenario, flow) => {
    const [baseline, controlled] = [resultIn(scenario, flow, 'baseline'), resultIn(scenario, flow, 'controlled')];
    if (!baseline || !controlled) return undefined;
    const usual = usualOf(flow);
    const marks = {
      baseline: markOf(baseline, usual.baseline, nothingFailed(scenario)),
      controlled: markOf(controlled, usual.controlled, mustSurvive(flow, scenario)),
    };
    return { scenario, flow: { from: flow.from, to: flow.to }, baseline, controlled, marks };
  };
}

function isTouched({ marks }: Fate): boolean {
  return marks.baseline !== 'as-before' || marks.controlled !== 'as-before';
}

/** A key for a flow of any names. */
export function flowKey({ from, to }: Flow): string {
  return JSON.stringify([from, to]);
}

/** Of several failures at once, the flows of which the results list what those do together. */
function listedFlows({ flows, results }: Judged['verification']): (scenario: Scenario) => readonly FlowRequirement[] {
  const byFlow = new Map(flows.map((flow) => [flowKey(flow), flow]));
  const listed = new Map<string, Set<FlowRequirement>>();
  for (const { scenario, flow } of results) {
    const required = failureCount(scenario) > 1 ? byFlow.get(flowKey(flow)) : undefined;
    if (required === undefined) continue;
    const key = JSON.stringify(scenario);
    const already = listed.get(key) ?? new Set();
    listed.set(key, already.add(required));
  }
  return (scenario) => [...(listed.get(JSON.stringify(scenario)) ?? [])];
}

/** Every scenario that moves or loses a flow, in their order. Two failures count for what they do together only. */
export function touchingRows(judged: Judged): readonly Row[] {
  const { flows, scenarios } = judged.verification;
  const fateOf = fates(judged);
  const together = listedFlows(judged.verification);
  return scenarios.flatMap((scenario): Row[] => {
    const candidates = failureCount(scenario) > 1 ? together(scenario) : flows;
    const touched = candidates.flatMap((flow) => {
      const fate = fateOf(scenario, flow);
      return fate !== undefined && isTouched(fate) ? [fate] : [];
    });
    return touched.length === 0 ? [] : [{ scenario, touched }];
  });
}

const KINDS = [
  'nothing failed',
  'one link',
  'one shared risk',
  'one site',
  'two links',
  'a shared risk and a link',
] as const;
export type Kind = (typeof KINDS)[number];

/** What kind of failure it is, as groups are headed. */
export function kindOf({ links, risks, sites = [] }: Scenario): Kind {
  if (links.length > 0 && risks.length > 0) return 'a shared risk and a link';
  if (links.length > 1) return 'two links';
  if (sites.length > 0) return 'one site';
  if (risks.length > 0) return 'one shared risk';
  return links.length === 1 ? 'one link' : 'nothing failed';
}

/** The rows by what kind of failure they are, in the order of kinds; none is empty. */
export function byKind<R extends { readonly scenario: Scenario }>(
  rows: readonly R[],
): readonly (readonly [Kind, readonly R[]])[] {
  return KINDS.flatMap((kind) => {
    const own = rows.filter(({ scenario }) => kindOf(scenario) === kind);
    return own.length === 0 ? [] : [[kind, own] as const];
  });
}
