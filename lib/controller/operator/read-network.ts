// Pure: the network toward one destination, as far as it can be known: the tables that were really read, and where none
// were, what the site publishes. One trace then judges both.

import type { Backbone, BackboneSite } from '../../routing/backbone';
import type { Attachment, GatewayTable, Network, NetworkLink } from '../../routing/network';
import { edgesToward } from '../guards/believed-path';
import type { Publications } from '../order';
import type { Voices } from '../premises-entries';
import { publishedNetwork } from '../published-network';
import type { SiteRouting } from '../site-routing';
import type { SiteRoutes } from './operator-site';

/** A site whose tables were read. */
export interface ReadSite {
  readonly routing: SiteRouting;
  readonly routes: SiteRoutes;
}

/** Gateways go by the names of their sites, as in a published network. */
function tablesOf({ routing, routes: { tables, reading } }: ReadSite): readonly GatewayTable[] {
  const read = [tables.spokes, tables.transit, ...(reading?.edges.values() ?? [])];
  return read.map((table) => ({ ...table, gateway: routing.site }));
}

/** Traffic that arrives over a VPN is looked up in the table that it advertises, all other in `transit`. */
function attachmentsOf({ routing }: ReadSite): readonly Attachment[] {
  const { site: gateway, attachmentOf, sessionOf, locals, tables } = routing;
  const links = [...attachmentOf].map(([link, id]) => ({
    id,
    gateway,
    to: { kind: 'link', link } as const,
    table: sessionOf.get(link)?.edgeTable ?? tables.transit,
  }));
  const vpcs = [...new Set(locals.map(({ attachment }) => attachment))].map((id) => ({
    id,
    gateway,
    to: { kind: 'vpc', vpc: gateway } as const,
    table: tables.spokes,
  }));
  return [...vpcs, ...links];
}

function linkAt(link: NetworkLink, read: ReadonlyMap<string, ReadSite>): NetworkLink {
  const endAt = (end: NetworkLink['ends'][number]) => {
    if (!('gateway' in end)) return end;
    const attachment = read.get(end.gateway)?.routing.attachmentOf.get(link.name);
    return attachment === undefined ? end : { ...end, attachment };
  };
  const [a, b] = link.ends;
  return { ...link, ends: [endAt(a), endAt(b)] };
}

function withRead(network: Network, sites: readonly ReadSite[]): Network {
  const read = new Map(sites.map((one) => [one.routing.site, one]));
  return {
    ...network,
    tables: [...network.tables.filter(({ gateway }) => !read.has(gateway)), ...sites.flatMap(tablesOf)],
    attachments: [...network.attachments.filter(({ gateway }) => !read.has(gateway)), ...sites.flatMap(attachmentsOf)],
    links: network.links.map((link) => linkAt(link, read)),
  };
}

/** Without read tables it is what the sites publish. */
export function networkToward(
  backbone: Backbone,
  remote: BackboneSite,
  publications: Publications,
  voices: Voices,
  sites: readonly ReadSite[],
): Network {
  const get = (site: string) => publications.get(site)?.hops[remote.name];
  const published = publishedNetwork(backbone, remote, { sites: { get }, edges: edgesToward(voices, remote.name) });
  return sites.length === 0 ? published : withRead(published, sites);
}

/** The attachment by which what a site's own VPCs send arrives at its gateway. */
export function ownArrival(site: string, sites: readonly ReadSite[]): string {
  return sites.find(({ routing }) => routing.site === site)?.routing.locals[0]?.attachment ?? 'vpc';
}

/** The attachment by which what comes over a link arrives at a gateway. */
export function linkArrival(site: string, link: string, sites: readonly ReadSite[]): string {
  return sites.find(({ routing }) => routing.site === site)?.routing.attachmentOf.get(link) ?? link;
}
