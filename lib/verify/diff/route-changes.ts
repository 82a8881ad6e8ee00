// Pure: static routes of gateways that lead elsewhere than before, and whether traffic is on them now. CloudFormation's
// documentation says of every property of such a route that another value is another route, and AWS says nowhere that the
// change leaves no gap; so what carries traffic has to be drained first.

import { parsePrefix } from '../../net/prefix';
import { traceFlow } from '../../routing/flow-trace';
import type { GatewayRoute, GatewayTable, LinkConditions, Network } from '../../routing/network';
import { attachmentKey, indexNetwork } from '../../routing/network-index';
import { canonicalJson, compareText } from '../json';
import type { RouteChange } from './difference-schema';
import { type Compared, keptFlows } from './side';

type Target = NonNullable<RouteChange['after']>;

function targetOf(network: Network, { gateway }: GatewayTable, { target }: GatewayRoute): Target {
  if (target.kind !== 'attachment') return { kind: target.kind };
  const to = indexNetwork(network).attachments.get(attachmentKey(gateway, target.attachment))?.to;
  if (to === undefined) return { kind: 'unknown' };
  if (to.kind === 'link') return { kind: 'link', name: to.link };
  return { kind: 'vpc', name: indexNetwork(network).vpcs.get(to.vpc)?.name ?? to.vpc };
}

interface Placed {
  readonly site: string;
  readonly table: string;
  readonly prefix: string;
  readonly to: Target;
  /** As hops of a trace name it. */
  readonly hop: string;
}

const hopKey = (table: string | undefined, prefix: string) => `${table} ${prefix}`;

/** A table by the name that it has at its site; by its id where two have the same. */
function tableName({ tables }: Network, { id, name, gateway }: GatewayTable): string {
  const alike = tables.filter((table) => table.gateway === gateway && table.name === name);
  return alike.length > 1 ? id : name;
}

/** The static routes of all gateways, by where they stand and what they lead to. */
function staticRoutes({ understood: { network } }: Compared): ReadonlyMap<string, Placed> {
  const routes = network.tables.flatMap((table) =>
    table.routes
      .filter(({ origin }) => origin === 'static')
      .map((route): Placed => {
        const site = indexNetwork(network).gateways.get(table.gateway)?.site ?? table.gateway;
        const { text } = route.prefix;
        const to = targetOf(network, table, route);
        return { site, table: tableName(network, table), prefix: text, to, hop: hopKey(table.id, text) };
      }),
  );
  return new Map(routes.map((route) => [JSON.stringify([route.site, route.table, route.prefix]), route]));
}

const NOTHING: LinkConditions = new Map();

/** Routes that packets of flows match with nothing failed; of flows only that are to be carried afterwards, too. */
function routesInUse(base: Compared, head: Compared): ReadonlySet<string> {
  const { network } = base.understood;
  const hops = keptFlows(base, head).flatMap(({ after }) =>
    traceFlow(network, NOTHING, { from: after.from, to: after.to }).flatMap((trace) => trace.hops),
  );
  return new Set(hops.flatMap(({ table, matched }) => (matched ? [hopKey(table, matched.prefix)] : [])));
}

/** Prefixes of what measures links and answers. */
function probePrefixes(network: Network): ReadonlySet<string> {
  const inVpcs = network.vpcs.flatMap(({ probes = [] }) => probes);
  const onPremises = network.routers.flatMap(({ probes = [] }) => probes);
  return new Set([...inVpcs, ...onPremises].map(({ text }) => text));
}

function comparePlaces(a: RouteChange, b: RouteChange): number {
  const [one, other] = [parsePrefix(a.prefix), parsePrefix(b.prefix)];
  const bits =
    one.ok && other.ok ? Number(one.value.bits > other.value.bits) - Number(one.value.bits < other.value.bits) : 0;
  return compareText(a.site, b.site) || compareText(a.table, b.table) || bits || compareText(a.prefix, b.prefix);
}

/** In the order of sites, tables and prefixes. */
export function routeChanges(base: Compared, head: Compared): readonly RouteChange[] {
  const [before, after] = [staticRoutes(base), staticRoutes(head)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => canonicalJson(before.get(key)?.to) !== canonicalJson(after.get(key)?.to),
  );
  if (keys.length === 0) return [];
  const inUse = routesInUse(base, head);
  const probes = new Set([...probePrefixes(base.understood.network), ...probePrefixes(head.understood.network)]);
  return keys
    .flatMap((key): RouteChange[] => {
      const [was, is] = [before.get(key), after.get(key)];
      const place = is ?? was;
      if (!place) return [];
      const isUsed = was !== undefined && inUse.has(was.hop);
      const carries = probes.has(place.prefix) ? 'probes' : isUsed ? 'traffic' : 'nothing';
      const { site, table, prefix } = place;
      return [{ site, table, prefix, carries, ...(was ? { before: was.to } : {}), ...(is ? { after: is.to } : {}) }];
    })
    .sort(comparePlaces);
}
