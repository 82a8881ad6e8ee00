// Pure: what becomes of every flow in every scenario, with and without the controller.

import { applyOverrides, desiredOverrides, type Override } from '../controller/overrides';
import type { Prefix } from '../net/prefix';
import type { Backbone, Flow } from '../routing/backbone';
import type { LinkConditions, Network } from '../routing/network';
import type { Scenario } from '../routing/scenario';
import type { Hop, Outcome, Trace } from '../routing/trace';
import { type Change, changeOf, type Journey, journeyOf, untouched } from './journeys';
import { type Clouds, withClouds } from './network/gateway-tables';
import { conditionsOf, standingsOf } from './scenarios';

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

/** The overrides that all sites together would hold in a scenario. */
export function overridesIn(network: Network, backbone: Backbone, scenario: Scenario): readonly Override[] {
  const standings = standingsOf(scenario);
  return backbone.sites
    .filter((site) => site.kind === 'aws')
    .flatMap((site) => desiredOverrides(network, backbone, standings, site.name));
}

/** A flow when nothing has failed. */
interface Healthy {
  readonly flow: Flow;
  readonly journey: Journey;
  readonly destinations: readonly Prefix[];
}

function healthyFlows(network: Network, backbone: Backbone): readonly Healthy[] {
  return backbone.flows.map(({ from, to }) => {
    const flow = { from, to };
    const destinations = network.vpcs.filter((vpc) => vpc.site === to).flatMap((vpc) => vpc.cidrs);
    return { flow, journey: journeyOf(network, new Map(), flow), destinations };
  });
}

/** The trace of a flow in a changed network; the healthy one where the change does not touch it. */
function traceAfter(network: Network, conditions: LinkConditions, change: Change, healthy: Healthy): Trace {
  const { flow, journey, destinations } = healthy;
  return untouched(journey, destinations, change) ? journey.trace : journeyOf(network, conditions, flow).trace;
}

/** What is failed. */
interface World {
  readonly network: Network;
  readonly clouds: Clouds;
  readonly backbone: Backbone;
}

function resultsIn({ network, clouds, backbone }: World, scenario: Scenario, flows: readonly Healthy[]) {
  const conditions = conditionsOf(scenario);
  const steered = withClouds(applyOverrides(network, overridesIn(network, backbone, scenario)), clouds);
  const failed = changeOf(network, network, conditions);
  const changed = changeOf(network, steered, conditions);
  return flows.flatMap((healthy): FlowResult[] => {
    const baseline = traceAfter(network, conditions, failed, healthy);
    const controlled = steered === network ? baseline : traceAfter(steered, conditions, changed, healthy);
    return [
      { scenario, flow: healthy.flow, mode: 'baseline', ...baseline },
      { scenario, flow: healthy.flow, mode: 'controlled', ...controlled },
    ];
  });
}

/** In the order of the scenarios and flows, `baseline` before `controlled`. */
export function resultsOf(world: World, scenarios: readonly Scenario[]): readonly FlowResult[] {
  const flows = healthyFlows(world.network, world.backbone);
  return scenarios.flatMap((scenario) => resultsIn(world, scenario, flows));
}
