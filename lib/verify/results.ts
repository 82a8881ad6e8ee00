// Pure: what becomes of every flow in every scenario, with and without the controller.

import { applySteering, desiredSteering, type Steering } from '../controller/steer';
import type { Prefix } from '../net/prefix';
import type { Backbone, Flow, FlowRequirement } from '../routing/backbone';
import { settle } from '../routing/bgp';
import { worstTrace } from '../routing/flow-trace';
import type { LinkConditions, Network } from '../routing/network';
import type { Scenario } from '../routing/scenario';
import type { Hop, Outcome, Trace } from '../routing/trace';
import { type Change, changeOf, type Journey, journeyOf, untouched } from './journeys';
import { type Clouds, withClouds } from './network/gateway-tables';
import { conditionsOf, isJudged, standingsOf } from './scenarios';

/** `baseline`: what CloudFormation owns, alone. `controlled`: with what controllers would add, announce and withdraw. */
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

/** A flow when nothing has failed. */
interface Healthy {
  readonly flow: FlowRequirement;
  readonly journey: Journey;
  readonly destinations: readonly Prefix[];
}

/** Where a site's packets end: in its VPCs, or behind its router. */
function destinationsOf(network: Network, site: string): readonly Prefix[] {
  const vpcs = network.vpcs.filter((vpc) => vpc.site === site).flatMap((vpc) => vpc.cidrs);
  const routers = network.routers.filter((router) => router.site === site).flatMap((router) => router.announces);
  return [...vpcs, ...routers];
}

function healthyFlows(network: Network, backbone: Backbone): readonly Healthy[] {
  return backbone.flows.map((flow) => ({
    flow,
    journey: journeyOf(network, HEALTHY, flow),
    destinations: destinationsOf(network, flow.to),
  }));
}

/** The trace of a flow in a changed network; the healthy one where the change does not touch it. */
function traceAfter(network: Network, conditions: LinkConditions, change: Change, healthy: Healthy): Trace {
  const { flow, journey, destinations } = healthy;
  return untouched(journey, destinations, change) ? journey.trace : journeyOf(network, conditions, flow).trace;
}

interface World {
  readonly network: Network;
  readonly clouds: Clouds;
  readonly backbone: Backbone;
}

const HEALTHY: LinkConditions = new Map();

/**
 * The networks that controllers make of a failed one: with everything that they add, and then with what they withdraw
 * from links that nobody uses any more. A flow has to survive both.
 */
function steeredNetworks({ network, clouds, backbone }: World, conditions: LinkConditions): readonly Network[] {
  const steering = desiredSteering(network, conditions, backbone, standingsOf(conditions));
  const laid = (part: Steering) => withClouds(applySteering(network, backbone, part), clouds);
  const added = laid({ ...steering, withdrawals: [] });
  return steering.withdrawals.length === 0 ? [added] : [added, laid(steering)];
}

function resultsIn(world: World, scenario: Scenario, flows: readonly Healthy[]) {
  const { network, backbone } = world;
  const conditions = conditionsOf(scenario, backbone);
  const before = settle(network, HEALTHY);
  const failed = changeOf(before, settle(network, conditions), conditions);
  const steered = steeredNetworks(world, conditions).map((after) => ({
    after,
    change: changeOf(before, settle(after, conditions), conditions),
  }));
  return flows.flatMap((healthy): FlowResult[] => {
    const { from, to } = healthy.flow;
    if (!isJudged(healthy.flow, scenario)) return [];
    const baseline = traceAfter(network, conditions, failed, healthy);
    const traces = steered.map(({ after, change }) => traceAfter(after, conditions, change, healthy));
    const controlled = worstTrace(traces) ?? baseline;
    return [
      { scenario, flow: { from, to }, mode: 'baseline', ...baseline },
      { scenario, flow: { from, to }, mode: 'controlled', ...controlled },
    ];
  });
}

/** In the order of the scenarios and flows, `baseline` before `controlled`. */
export function resultsOf(world: World, scenarios: readonly Scenario[]): readonly FlowResult[] {
  const flows = healthyFlows(world.network, world.backbone);
  return scenarios.flatMap((scenario) => resultsIn(world, scenario, flows));
}
