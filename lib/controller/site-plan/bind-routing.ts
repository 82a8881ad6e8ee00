// Pure: what a site steers with, put together from its plan and the ids that the deployment gave things.

import { prefix } from '../../net/prefix';
import type { Backbone, BackboneLink } from '../../routing/backbone';
import type { PrefixList } from '../../routing/network';
import { pathLengths } from '../../routing/premises';
import { farSite } from '../../routing/shortest-paths';
import type { BackbonePlan, EdgeRoutePlan, GatewayIds, LinkPlan } from '../../routing/site-plan';
import { steeringPrefixes } from '../../routing/steering';
import type { LinkEnd } from '../signals/signal';
import type { SessionEnd, SiteRouting } from '../site-routing';

export interface BoundSite {
  readonly site: string;
  readonly backbone: Backbone;
  readonly vpcs: BackbonePlan['vpcs'];
  /** By name, of the whole backbone. */
  readonly links: ReadonlyMap<string, LinkPlan>;
  readonly gateway: GatewayIds;
  readonly lists: ReadonlyMap<string, { readonly prefixListId: string }>;
  /** The site's ends of links, by link. */
  readonly ends: ReadonlyMap<string, LinkEnd>;
}

interface BoundRouting {
  readonly routing: SiteRouting;
  readonly missing: readonly string[];
}

type Locals = SiteRouting['locals'];

function attachmentIds({ site, backbone, ends }: BoundSite): ReadonlyMap<string, string> {
  const own = backbone.links.filter(({ between }) => between.includes(site));
  return new Map(
    own.flatMap(({ name }): [string, string][] => {
      const id = ends.get(name)?.attachmentId;
      return id === undefined ? [] : [[name, id]];
    }),
  );
}

function prefixLists({ site, backbone, lists }: BoundSite): ReadonlyMap<string, PrefixList> {
  return new Map(
    backbone.sites.flatMap(({ name, specifics }): [string, PrefixList][] => {
      const id = lists.get(name)?.prefixListId;
      if (id === undefined || name === site) return [];
      return [[name, { id, site, steers: name, entries: steeringPrefixes(specifics) }]];
    }),
  );
}

function vpcAttachments({ vpcs, gateway }: BoundSite): Locals {
  return vpcs.flatMap(({ name, cidr }) => {
    const attachment = gateway.vpcAttachmentIds[name];
    return attachment === undefined ? [] : [{ cidr: prefix(cidr), attachment }];
  });
}

/** A route whose target has no id here cannot stand in the table. */
function edgeStatics(routes: readonly EdgeRoutePlan[], bound: BoundSite, attachments: ReadonlyMap<string, string>) {
  return routes.flatMap((route): SessionEnd['edgeStatics'] => {
    const attachment = 'link' in route ? attachments.get(route.link) : bound.gateway.vpcAttachmentIds[route.vpc];
    return attachment === undefined ? [] : [{ prefix: prefix(route.prefix), attachment }];
  });
}

function sessionEnd(
  link: BackboneLink,
  bound: BoundSite,
  attachments: ReadonlyMap<string, string>,
  locals: Locals,
): SessionEnd | undefined {
  const { site, backbone, gateway } = bound;
  const plan = bound.links.get(link.name)?.session;
  const attachment = attachments.get(link.name);
  const premises = backbone.sites.find(({ name }) => name === farSite(link, site));
  if (!plan || attachment === undefined || premises?.kind !== 'on-prem') return undefined;
  const isVpn = link.kind === 'site-to-site-vpn';
  const { edgeTableId: edgeTable, directConnectGatewayId } = bound.ends.get(link.name) ?? {};
  // Without it nobody can read what the link says.
  if ((isVpn ? edgeTable : directConnectGatewayId) === undefined) return undefined;
  return {
    link: link.name,
    premises: premises.name,
    attachment,
    origin: isVpn ? 'vpn' : 'direct-connect',
    announced: premises.specifics.map(prefix),
    pathLength: pathLengths(backbone, premises.name).get(link.name) ?? 0,
    propagatesTo: [gateway.spokesTableId, gateway.transitTableId],
    ...(isVpn && edgeTable !== undefined ? { edgeTable } : {}),
    edgeStatics: isVpn ? edgeStatics(plan.edgeRoutes, bound, attachments) : [],
    edgeVpcs: isVpn ? locals.map(({ cidr, attachment: vpc }) => ({ prefix: cidr, attachment: vpc })) : [],
    allowed: isVpn ? [] : plan.allowed.map(prefix),
  };
}

function missingOf(bound: BoundSite, { attachmentOf, listOf, sessionOf }: SiteRouting): readonly string[] {
  const { site, backbone, vpcs, gateway } = bound;
  const own = backbone.links.filter(({ between }) => between.includes(site));
  return [
    ...vpcs
      .filter(({ name }) => gateway.vpcAttachmentIds[name] === undefined)
      .map(({ name }) => `attachment of VPC ${name}`),
    ...own.filter(({ name }) => !attachmentOf.has(name)).map(({ name }) => `attachment of link ${name}`),
    ...own
      .filter(({ name, kind }) => kind !== 'transit-gateway-peering' && attachmentOf.has(name) && !sessionOf.has(name))
      .map(({ name }) => `what link ${name} says over BGP`),
    ...backbone.sites
      .filter(({ name }) => name !== site && !listOf.has(name))
      .map(({ name }) => `prefix list of site ${name}`),
  ];
}

export function bindRouting(bound: BoundSite): BoundRouting {
  const { site, backbone, gateway } = bound;
  const attachmentOf = attachmentIds(bound);
  const locals = vpcAttachments(bound);
  const sessions = backbone.links
    .filter(({ between }) => between.includes(site))
    .flatMap((link) => sessionEnd(link, bound, attachmentOf, locals) ?? []);
  const routing: SiteRouting = {
    site,
    gateway: gateway.transitGatewayId,
    tables: { spokes: gateway.spokesTableId, transit: gateway.transitTableId },
    attachmentOf,
    linkOf: new Map([...attachmentOf].map(([link, attachment]) => [attachment, link])),
    listOf: prefixLists(bound),
    sessionOf: new Map(sessions.map((end) => [end.link, end])),
    locals,
    probes: [...bound.links.values()].flatMap(({ probes }) => probes.map(prefix)),
  };
  return { routing, missing: missingOf(bound, routing) };
}
