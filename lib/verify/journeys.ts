// Pure: what a flow's packets do in a network, and which part of the network they depend on, so that a failure that
// touches none of it need not be traced again.

import type { Prefix } from '../net/prefix';
import type { Backbone, Flow } from '../routing/backbone';
import { packetsIn, worstTrace } from '../routing/flow-trace';
import type { LinkConditions, Network } from '../routing/network';
import { indexNetwork } from '../routing/network-index';
import { steeringPrefixes } from '../routing/steering';
import { type Place, type Trace, trace } from '../routing/trace';

export interface Journey {
  /** Of the packet that fares worst. */
  readonly trace: Trace;
  /** Every link that any packet of the flow enters, and every table and router that is consulted. */
  readonly links: ReadonlySet<string>;
  readonly holders: ReadonlySet<string>;
}

/** A flow and its packets, one of each class, whatever controllers add to the network. */
export interface Traffic {
  readonly flow: Flow;
  readonly packets: ReturnType<ReturnType<typeof packetsIn>>;
}

function unknownTrace(said: string): Trace {
  return { outcome: 'unknown', path: [], hops: [{ place: { at: 'vpc-table', table: '' }, said }] };
}

/** The site of a place where packets end. */
function siteAt(network: Network, place: Place): string | undefined {
  const index = indexNetwork(network);
  if (place.at === 'vpc') return index.vpcs.get(place.vpc)?.site;
  if (place.at === 'router') return index.routers.get(place.router)?.site;
  const vpc = place.at === 'vpc-table' ? index.vpcTables.get(place.table)?.vpc : undefined;
  return vpc === undefined ? undefined : index.vpcs.get(vpc)?.site;
}

/** What controllers may put into tables, as lists hold it or as the backbone asks for it. */
function steeringIn(network: Network, backbone: Backbone): readonly Prefix[] {
  const lists = network.prefixLists.flatMap(({ entries }) => entries);
  return [...lists, ...backbone.sites.flatMap(({ specifics }) => steeringPrefixes(specifics))];
}

/** All traffic between the sites of the backbone, in the order of its flows. */
export function trafficOf(network: Network, backbone: Backbone): readonly Traffic[] {
  const packets = packetsIn(network, steeringIn(network, backbone));
  return backbone.flows.map(({ from, to }) => ({ flow: { from, to }, packets: packets({ from, to }) }));
}

/** Why it is not known which addresses a flow's packets go to. */
function whyBlind({ vpcs, routers }: Network, { to }: Flow): string | undefined {
  const vpc = vpcs.find(({ site, cidrs }) => site === to && cidrs.length === 0);
  if (vpc) return `the prefixes of VPC ${vpc.id} are not known`;
  const silent = routers.find(({ site, announces, holds }) => site === to && (holds ?? announces).length === 0);
  return silent && (silent.mayAnnounce?.why ?? `no route in the templates says which addresses are behind ${to}`);
}

/**
 * How a flow fares. A flow of which nothing can be traced is unknown, never delivered; so is a packet that may be delivered at
 * another site: it did not arrive, and why it went there is not for us to guess.
 */
export function journeyOf(network: Network, conditions: LinkConditions, { flow, packets }: Traffic): Journey {
  const [links, holders] = [new Set<string>(), new Set<string>()];
  const watch = { links, holders, isThere: (place: Place) => siteAt(network, place) === flow.to };
  const traces = packets.map(({ from, to }) => trace(network, conditions, from, to, watch));
  const blind = whyBlind(network, flow);
  const worst = blind === undefined ? worstTrace(traces) : unknownTrace(blind);
  return {
    trace: worst ?? unknownTrace(`the templates have no VPC tables and addresses for ${flow.from} to ${flow.to}`),
    links,
    holders,
  };
}
