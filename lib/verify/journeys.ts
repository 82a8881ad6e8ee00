// Pure: what a flow's packets do in a network, and which part of the network they depend on, so that a scenario that
// touches none of it need not be traced again.

import { overlaps, type Prefix } from '../net/prefix';
import type { Flow } from '../routing/backbone';
import { traceFlow, worstTrace } from '../routing/flow-trace';
import type { LinkConditions, Network, RouterRoute, RouteTarget } from '../routing/network';
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

/** The site where a trace ends. */
function siteOfEnd(network: Network, trace: Trace): string | undefined {
  const index = indexNetwork(network);
  const place = trace.hops.at(-1)?.place;
  if (place?.at === 'vpc') return index.vpcs.get(place.vpc)?.site;
  if (place?.at === 'router') return index.routers.get(place.router)?.site;
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

/** What differs between a settled network and another, and which links carry nothing. */
export interface Change {
  readonly dead: readonly string[];
  /** Prefixes of the routes that are in one of the two only, by the table or router that holds them. */
  readonly changed: ReadonlyMap<string, readonly Prefix[]>;
}

interface Held {
  readonly id: string;
  readonly routes: readonly { readonly prefix: Prefix; readonly target: RouteTarget | RouterRoute['target'] }[];
}

function holders({ tables, routers }: Network): readonly Held[] {
  return [...tables, ...routers];
}

function routeKey({ prefix, target, ...rest }: Held['routes'][number]): string {
  const origin = 'origin' in rest ? String(rest.origin) : '';
  return `${prefix.text} ${origin} ${JSON.stringify(target)}`;
}

/** Prefixes of the routes that only one of the two holds. */
function difference(before: Held, after: Held): readonly Prefix[] {
  const byKey = (held: Held) => new Map(held.routes.map((route) => [routeKey(route), route.prefix]));
  const [old, now] = [byKey(before), byKey(after)];
  return [...[...old].filter(([key]) => !now.has(key)), ...[...now].filter(([key]) => !old.has(key))].map(
    ([, prefix]) => prefix,
  );
}

/** Both networks settled; the second was made from the first. */
export function changeOf(before: Network, after: Network, conditions: LinkConditions): Change {
  const old = new Map(holders(before).map((held) => [held.id, held]));
  const changed = holders(after).flatMap((held): [string, readonly Prefix[]][] => {
    const was = old.get(held.id);
    return was === undefined || was === held ? [] : [[held.id, difference(was, held)]];
  });
  const dead = [...conditions].flatMap(([link, condition]) => (carries(condition) ? [] : [link]));
  return { dead, changed: new Map(changed) };
}

/** True when the change can make no difference to any packet of a flow to these destinations. */
export function untouched(
  { links, tables }: Journey,
  destinations: readonly Prefix[],
  { dead, changed }: Change,
): boolean {
  if (dead.some((link) => links.has(link))) return false;
  for (const [table, prefixes] of changed)
    if (tables.has(table) && prefixes.some((a) => destinations.some((b) => overlaps(a, b)))) return false;
  return true;
}
