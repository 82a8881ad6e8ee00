// How flows fare in a scenario by a plain calculation, which shares nothing between scenarios: the whole network is made
// anew, without the sites that are lost, and every packet is followed through it.

import { applySteering, desiredSteering } from '../../lib/controller/steer';
import type { Flow } from '../../lib/routing/backbone';
import { traceFlow, worstTrace } from '../../lib/routing/flow-trace';
import type { LinkConditions, Network } from '../../lib/routing/network';
import type { Scenario } from '../../lib/routing/scenario';
import type { Trace } from '../../lib/routing/trace';
import type { World } from '../../lib/verify/failures/part-states';
import { withClouds } from '../../lib/verify/network/gateway-tables';
import { conditionsOf } from '../../lib/verify/scenarios';

/** The network without anything that stands at these sites. Links that led there lead nowhere. */
function without(network: Network, lost: ReadonlySet<string>): Network {
  if (lost.size === 0) return network;
  const gateways = network.gateways.filter(({ site }) => !lost.has(site));
  const isLeft = (id: string) => gateways.some((gateway) => gateway.id === id);
  const vpcs = network.vpcs.filter(({ site }) => !lost.has(site));
  return {
    ...network,
    gateways,
    tables: network.tables.filter(({ gateway }) => isLeft(gateway)),
    attachments: network.attachments.filter(({ gateway }) => isLeft(gateway)),
    vpcs,
    vpcTables: network.vpcTables.filter(({ vpc }) => vpcs.some(({ id }) => id === vpc)),
    prefixLists: network.prefixLists.filter(({ site }) => !lost.has(site)),
    sessions: network.sessions.filter(({ gateway }) => isLeft(gateway)),
  };
}

/** With what controllers add, and then with what they withdraw. */
function steered({ network, backbone, clouds }: World, conditions: LinkConditions): readonly Network[] {
  const standings = new Map([...conditions.keys()].map((link) => [link, 'down' as const]));
  const steering = desiredSteering(network, conditions, backbone, standings);
  const parts = steering.withdrawals.length === 0 ? [[]] : [[], steering.withdrawals];
  return parts.map((withdrawals) => withClouds(applySteering(network, backbone, { ...steering, withdrawals }), clouds));
}

export interface NaiveFates {
  readonly baseline: (flow: Flow) => Trace | undefined;
  readonly controlled: (flow: Flow) => Trace | undefined;
}

export function naiveFates(world: World, scenario: Scenario): NaiveFates {
  const conditions = conditionsOf(scenario, world.backbone);
  const left = without(world.network, new Set(scenario.sites));
  const worst = (networks: readonly Network[]) => (flow: Flow) =>
    worstTrace(networks.flatMap((network) => traceFlow(network, conditions, flow)));
  return { baseline: worst([left]), controlled: worst(steered({ ...world, network: left }, conditions)) };
}
