// Pure: routers and BGP sessions. What the premises announce and prefer stands in the metadata; what AWS advertises and
// which tables learn stands in the templates. Without metadata nobody knows who is at the far end: there is no session,
// and the link leads nowhere that is known.

import { comparePrefixes, type Prefix, parsePrefix, prefix } from '../../net/prefix';
import type { Backbone, BackboneSite } from '../../routing/backbone';
import type { Advertisement, Router, Session } from '../../routing/network';
import { pathLengths, routerPreferences } from '../../routing/premises';
import { farSite } from '../../routing/shortest-paths';
import type { DirectConnectFact, Facts, Known } from '../facts/facts';

/** The id of an on-prem site's router. */
export function routerId(site: string): string {
  return `router of ${site}`;
}

/** A link whose far end is premises, as its attachment shows it. */
export interface BgpEnd {
  readonly link: string;
  readonly gateway: string;
  readonly attachment: string;
  /** The on-prem site, when the metadata names it. */
  readonly premises?: string;
}

function premisesOf(backbone: Backbone | undefined, link: string): { readonly premises?: string } {
  const described = backbone?.links.find(({ name }) => name === link);
  const site = backbone?.sites.find(({ name, kind }) => kind === 'on-prem' && described?.between.includes(name));
  return site ? { premises: site.name } : {};
}

/** Every VPN and Direct Connect attachment of which the gateway is known. */
export function bgpEnds(facts: Facts, backbone: Backbone | undefined): readonly BgpEnd[] {
  const vpns = facts.vpns.flatMap(({ id, link, gateway }): BgpEnd[] =>
    gateway.ok ? [{ link, gateway: gateway.value, attachment: id, ...premisesOf(backbone, link) }] : [],
  );
  const dxs = facts.directConnects.flatMap(({ link, gateway, directConnectGateway: dx }): BgpEnd[] =>
    gateway.ok && dx.ok ? [{ link, gateway: gateway.value, attachment: dx.value, ...premisesOf(backbone, link) }] : [],
  );
  return [...vpns, ...dxs];
}

function hostPrefix(target: string): readonly Prefix[] {
  const parsed = parsePrefix(`${target}/32`);
  return parsed.ok ? [parsed.value] : [];
}

function router(backbone: Backbone, { name, aggregate, specifics }: BackboneSite): Router {
  const targets = backbone.links
    .filter(({ between }) => between.includes(name))
    .flatMap(({ probeTarget }) => (probeTarget === undefined ? [] : hostPrefix(probeTarget)));
  return {
    id: routerId(name),
    site: name,
    cidrs: [prefix(aggregate)],
    announces: specifics.map(prefix),
    probes: targets,
    preferences: routerPreferences(backbone, name),
    routes: [],
  };
}

export function buildRouters(backbone: Backbone | undefined): readonly Router[] {
  return (backbone?.sites ?? []).flatMap((site) =>
    backbone && site.kind === 'on-prem' ? [router(backbone, site)] : [],
  );
}

/** The association's own prefixes and all that is allowed beside them. */
export function allowedOn(
  facts: Facts,
  { directConnectGateway: dx, gateway, allowed }: DirectConnectFact,
): Advertisement {
  const more = facts.allowedPrefixes.filter(
    (fact) =>
      !fact.directConnectGateway.ok ||
      !fact.gateway.ok ||
      (dx.ok && fact.directConnectGateway.value === dx.value && gateway.ok && fact.gateway.value === gateway.value),
  );
  const lists: readonly Known<readonly Prefix[]>[] = [allowed, ...more.map((fact) => certainly(fact))];
  const wrong = lists.find((list) => !list.ok);
  if (wrong && !wrong.ok) return { kind: 'unknown', why: wrong.error };
  const prefixes = lists.flatMap((list) => (list.ok ? list.value : []));
  const unique = new Map(prefixes.map((allowedPrefix) => [allowedPrefix.text, allowedPrefix]));
  return { kind: 'prefixes', prefixes: [...unique.values()].sort(comparePrefixes) };
}

/** What is allowed, unless it is not certain where or whether. */
function certainly(fact: Facts['allowedPrefixes'][number]): Known<readonly Prefix[]> {
  for (const known of [fact.exists, fact.directConnectGateway, fact.gateway]) if (!known.ok) return known;
  return fact.allowed;
}

/** Ids of the tables that learn what comes over an attachment. */
export function learningTables(facts: Facts, attachment: string): readonly string[] {
  return facts.propagations.flatMap((fact) =>
    fact.exists.ok && fact.table.ok && fact.attachment.ok && fact.attachment.value === attachment
      ? [fact.table.value]
      : [],
  );
}

/** False of a Direct Connect gateway that the templates make without an interface that is there for certain. */
export function hasInterface(facts: Facts, gateway: string): boolean {
  const isMade = facts.directConnectGateways.some(({ id }) => id === gateway);
  const isOn = ({ exists, directConnectGateway: on }: Facts['virtualInterfaces'][number]) =>
    exists.ok && on.ok && on.value === gateway;
  return !isMade || facts.virtualInterfaces.some(isOn);
}

function session(facts: Facts, backbone: Backbone, end: BgpEnd, premises: string): readonly Session[] {
  const { link, gateway, attachment } = end;
  const dx = facts.directConnects.find(
    (fact) => fact.directConnectGateway.ok && fact.directConnectGateway.value === attachment,
  );
  const vpn = facts.vpns.find(({ id }) => id === attachment);
  if ((vpn?.bgp.ok && !vpn.bgp.value) || (dx && !hasInterface(facts, attachment))) return [];
  const uncertain: Advertisement | undefined = vpn && !vpn.bgp.ok ? { kind: 'unknown', why: vpn.bgp.error } : undefined;
  return [
    {
      link,
      router: routerId(premises),
      gateway,
      attachment,
      origin: dx ? 'direct-connect' : 'vpn',
      advertises: uncertain ?? (dx ? allowedOn(facts, dx) : { kind: 'table' }),
      propagatesTo: learningTables(facts, attachment),
      pathLength: pathLengths(backbone, premises).get(link) ?? 0,
    },
  ];
}

/** The sessions of all links that the backbone describes, in the order of the facts. */
export function buildSessions(facts: Facts, backbone: Backbone | undefined): readonly Session[] {
  if (!backbone) return [];
  const described = new Map(backbone.links.map((link) => [link.name, link]));
  return bgpEnds(facts, backbone).flatMap((end) => {
    const link = described.get(end.link);
    if (end.premises === undefined || !link || farSite(link, end.premises) === end.premises) return [];
    return session(facts, backbone, end, end.premises);
  });
}
