// Pure: what one site's controller steers with: its tables, its links' attachments, its prefix lists and its ends of BGP
// sessions. It is taken from the baseline, not settled: neither what is up nor what controllers wrote belongs in it.

import type { Prefix } from '../net/prefix';
import type { Advertisement, GatewayTable, Network, PrefixList, RouteOrigin, Session } from '../routing/network';
import { attachmentKey, indexNetwork } from '../routing/network-index';

/** The tables that overrides go into. */
export const STEERED_TABLES = ['transit', 'spokes'] as const;
export type SteeredTable = (typeof STEERED_TABLES)[number];

export interface SiteRouting {
  readonly site: string;
  readonly gateway: string;
  /** Table id by name. */
  readonly tables: Readonly<Record<SteeredTable, string>>;
  /** Attachment id at this site, by link name, and the inverse. */
  readonly attachmentOf: ReadonlyMap<string, string>;
  readonly linkOf: ReadonlyMap<string, string>;
  /** The list of the whole of a remote site's steering prefixes, by remote site. */
  readonly listOf: ReadonlyMap<string, PrefixList>;
  /** The site's ends of BGP sessions, by link name. */
  readonly sessionOf: ReadonlyMap<string, SessionEnd>;
  /** Attachment id of each of the site's VPCs, by its CIDRs. */
  readonly locals: readonly { readonly cidr: Prefix; readonly attachment: string }[];
  /** Addresses of probers and responders anywhere: their routes are pinned to links, and steer nothing. */
  readonly probes: readonly Prefix[];
}

/** What a controller has to know of a BGP link at its own end. */
export interface SessionEnd {
  readonly link: string;
  /** The on-prem site. */
  readonly premises: string;
  readonly attachment: string;
  readonly origin: Session['origin'];
  /** What the premises announce, and the length of the AS path with which they do. */
  readonly announced: readonly Prefix[];
  readonly pathLength: number;
  /** Tables that learn it in the baseline. */
  readonly propagatesTo: readonly string[];
  /** VPN: the table whose content is what the VPN advertises. Absent on Direct Connect. */
  readonly edgeTable?: string;
  /** VPN: what that table holds in the baseline: its static routes, and the VPCs that propagate into it. */
  readonly edgeStatics: readonly { readonly prefix: Prefix; readonly attachment: string }[];
  readonly edgeVpcs: readonly { readonly prefix: Prefix; readonly attachment: string }[];
  /** Direct Connect: what the baseline announces. */
  readonly allowed: readonly Prefix[];
}

function routesOf(table: GatewayTable | undefined, origin: RouteOrigin): SessionEnd['edgeStatics'] {
  return (table?.routes ?? []).flatMap((route) =>
    route.origin === origin && route.target.kind === 'attachment'
      ? [{ prefix: route.prefix, attachment: route.target.attachment }]
      : [],
  );
}

/** What the AWS end says in the baseline. */
function baselineOf(advertises: Advertisement, table: GatewayTable | undefined) {
  const edge = advertises.kind === 'table' ? table : undefined;
  return {
    edgeStatics: routesOf(edge, 'static'),
    edgeVpcs: routesOf(edge, 'vpc'),
    allowed: advertises.kind === 'prefixes' ? advertises.prefixes : [],
    ...(edge ? { edgeTable: edge.id } : {}),
  };
}

function sessionEnds(network: Network, gateway: string): readonly SessionEnd[] {
  const { attachments, routers, tables } = indexNetwork(network);
  return network.sessions
    .filter((session) => session.gateway === gateway)
    .flatMap(({ link, router, attachment, origin, pathLength, propagatesTo, advertises }): SessionEnd[] => {
      const premises = routers.get(router);
      if (!premises) return [];
      const associated = attachments.get(attachmentKey(gateway, attachment))?.table;
      return [
        {
          link,
          premises: premises.site,
          attachment,
          origin,
          announced: premises.announces,
          pathLength,
          propagatesTo,
          ...baselineOf(advertises, associated === undefined ? undefined : tables.get(associated)),
        },
      ];
    });
}

function localVpcs(network: Network, gateway: string): SiteRouting['locals'] {
  const { vpcs } = indexNetwork(network);
  return network.attachments.flatMap(({ id, gateway: at, to }) =>
    at === gateway && to.kind === 'vpc'
      ? (vpcs.get(to.vpc)?.cidrs ?? []).map((cidr) => ({ cidr, attachment: id }))
      : [],
  );
}

const known = new WeakMap<Network, Map<string, { readonly routing: SiteRouting | undefined }>>();

/** Undefined when the site has no gateway with both tables: then there is nothing to steer with. */
export function siteRouting(network: Network, site: string): SiteRouting | undefined {
  const sites = known.get(network) ?? new Map<string, { readonly routing: SiteRouting | undefined }>();
  known.set(network, sites);
  const found = sites.get(site) ?? { routing: readRouting(network, site) };
  sites.set(site, found);
  return found.routing;
}

function readRouting(network: Network, site: string): SiteRouting | undefined {
  const gateway = network.gateways.find((g) => g.site === site)?.id;
  const table = (name: string) => network.tables.find((t) => t.gateway === gateway && t.name === name)?.id;
  const [transit, spokes] = [table('transit'), table('spokes')];
  if (gateway === undefined || transit === undefined || spokes === undefined) return undefined;
  const ends = network.attachments.flatMap((a): [string, string][] =>
    a.gateway === gateway && a.to.kind === 'link' ? [[a.to.link, a.id]] : [],
  );
  const lists = network.prefixLists.filter((list) => list.site === site && list.vpc === undefined);
  return {
    site,
    gateway,
    tables: { transit, spokes },
    attachmentOf: new Map(ends),
    linkOf: new Map(ends.map(([link, attachment]) => [attachment, link])),
    listOf: new Map(lists.map((list) => [list.steers, list])),
    sessionOf: new Map(sessionEnds(network, gateway).map((end) => [end.link, end])),
    locals: localVpcs(network, gateway),
    probes: [...network.vpcs, ...network.routers].flatMap(({ probes = [] }) => probes),
  };
}
