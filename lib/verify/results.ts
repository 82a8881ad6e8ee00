// Pure: what becomes of every flow in a scenario, with and without the controller.

import { applyOverrides, desiredOverrides, type Override } from '../controller/overrides';
import type { Backbone, Flow } from '../routing/backbone';
import { traceFlow, worstTrace } from '../routing/flow-trace';
import type { LinkConditions, Network } from '../routing/network';
import { indexNetwork } from '../routing/network-index';
import type { Hop, Outcome, Trace } from '../routing/trace';
import { conditionsOf, type Scenario, standingsOf } from './scenarios';

/** `baseline`: what CloudFormation owns, alone. `controlled`: with the overrides that controllers would set. */
type Mode = 'baseline' | 'controlled';

export interface FlowResult {
  readonly scenario: Scenario;
  readonly flow: Flow;
  readonly mode: Mode;
  readonly outcome: Outcome;
  /** Links that were entered, in order, by the packet that fares worst. */
  readonly path: readonly string[];
  readonly hops: readonly Hop[];
}

export function isDelivered({ outcome }: Pick<FlowResult, 'outcome'>): boolean {
  return outcome === 'delivered';
}

/** The overrides that all sites together would hold in a scenario. */
export function overridesIn(network: Network, backbone: Backbone, scenario: Scenario): readonly Override[] {
  const standings = standingsOf(scenario);
  return backbone.sites
    .filter((site) => site.kind === 'aws')
    .flatMap((site) => desiredOverrides(network, backbone, standings, site.name));
}

function unknownTrace(said: string): Trace {
  return { outcome: 'unknown', path: [], hops: [{ place: { at: 'vpc-table', table: '' }, said }] };
}

/** The site where a trace ends in a VPC. */
function siteOfEnd(network: Network, trace: Trace): string | undefined {
  const index = indexNetwork(network);
  const place = trace.hops.at(-1)?.place;
  if (place?.at === 'vpc') return index.vpcs.get(place.vpc)?.site;
  const vpc = place?.at === 'vpc-table' ? index.vpcTables.get(place.table)?.vpc : undefined;
  return vpc === undefined ? undefined : index.vpcs.get(vpc)?.site;
}

/** A packet that is delivered at another site did not arrive; why it went there is not for us to guess. */
function atRightSite(network: Network, flow: Flow, trace: Trace): Trace {
  if (trace.outcome !== 'delivered' || siteOfEnd(network, trace) === flow.to) return trace;
  return { ...trace, outcome: 'unknown' };
}

/** How a flow fares. A flow of which nothing can be traced is unknown, never delivered. */
export function judgeFlow(network: Network, conditions: LinkConditions, flow: Flow): Trace {
  const blind = network.vpcs.find((vpc) => vpc.site === flow.to && vpc.cidrs.length === 0);
  if (blind) return unknownTrace(`the prefixes of VPC ${blind.id} are not known`);
  const traces = traceFlow(network, conditions, flow).map((trace) => atRightSite(network, flow, trace));
  return (
    worstTrace(traces) ?? unknownTrace(`the templates have no VPC tables and addresses for ${flow.from} to ${flow.to}`)
  );
}

/** Results of one scenario, in the order of the flows, `baseline` before `controlled`. */
export function resultsIn(network: Network, backbone: Backbone, scenario: Scenario): readonly FlowResult[] {
  const conditions = conditionsOf(scenario);
  const steered = applyOverrides(network, overridesIn(network, backbone, scenario));
  return backbone.flows.flatMap(({ from, to }) => {
    const flow = { from, to };
    const baseline = judgeFlow(network, conditions, flow);
    const controlled = steered === network ? baseline : judgeFlow(steered, conditions, flow);
    return [
      { scenario, flow, mode: 'baseline', ...baseline },
      { scenario, flow, mode: 'controlled', ...controlled },
    ];
  });
}
