// Pure: topology -> what the routers of one of its on-prem sites are asked to do.

import { formatAddress, prefix } from '../net/prefix';
import { err, ok, type Result } from '../net/result';
import type { RouterPreference } from '../routing/network';
import { pathLengths, routerPreferences } from '../routing/premises';
import { toBackbone } from '../topology/backbone';
import { probeSubnet, responderAddress } from '../topology/probe-subnets';
import type { AwsSite, OnPremSite, Topology } from '../topology/topology';
import type { DeployedPeers } from './deployed-values';
import { localPreference } from './local-preferences';
import type { Area, LinkProbe, RouterConfig, RouterLink } from './router-config';
import { type BgpLink, sessionsOf } from './sessions';

/** VPCs are at most /26 long, and steering prefixes one bit longer. */
const LONGEST_STEERING = 27;
/** BGP's own liveness, for when BFD does not run. */
const TIMERS = { keepaliveSeconds: 10, holdSeconds: 30 } as const;
/** The quickest that Direct Connect does. */
const BFD = { intervalMs: 300, multiplier: 3 } as const;
const FEWEST_PREFIXES = 100;
/** A number of two bytes stands in the first half of a community; AS_TRANS (RFC 6793) stands for all longer ones. */
const AS_TRANS = 23456;
const FROM_AWS = 7224;
const TCP_AND_IP_HEADERS = 40;
/** What answers in a probe subnet, an interface endpoint, listens on no other. */
const RESPONDER_PORT = 443;

/** What is known of the whole site while its links are looked at one by one. */
interface Premises {
  readonly topology: Topology;
  readonly site: OnPremSite;
  readonly links: readonly BgpLink[];
  readonly preferences: readonly RouterPreference[];
  readonly lengths: ReadonlyMap<string, number>;
  readonly mtus: ReadonlyMap<string, number | undefined>;
}

function awsSites({ sites }: Topology): readonly AwsSite[] {
  return sites.filter((site) => site.kind === 'aws');
}

function premisesOf(topology: Topology, site: OnPremSite): Premises {
  const backbone = toBackbone(topology);
  return {
    topology,
    site,
    links: topology.links.filter(
      (link): link is BgpLink => link.kind !== 'transit-gateway-peering' && link.between.includes(site.name),
    ),
    preferences: routerPreferences(backbone, site.name),
    lengths: pathLengths(backbone, site.name),
    mtus: new Map(backbone.links.map(({ name, mtu }) => [name, mtu])),
  };
}

function awsEnd({ topology }: Premises, link: BgpLink): AwsSite {
  const site = awsSites(topology).find(({ name }) => link.between.includes(name));
  if (!site) throw new Error(`link ${link.name} has no AWS end`);
  return site;
}

function subnetOf(premises: Premises, link: BgpLink) {
  return link.probe && probeSubnet(awsEnd(premises, link), link.index);
}

/** The areas to which a link leads, as one text each. */
function reach({ preferences }: Premises, link: BgpLink): readonly string[] {
  return preferences.filter(({ links }) => links.includes(link.name)).map(({ area }) => area.text);
}

function takeoversOf(premises: Premises, link: BgpLink): readonly string[] {
  const needed = reach(premises, link);
  return premises.links
    .filter((other) => other.name !== link.name && subnetOf(premises, other) !== undefined)
    .filter((other) => needed.every((area) => reach(premises, other).includes(area)))
    .map(({ name }) => name);
}

function probeOf(premises: Premises, link: BgpLink): LinkProbe | undefined {
  const subnet = subnetOf(premises, link);
  if (!subnet) return undefined;
  const responder = formatAddress(responderAddress(subnet));
  return { subnet: subnet.text, responder, port: RESPONDER_PORT, takeovers: takeoversOf(premises, link) };
}

function segmentOf({ mtus }: Premises, { name, mssClamp }: BgpLink): number | undefined {
  const mtu = mtus.get(name);
  return mssClamp && mtu !== undefined ? mtu - TCP_AND_IP_HEADERS : undefined;
}

function preferencesOf({ topology, preferences, links }: Premises, link: BgpLink): RouterLink['preferences'] {
  const names = links.map(({ name }) => name);
  return awsSites(topology).flatMap(({ name: site, cidr }) => {
    const preference = preferences.find(({ area }) => area.text === prefix(cidr).text);
    return preference ? [{ site, ...localPreference(preference, link.name, names) }] : [];
  });
}

function linkConfig(premises: Premises, link: BgpLink, deployed: DeployedPeers): Result<RouterLink, string> {
  const sessions = sessionsOf(link, deployed);
  if (!sessions.ok) return sessions;
  const site = awsEnd(premises, link);
  const probe = probeOf(premises, link);
  const segment = segmentOf(premises, link);
  const isDirectConnect = link.kind === 'direct-connect';
  return ok({
    name: link.name,
    kind: link.kind,
    index: link.index,
    site: site.name,
    amazonAsn: isDirectConnect ? link.amazonAsn : site.asn,
    sessions: sessions.value,
    ...TIMERS,
    ...(isDirectConnect ? { bfd: BFD } : {}),
    ...(isDirectConnect && link.vlan !== undefined ? { vlan: link.vlan } : {}),
    preferences: preferencesOf(premises, link),
    prepends: (premises.lengths.get(link.name) ?? 1) - 1,
    ...(segment === undefined ? {} : { maximumSegment: segment }),
    ...(link.probe ? { target: { address: link.probe.target, port: link.probe.port } } : {}),
    ...(probe ? { probe } : {}),
  });
}

function areasOf(topology: Topology): readonly Area[] {
  return awsSites(topology).map(({ name, cidr }) => ({ site: name, aggregate: cidr, longest: LONGEST_STEERING }));
}

/** Twice as many as aggregates, VPCs, their steering prefixes and one probe subnet can be. */
function maximumPrefixes(topology: Topology): number {
  const most = awsSites(topology).reduce((sum, { vpcs }) => sum + 1 + 3 * vpcs.length, 1);
  return Math.max(FEWEST_PREFIXES, 2 * most);
}

/** The target of the oldest link, by its index. */
function routerIdOf(links: readonly RouterLink[]): string | undefined {
  const byAge = links.filter(({ target }) => target).sort((a, b) => a.index - b.index);
  return byAge[0]?.target?.address;
}

function allLinks(premises: Premises, deployed: DeployedPeers): Result<readonly RouterLink[], string> {
  const links: RouterLink[] = [];
  for (const link of premises.links) {
    const config = linkConfig(premises, link, deployed);
    if (!config.ok) return config;
    links.push(config.value);
  }
  const names = links.flatMap(({ sessions }) => sessions.map(({ name }) => name));
  const stray = [...deployed.keys()].find((name) => !names.includes(name));
  if (stray !== undefined)
    return err(
      `${premises.site.name} has no session ${stray}; allowed: ${names.join(', ') || 'none, it has no links'}`,
    );
  return ok(links);
}

/** The error says what is wrong with the name of the site or with the values. */
export function routerConfig(topology: Topology, name: string, deployed: DeployedPeers): Result<RouterConfig, string> {
  const site = topology.sites.find((one) => one.name === name);
  const onPrem = topology.sites.filter(({ kind }) => kind === 'on-prem').map((one) => one.name);
  const allowed = `allowed: an on-prem site (${onPrem.join(', ') || 'this topology has none'})`;
  if (!site) return err(`there is no site ${name}; ${allowed}`);
  if (site.kind === 'aws') return err(`${name} is an AWS site, whose routers are not yours; ${allowed}`);
  const links = allLinks(premisesOf(topology, site), deployed);
  if (!links.ok) return links;
  const { intervalMs, timeoutMs, fall, rise } = topology.policy.probe;
  const routerId = routerIdOf(links.value);
  return ok({
    site: name,
    asn: site.asn,
    ...(routerId === undefined ? {} : { routerId }),
    announces: site.announces,
    community: `${site.asn < 65536 ? site.asn : AS_TRANS}:${FROM_AWS}`,
    areas: areasOf(topology),
    maximumPrefixes: maximumPrefixes(topology),
    links: links.value,
    probing: { intervalMs, timeoutMs, fall, rise },
  });
}
