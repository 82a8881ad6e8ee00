// Pure: desired overrides, from scratch. Where the shortest path and the baseline agree there is none, so in the steady
// state the controller owns nothing.

import type { Backbone } from '../routing/backbone';
import { withMore } from '../routing/lookup';
import type { GatewayRoute, GatewayTable, Network, PrefixList } from '../routing/network';
import type { Standings } from '../routing/shortest-paths';
import { type Effective, effectiveIn, goesTo, withoutOverrides } from './effective';
import { specificsOf } from './site-prefixes';
import { type SiteRouting, STEERED_TABLES, type SteeredTable, siteRouting } from './site-routing';
import { shortestWays, type Way, type Ways } from './ways';

/** One reference to a prefix list of a remote site's steering prefixes, from one table to one link. */
export interface Override {
  readonly site: string;
  readonly table: SteeredTable;
  readonly remote: string;
  readonly link: string;
}

/** An override that points at nothing we know still has to be replaced or removed. */
const UNKNOWN_LINK = '(unknown)';

/** The link that a table's own override for a list points at; null when there is none. */
export function standingOverride(table: GatewayTable, list: string, routing: SiteRouting): string | null {
  const route = table.routes.find((r) => r.origin === 'prefix-list' && r.source === list);
  if (!route) return null;
  const attachment = route.target.kind === 'attachment' ? route.target.attachment : '';
  return routing.linkOf.get(attachment) ?? UNKNOWN_LINK;
}

/**
 * The overrides a site should hold, given its tables as they are. Sorted by remote site, then `transit` first.
 */
export function overridesFor(
  routing: SiteRouting,
  tables: Readonly<Record<SteeredTable, GatewayTable>>,
  backbone: Backbone,
  standings: Standings,
  ways: Ways = shortestWays(backbone, routing.site, standings),
): readonly Override[] {
  const each = STEERED_TABLES.map((name) => {
    const beneath = withoutOverrides(tables[name], routing);
    return { name, effective: effectiveIn(beneath, routing) };
  });
  const overrides: Override[] = [];
  for (const remote of backbone.sites) {
    const way = ways.get(remote.name);
    const list = way && routing.listOf.get(remote.name);
    if (!way || !list) continue;
    for (const { name, effective } of each) {
      const link = wantedLink(way, effective(specificsOf(remote)), () =>
        standingOverride(tables[name], list.id, routing),
      );
      if (link !== null) overrides.push({ site: routing.site, table: name, remote: remote.name, link });
    }
  }
  return overrides;
}

/** Where an override should lead; null when there should be none. */
function wantedLink(way: Way, beneath: Effective, standing: () => string | null): string | null {
  if (way.kind === 'stands') return standing();
  return goesTo(beneath, way.link) ? null : way.link;
}

/** The site's two steered tables as the network holds them, or undefined when one is missing. */
export function steeredTables(
  network: Network,
  routing: SiteRouting,
): Readonly<Record<SteeredTable, GatewayTable>> | undefined {
  const transit = network.tables.find((table) => table.id === routing.tables.transit);
  const spokes = network.tables.find((table) => table.id === routing.tables.spokes);
  return transit && spokes ? { transit, spokes } : undefined;
}

/** The overrides that a site's controller would hold in this network when all sites see these standings. */
export function desiredOverrides(
  network: Network,
  backbone: Backbone,
  standings: Standings,
  site: string,
): readonly Override[] {
  const routing = siteRouting(network, site);
  const tables = routing && steeredTables(network, routing);
  return routing && tables ? overridesFor(routing, tables, backbone, standings) : [];
}

const referenced = new WeakMap<PrefixList, Map<string, readonly GatewayRoute[]>>();

/** The routes that a prefix-list reference puts into a table; the same values for the same reference. */
export function referencedRoutes(list: PrefixList, attachment: string): readonly GatewayRoute[] {
  const known = referenced.get(list) ?? new Map<string, readonly GatewayRoute[]>();
  referenced.set(list, known);
  const routes =
    known.get(attachment) ??
    list.entries.map(
      (entry): GatewayRoute => ({
        prefix: entry,
        origin: 'prefix-list',
        target: { kind: 'attachment', attachment },
        source: list.id,
      }),
    );
  known.set(attachment, routes);
  return routes;
}

/** The network with these overrides in place. */
export function applyOverrides(network: Network, overrides: readonly Override[]): Network {
  if (overrides.length === 0) return network;
  const added = new Map<string, GatewayRoute[]>();
  for (const site of new Set(overrides.map((override) => override.site))) {
    const routing = siteRouting(network, site);
    for (const override of overrides.filter((o) => o.site === site)) {
      const list = routing?.listOf.get(override.remote);
      const attachment = routing?.attachmentOf.get(override.link);
      if (!routing || !list || attachment === undefined) continue;
      const table = routing.tables[override.table];
      const routes = added.get(table) ?? [];
      added.set(table, routes);
      routes.push(...referencedRoutes(list, attachment));
    }
  }
  const tables = network.tables.map((table) => {
    const routes = added.get(table.id);
    return routes ? { ...table, routes: withMore(table.routes, routes) } : table;
  });
  return { ...network, tables };
}
