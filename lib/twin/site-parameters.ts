// Pure: the parameters of a site as a deployment of this network would have written them (routing/site-plan.ts), so that a
// controller on the twin gets to know its site as it does on AWS.

import type { LinkIdentity } from '../controller/signals/signal';
import type { SessionEnd, SiteRouting } from '../controller/site-routing';
import type { Backbone, BackboneLink } from '../routing/backbone';
import type { Network } from '../routing/network';
import { type BackbonePlan, digestOf, type EdgeRoutePlan, type GatewayIds, type LinkPlan } from '../routing/site-plan';
import { probesOf } from './probe-path';

/** Text by name without the path of the site. */
type Parameters = ReadonlyMap<string, string>;

/** VPCs go by the ids of their attachments. */
function vpcsOf({ locals }: SiteRouting): BackbonePlan['vpcs'] {
  return locals.map(({ cidr, attachment }) => ({ name: attachment, cidr: cidr.text }));
}

function edgeRoutes({ edgeStatics }: SessionEnd, { linkOf }: SiteRouting): readonly EdgeRoutePlan[] {
  return edgeStatics.map(({ prefix, attachment }) => {
    const link = linkOf.get(attachment);
    return { prefix: prefix.text, ...(link === undefined ? { vpc: attachment } : { link }) };
  });
}

function sessionPlan(routing: SiteRouting, link: string): Pick<LinkPlan, 'session'> {
  const end = routing.sessionOf.get(link);
  if (!end) return {};
  const allowed = end.allowed.map(({ text }) => text);
  return { session: { edgeRoutes: [...edgeRoutes(end, routing)], allowed } };
}

function linkPlan(network: Network, backbone: Backbone, routing: SiteRouting, link: BackboneLink): LinkPlan {
  const { between, sharedRisks, ...rest } = link;
  return {
    link: { ...rest, between: [...between], sharedRisks: [...sharedRisks] },
    probes: probesOf(network, backbone, link).map(({ text }) => text),
    ...sessionPlan(routing, link.name),
  };
}

function gatewayIds({ gateway, tables, locals }: SiteRouting): GatewayIds {
  return {
    transitGatewayId: gateway,
    spokesTableId: tables.spokes,
    transitTableId: tables.transit,
    vpcAttachmentIds: Object.fromEntries(locals.map(({ attachment }) => [attachment, attachment])),
  };
}

function named(
  folder: string,
  parts: readonly (readonly [name: string, part: unknown])[],
): readonly [string, string][] {
  return parts.map(([name, part]) => [`${folder}/${name}`, JSON.stringify(part)]);
}

export function siteParameters(
  network: Network,
  backbone: Backbone,
  routing: SiteRouting,
  identities: readonly LinkIdentity[],
): Parameters {
  const { name, policy, sites, links } = backbone;
  const parts = new Map([
    ...named(
      'plan/sites',
      sites.map((site) => [site.name, site]),
    ),
    ...named(
      'plan/links',
      links.map((link) => [link.name, linkPlan(network, backbone, routing, link)]),
    ),
  ]);
  const plan: BackbonePlan = { version: 1, name, policy, vpcs: vpcsOf(routing), digest: digestOf(parts) };
  const lists = [...routing.listOf].map(([site, { id }]) => [site, { prefixListId: id }] as const);
  return new Map([
    ...parts,
    ...named('plan', [['backbone', plan]]),
    ...named('routing', [['gateway', gatewayIds(routing)]]),
    ...named('routing/lists', lists),
    ...named(
      'links',
      identities.map((identity) => [identity.link, identity]),
    ),
  ]);
}
