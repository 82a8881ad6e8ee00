// What a deployment would write down for the controller of one site of a network, stated part by part: texts by name of the
// parameter without the path of the site. Read from the network alone, so that what is made of it can be compared.

import type { LinkIdentity } from '../../lib/controller/signals/signal';
import type { Backbone } from '../../lib/routing/backbone';
import type { GatewayRoute, Network } from '../../lib/routing/network';
import { digestOf, type EdgeRoutePlan, type LinkPlan } from '../../lib/routing/site-plan';

export type Parameters = ReadonlyMap<string, string>;

interface At {
  readonly network: Network;
  readonly backbone: Backbone;
  readonly site: string;
}

function attachmentsAt({ network, site }: At) {
  return network.attachments.filter(({ gateway }) => gateway === site);
}

/** Name of a VPC by the id of its attachment. */
function vpcNames(at: At): ReadonlyMap<string, string> {
  const names = new Map(at.network.vpcs.map(({ id, name }) => [id, name]));
  return new Map(
    attachmentsAt(at).flatMap(({ id, to }): [string, string][] =>
      to.kind === 'vpc' ? [[id, names.get(to.vpc) ?? '']] : [],
    ),
  );
}

function edgeRoute({ prefix: to, target }: GatewayRoute, at: At): EdgeRoutePlan {
  const id = target.kind === 'attachment' ? target.attachment : '';
  const vpc = vpcNames(at).get(id);
  const link = attachmentsAt(at).find((a) => a.id === id)?.to;
  if (vpc !== undefined) return { prefix: to.text, vpc };
  return { prefix: to.text, link: link?.kind === 'link' ? link.link : '' };
}

function sessionPlan(link: string, at: At): Pick<LinkPlan, 'session'> {
  const session = at.network.sessions.find((s) => s.link === link && s.gateway === at.site);
  if (!session) return {};
  if (session.advertises.kind === 'prefixes')
    return { session: { edgeRoutes: [], allowed: session.advertises.prefixes.map(({ text }) => text) } };
  const table = at.network.tables.find(({ id }) => id === `${at.site}/edge-${link}`);
  const statics = (table?.routes ?? []).filter(({ origin }) => origin === 'static');
  return { session: { edgeRoutes: statics.map((route) => edgeRoute(route, at)), allowed: [] } };
}

function planParts(at: At): Parameters {
  const { backbone } = at;
  const sites = backbone.sites.map((site) => [`plan/sites/${site.name}`, site] as const);
  const links = backbone.links.map((link) => {
    const probes = [...at.network.vpcs, ...at.network.routers].flatMap(({ probes = [] }) => probes.map((p) => p.text));
    return [`plan/links/${link.name}`, { link, probes, ...sessionPlan(link.name, at) }] as const;
  });
  return new Map([...sites, ...links].map(([name, part]) => [name, JSON.stringify(part)]));
}

function backbonePlan(at: At, parts: Parameters): unknown {
  const { name, policy } = at.backbone;
  const own = new Set(vpcNames(at).values());
  const vpcs = at.network.vpcs.filter((vpc) => vpc.site === at.site && own.has(vpc.name));
  const named = vpcs.flatMap((vpc) => vpc.cidrs.map(({ text }) => ({ name: vpc.name, cidr: text })));
  return { version: 1, name, policy, vpcs: named, digest: digestOf(parts) };
}

function idParts(at: At): readonly (readonly [string, unknown])[] {
  const { network, site } = at;
  const gateway = {
    transitGatewayId: site,
    spokesTableId: `${site}/spokes`,
    transitTableId: `${site}/transit`,
    vpcAttachmentIds: Object.fromEntries([...vpcNames(at)].map(([id, name]) => [name, id])),
  };
  const lists = network.prefixLists.filter((list) => list.site === site && list.vpc === undefined);
  const links = attachmentsAt(at).flatMap(({ id, to, table }): LinkIdentity[] => {
    if (to.kind !== 'link') return [];
    const edge = table.includes('/edge-') ? { edgeTableId: table } : {};
    const ends = [{ site, transitGatewayId: site, attachmentId: id, ...edge }];
    return [{ link: to.link, entities: [id], circuitIds: [], ends }];
  });
  return [
    ['routing/gateway', gateway],
    ...lists.map((list) => [`routing/lists/${list.steers}`, { prefixListId: list.id }] as const),
    ...links.map((identity) => [`links/${identity.link}`, identity] as const),
  ];
}

export function siteParameters(network: Network, backbone: Backbone, site: string): Parameters {
  const at = { network, backbone, site };
  const parts = planParts(at);
  const others = [['plan/backbone', backbonePlan(at, parts)] as const, ...idParts(at)];
  return new Map([...parts, ...others.map(([name, part]) => [name, JSON.stringify(part)] as const)]);
}

/** With parts replaced, or left out where the value is undefined; plan parts without a digest that fits. */
export function withParameters(
  parameters: Parameters,
  changes: Readonly<Record<string, string | undefined>>,
): Parameters {
  const changed = new Map<string, string | undefined>([...parameters, ...Object.entries(changes)]);
  return new Map([...changed].flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
}
