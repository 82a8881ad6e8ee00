// Pure: topology -> what the routers of one of its on-prem sites are asked to do.

import { formatAddress, prefix } from '../net/prefix';
import { err, ok, type Result } from '../net/result';
import type { RouterPreference } from '../routing/network';
import { pathLengths, routerPreferences } from '../routing/premises';
import { toBackbone } from '../topology/backbone';
import { probeSubnet, responderAddress } from '../topology/probe-subnets';
import type { AwsSite, OnPremSite, Topology } from '../topology/topology';
import { type DeployedPeers, placeholder } from './deployed-values';
import { siteEntries } from './entry-numbers';
import { localPreference } from './local-preferences';
import { type Router, routerProblem, sessionsProblem } from './router';
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
  /** Those of the one router. Order and length of ways are the whole site's. */
  readonly own: readonly BgpLink[];
  readonly preferences: readonly RouterPreference[];
  readonly lengths: ReadonlyMap<string, number>;
  readonly mtus: ReadonlyMap<string, number | undefined>;
}

function awsSites({ sites }: Topology): readonly AwsSite[] {
  return sites.filter((site) => site.kind === 'aws');
}

function premisesOf(topology: Topology, site: OnPremSite, names: readonly string[]): Premises {
  const backbone = toBackbone(topology);
  const links = topology.links.filter(
    (link): link is BgpLink => link.kind !== 'transit-gateway-peering' && link.between.includes(site.name),
  );
  return {
    topology,
    site,
    links,
    own: names.length === 0 ? links : links.filter(({ name }) => names.includes(name)),
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
  return premises.own
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

function mtuOf({ mtus }: Premises, { name }: BgpLink): number {
  const mtu = mtus.get(name);
  if (mtu === undefined) throw new Error(`link ${name} has no MTU`);
  return mtu;
}

/** All virtual interfaces are tagged; the topology does not know the VLAN of one that exists already. */
function vlanOf(link: BgpLink): Pick<RouterLink, 'vlan'> {
  return link.kind === 'direct-connect' ? { vlan: link.vlan ?? placeholder(`${link.name}.1`, 'vlan') } : {};
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
  const mtu = mtuOf(premises, link);
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
    ...vlanOf(link),
    mtu,
    preferences: preferencesOf(premises, link),
    prepends: (premises.lengths.get(link.name) ?? 1) - 1,
    ...(link.mssClamp ? { maximumSegment: mtu - TCP_AND_IP_HEADERS } : {}),
    ...(link.probe ? { target: { address: link.probe.target, port: link.probe.port } } : {}),
    ...(probe ? { probe } : {}),
  });
}

function areasOf(topology: Topology): readonly Area[] {
  const sites = awsSites(topology);
  const entries = siteEntries(sites);
  return sites.flatMap(({ name, cidr }) => {
    const entry = entries.get(name);
    return entry === undefined ? [] : [{ site: name, aggregate: cidr, entry, longest: LONGEST_STEERING }];
  });
}

/** Twice as many as aggregates, VPCs, their steering prefixes and one probe subnet can be; in small topologies more. */
function maximumPrefixes(topology: Topology): number {
  const most = awsSites(topology).reduce((sum, { vpcs }) => sum + 1 + 3 * vpcs.length, 1);
  return Math.max(FEWEST_PREFIXES, 2 * most);
}

function allLinks(premises: Premises, router: Router): Result<readonly RouterLink[], string> {
  const known = premises.links.map(({ name }) => name);
  const wrong = routerProblem(router, premises.site.name, known);
  if (wrong !== undefined) return err(wrong);
  const links: RouterLink[] = [];
  for (const link of premises.own) {
    const config = linkConfig(premises, link, router.deployed);
    if (!config.ok) return config;
    links.push(config.value);
  }
  const sessions = links.flatMap((link) => link.sessions);
  const problem = sessionsProblem(router, premises.site.name, sessions);
  return problem === undefined ? ok(links) : err(problem);
}

/** The error says what is wrong with the name of the site or with the values. */
export function routerConfig(topology: Topology, name: string, router: Router): Result<RouterConfig, string> {
  const site = topology.sites.find((one) => one.name === name);
  const onPrem = topology.sites.filter(({ kind }) => kind === 'on-prem').map((one) => one.name);
  const allowed = `allowed: an on-prem site (${onPrem.join(', ') || 'this topology has none'})`;
  if (!site) return err(`there is no site ${name}; ${allowed}`);
  if (site.kind === 'aws') return err(`${name} is an AWS site, whose routers are not yours; ${allowed}`);
  const links = allLinks(premisesOf(topology, site, router.links), router);
  if (!links.ok) return links;
  const { intervalMs, timeoutMs, fall, rise, lossThreshold: loss } = topology.policy.probe;
  return ok({
    site: name,
    asn: site.asn,
    ...(router.id === undefined ? {} : { routerId: router.id }),
    announces: site.announces,
    community: `${site.asn < 65536 ? site.asn : AS_TRANS}:${FROM_AWS}`,
    areas: areasOf(topology),
    maximumPrefixes: maximumPrefixes(topology),
    links: links.value,
    probing: { intervalMs, timeoutMs, fall, rise, loss },
  });
}
