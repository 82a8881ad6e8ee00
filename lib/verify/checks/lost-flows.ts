// Pure: flows that are not delivered, and what that means.
//
//   outcome    scenario         mode         finding
//   loop       any              any          verify-loop
//   other      nothing failed   any          by its outcome: verify-no-path, verify-blackhole, verify-dead-link,
//   other      must survive     controlled     verify-flow-unknown
//   other      need not         controlled   verify-loss-accepted
//   other      any failure      baseline     verify-baseline-loses-flow
//
// Of two failed links, errors stand one by one. Information is given where neither link alone loses the flow, and once for
// all pairs.

import type { FlowRequirement } from '../../routing/backbone';
import { nothingFailed, type Scenario, scenarioName } from '../../routing/scenario';
import type { Outcome, Trace } from '../../routing/trace';
import { type Finding, finding, type VerifyCode } from '../findings';
import type { FlowResult } from '../results';
import { failedAlone, mustSurvive } from '../scenarios';
import type { Check } from './check';

type Lost = FlowResult & { readonly outcome: Exclude<Outcome, 'delivered'> };

const CODES = {
  unknown: 'verify-flow-unknown',
  'dead-link': 'verify-dead-link',
  'no-path': 'verify-no-path',
  blackhole: 'verify-blackhole',
  loop: 'verify-loop',
} as const satisfies Record<Lost['outcome'], VerifyCode>;

function isLost(result: FlowResult): result is Lost {
  return result.outcome !== 'delivered';
}

function codeOf({ outcome, scenario, mode }: Lost, required: boolean): VerifyCode {
  if (outcome === 'loop' || nothingFailed(scenario)) return CODES[outcome];
  if (mode === 'baseline') return 'verify-baseline-loses-flow';
  return required ? CODES[outcome] : 'verify-loss-accepted';
}

function fixOf(code: VerifyCode, { outcome, hops }: Trace): string {
  if (code === 'verify-baseline-loses-flow') return 'none while the controller runs: it steers the flow to other links';
  const last = hops.at(-1);
  const where = last?.table ?? last?.matched?.source ?? 'the table above';
  switch (outcome) {
    case 'no-path':
      return `give ${where} a route for the destination, or associate the attachment with a table`;
    case 'blackhole':
      return `let ${last?.matched?.source ?? 'the route'} lead to an attachment of its own gateway`;
    case 'loop':
      return `let ${where} lead to a site that is nearer to the destination`;
    case 'dead-link':
      return 'add a link beside it, and a path that the tables can be steered to';
    case 'unknown':
      return 'give the value in the template, so that it is known before deployment';
    case 'delivered':
      return 'nothing to do';
  }
}

function lost(result: Lost, required: boolean): Finding {
  const { scenario, flow, mode, outcome, path, hops } = result;
  const last = hops.at(-1);
  const over = path.length === 0 ? '' : ` after ${path.join(' › ')}`;
  const when = `${flow.from} to ${flow.to}, ${scenarioName(scenario)}, ${mode}`;
  const code = codeOf(result, required);
  const trace = { outcome, path, hops };
  return finding(code, {
    message: `${when}: ${outcome}${over}: ${last?.said ?? 'nothing is known of it'}`,
    fix: fixOf(code, trace),
    scenario,
    flow,
    trace,
    ...(last?.matched ? { source: last.matched.source } : {}),
  });
}

/** Both modes fail alike when the controller has nothing to steer with: then the baseline's finding says it all. */
function repeats(result: FlowResult, before: FlowResult | undefined): boolean {
  return result.mode === 'controlled' && nothingFailed(result.scenario) && before?.outcome === result.outcome;
}

/** What a finding is told once for; undefined: by itself. */
function groupOf({ code, severity, scenario, flow }: Finding): string | undefined {
  if (severity !== 'info' || scenario?.links.length !== 2) return undefined;
  return [code, flow?.from, flow?.to].join(' ');
}

/** The first finding of each group, saying how many more there are. */
function toldOnce(findings: readonly Finding[]): readonly Finding[] {
  const counts = new Map<string, number>();
  const firsts = findings.filter((found) => {
    const group = groupOf(found);
    if (group === undefined) return true;
    const before = counts.get(group) ?? 0;
    counts.set(group, before + 1);
    return before === 0;
  });
  return firsts.map((found) => {
    const more = (counts.get(groupOf(found) ?? '') ?? 1) - 1;
    const pairs = more === 1 ? 'one more pair' : `${more} more pairs`;
    return more === 0 ? found : { ...found, message: `${found.message}; and so with ${pairs} of links` };
  });
}

/** Whether one of two failed links alone loses the flow in the same mode. */
function lostAlone(results: readonly FlowResult[]): (result: FlowResult) => boolean {
  const keyOf = ({ flow: { from, to }, mode }: FlowResult, scenario: Scenario) =>
    JSON.stringify([from, to, mode, scenario]);
  const lostOnes = results.filter(({ outcome, scenario }) => outcome !== 'delivered' && scenario.links.length === 1);
  const keys = new Set(lostOnes.map((result) => keyOf(result, result.scenario)));
  return (result) => failedAlone(result.scenario).some((scenario) => keys.has(keyOf(result, scenario)));
}

export const lostFlows: Check = ({ backbone, results }) => {
  const requirements = new Map(
    backbone.flows.map((flow): [string, FlowRequirement] => [`${flow.from} ${flow.to}`, flow]),
  );
  const isTold = lostAlone(results);
  const all = results.flatMap((result, i) => {
    if (!isLost(result) || repeats(result, results[i - 1])) return [];
    const requirement = requirements.get(`${result.flow.from} ${result.flow.to}`);
    const found = lost(result, requirement !== undefined && mustSurvive(requirement, result.scenario));
    return found.severity === 'info' && isTold(result) ? [] : [found];
  });
  return toldOnce(all);
};
