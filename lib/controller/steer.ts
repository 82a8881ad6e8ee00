// Pure: the network as controllers would leave it: overrides, announcements and withdrawals of every site, in place.

import { contains, type Prefix } from '../net/prefix';
import type { Backbone, BackboneSite } from '../routing/backbone';
import { settle } from '../routing/bgp';
import type { GatewayRoute, GatewayTable, LinkConditions, Network, Session } from '../routing/network';
import type { Standings } from '../routing/shortest-paths';
import { type Announcement, announcementsFor, type EdgeTables } from './announcements';
import { applyOverrides, type Override, overridesFor, steeredTables } from './overrides';
import { steeringOf } from './site-prefixes';
import { type SiteRouting, siteRouting } from './site-routing';
import { type Withdrawal, withdrawalsFor } from './withdrawals';

/** Everything that controllers own in a network. */
export interface Steering {
  readonly overrides: readonly Override[];
  readonly announcements: readonly Announcement[];
  readonly withdrawals: readonly Withdrawal[];
}

function edgeTables(settled: Network, routing: SiteRouting): EdgeTables {
  const tables = new Map(settled.tables.map((table) => [table.id, table]));
  return new Map(
    [...routing.sessionOf.values()].flatMap(({ link, edgeTable }): [string, GatewayTable][] => {
      const table = edgeTable === undefined ? undefined : tables.get(edgeTable);
      return table ? [[link, table]] : [];
    }),
  );
}

/** Routes of a withdrawn link count as there (written-tables.ts), whether or not BGP would bring them. */
function heardAgain(conditions: LinkConditions, withdrawals: readonly Withdrawal[]): LinkConditions {
  const withdrawn = new Set(withdrawals.map(({ link }) => link));
  return new Map([...conditions].filter(([link]) => !withdrawn.has(link)));
}

/**
 * What the controllers of these sites would hold while the links are in these conditions and stand like this. A site
 * decides from its own tables and sessions, so of the network no more than its part is needed.
 */
export function steeringAt(
  routings: readonly SiteRouting[],
  network: Network,
  conditions: LinkConditions,
  backbone: Backbone,
  standings: Standings,
): Steering {
  const withdrawals = routings.flatMap((routing) => withdrawalsFor(routing, backbone, standings));
  const settled = settle(network, heardAgain(conditions, withdrawals));
  return {
    overrides: routings.flatMap((routing) => {
      const tables = steeredTables(settled, routing);
      return tables ? overridesFor(routing, tables, backbone, standings) : [];
    }),
    announcements: routings.flatMap((routing) =>
      announcementsFor(routing, edgeTables(settled, routing), [], backbone, standings),
    ),
    withdrawals,
  };
}

/** What every AWS site of the backbone steers with. Nobody steers in a backbone that nobody described. */
export function siteRoutings(network: Network, backbone: Backbone): readonly SiteRouting[] {
  if (backbone.inferred) return [];
  return backbone.sites.flatMap(({ name, kind }) => (kind === 'aws' ? (siteRouting(network, name) ?? []) : []));
}

/** What the controllers of all sites would hold. */
export function desiredSteering(
  network: Network,
  conditions: LinkConditions,
  backbone: Backbone,
  standings: Standings,
): Steering {
  return steeringAt(siteRoutings(network, backbone), network, conditions, backbone, standings);
}

/** The attachment to which a site's edge table sends a prefix that it announces. */
function onwardAttachment(routing: SiteRouting, onward: string | null, to: Prefix): string | undefined {
  if (onward !== null) return routing.attachmentOf.get(onward);
  return routing.locals.find(({ cidr }) => contains(cidr, to))?.attachment;
}

/** The routes that an announcement puts into an edge table. */
export function edgeRoutes(
  routing: SiteRouting,
  remote: BackboneSite,
  onward: string | null,
): readonly { readonly prefix: Prefix; readonly attachment: string }[] {
  return steeringOf(remote).flatMap((to) => {
    const attachment = onwardAttachment(routing, onward, to);
    return attachment === undefined ? [] : [{ prefix: to, attachment }];
  });
}

function withRoutes(network: Network, added: ReadonlyMap<string, readonly GatewayRoute[]>): Network {
  const tables = network.tables.map((table) => {
    const routes = added.get(table.id);
    return routes ? { ...table, routes: [...table.routes, ...routes] } : table;
  });
  return { ...network, tables };
}

function staticRoutes(routing: SiteRouting | undefined, announcement: Announcement, remote: BackboneSite) {
  const edgeTable = routing?.sessionOf.get(announcement.link)?.edgeTable;
  if (!routing || edgeTable === undefined || announcement.onward === undefined) return undefined;
  const routes = edgeRoutes(routing, remote, announcement.onward).map(
    ({ prefix: to, attachment }): GatewayRoute => ({
      prefix: to,
      origin: 'static',
      target: { kind: 'attachment', attachment },
      source: `announcement of ${remote.name} over ${announcement.link}`,
    }),
  );
  return { edgeTable, routes };
}

/** The site's routing, as it is before anything is put in place: that changes nothing of it that is needed here. */
type RoutingOf = (site: string) => SiteRouting | undefined;

/** The network with one announcement in place. */
function applyAnnouncement(
  network: Network,
  backbone: Backbone,
  announcement: Announcement,
  routingOf: RoutingOf,
): Network {
  const remote = backbone.sites.find(({ name }) => name === announcement.remote);
  if (!remote) return network;
  const edge = staticRoutes(routingOf(announcement.site), announcement, remote);
  if (edge) return withRoutes(network, new Map([[edge.edgeTable, edge.routes]]));
  const sessions = network.sessions.map((session): Session => {
    const { link, advertises } = session;
    if (link !== announcement.link || advertises.kind !== 'prefixes') return session;
    const prefixes = [...advertises.prefixes, ...steeringOf(remote)];
    return { ...session, advertises: { kind: 'prefixes', prefixes } };
  });
  return { ...network, sessions };
}

/** What a withdrawn link no longer announces: the site's specifics and the aggregates of all other AWS sites. */
export function withdrawnPrefixes(backbone: Backbone, site: string): readonly string[] {
  const own = backbone.sites.find(({ name }) => name === site)?.specifics ?? [];
  const beyond = backbone.sites.filter(({ name, kind }) => name !== site && kind === 'aws');
  return [...own, ...beyond.map(({ aggregate }) => aggregate)];
}

/** The network with one withdrawal in place. */
function applyWithdrawal(
  network: Network,
  backbone: Backbone,
  { site, link }: Withdrawal,
  routingOf: RoutingOf,
): Network {
  const routing = routingOf(site);
  const end = routing?.sessionOf.get(link);
  if (!routing || !end) return network;
  const gone = new Set(withdrawnPrefixes(backbone, site));
  const steered = new Set<string>(Object.values(routing.tables));
  const tables = network.tables.map((table): GatewayTable => {
    if (table.id !== end.edgeTable) return table;
    return { ...table, routes: table.routes.filter((route) => !gone.has(route.prefix.text)) };
  });
  const sessions = network.sessions.map((session): Session => {
    if (session.link !== link) return session;
    const propagatesTo = session.propagatesTo.filter((table) => !steered.has(table));
    const { advertises } = session;
    if (advertises.kind !== 'prefixes') return { ...session, propagatesTo };
    const prefixes = advertises.prefixes.filter(({ text }) => !gone.has(text));
    return { ...session, propagatesTo, advertises: { kind: 'prefixes', prefixes } };
  });
  return { ...network, tables, sessions };
}

/** The network with all of it in place. */
export function applySteering(network: Network, backbone: Backbone, steering: Steering): Network {
  const routingOf: RoutingOf = (site) => siteRouting(network, site);
  const overridden = applyOverrides(network, steering.overrides);
  const announced = steering.announcements.reduce(
    (before, announcement) => applyAnnouncement(before, backbone, announcement, routingOf),
    overridden,
  );
  return steering.withdrawals.reduce(
    (before, withdrawal) => applyWithdrawal(before, backbone, withdrawal, routingOf),
    announced,
  );
}
