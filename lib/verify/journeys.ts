// Pure: what a flow's packets do in a network, and which part of the network they depend on, so that a scenario that
// touches none of it need not be traced again.

import { overlaps, type Prefix } from '../net/prefix';
import type { Flow } from '../routing/backbone';
import { traceFlow, worstTrace } from '../routing/flow-trace';
import type { GatewayTable, LinkConditions, Network } from '../routing/network';
import { indexNetwork } from '../routing/network-index';
import { carries, type Trace } from '../routing/trace';

export interface Journey {
  /** Of the packet that fares worst. */
  readonly trace: Trace;
  /** Every link that any packet of the flow enters, and every table that is consulted. */
  readonly links: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
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
export function journeyOf(network: Network, conditions: LinkConditions, flow: Flow): Journey {
  const traces = traceFlow(network, conditions, flow).map((trace) => atRightSite(network, flow, trace));
  const blind = network.vpcs.find((vpc) => vpc.site === flow.to && vpc.cidrs.length === 0);
  const trace = blind ? unknownTrace(`the prefixes of VPC ${blind.id} are not known`) : worstTrace(traces);
  return {
    trace: trace ?? unknownTrace(`the templates have no VPC tables and addresses for ${flow.from} to ${flow.to}`),
    links: new Set(traces.flatMap(({ path }) => path)),
    tables: new Set(traces.flatMap(({ hops }) => hops.flatMap(({ table }) => (table === undefined ? [] : [table])))),
  };
}

/** What differs between a network and one that was made from it, and which links carry nothing. */
export interface Change {
  readonly dead: readonly string[];
  /** Prefixes of the routes that were added, by table. */
  readonly added: ReadonlyMap<string, readonly Prefix[]>;
}

function addedTo(before: GatewayTable, after: GatewayTable): readonly Prefix[] {
  const old = new Set(before.routes);
  return after.routes.filter((route) => !old.has(route)).map((route) => route.prefix);
}

/** Only for a network to which routes were added: routes that were taken away are not noticed. */
export function changeOf(before: Network, after: Network, conditions: LinkConditions): Change {
  const old = indexNetwork(before).tables;
  const added = after.tables.flatMap((table): [string, readonly Prefix[]][] => {
    const was = old.get(table.id);
    return was === undefined || was === table ? [] : [[table.id, addedTo(was, table)]];
  });
  const dead = [...conditions].flatMap(([link, condition]) => (carries(condition) ? [] : [link]));
  return { dead, added: new Map(added) };
}

/** True when the change can make no difference to any packet of a flow to these destinations. */
export function untouched(
  { links, tables }: Journey,
  destinations: readonly Prefix[],
  { dead, added }: Change,
): boolean {
  if (dead.some((link) => links.has(link))) return false;
  for (const [table, prefixes] of added)
    if (tables.has(table) && prefixes.some((a) => destinations.some((b) => overlaps(a, b)))) return false;
  return true;
}
