// Pure: what dashboards show, taken from a topology and from what its stacks made.

import { probeEnds } from '../../topology/probe-subnets';
import type { AwsSite, Link, Topology } from '../../topology/topology';

export interface ShownSite {
  readonly name: string;
  readonly region: string;
  readonly gatewayId: string;
  /** Whether links lead there: only then it has a controller. */
  readonly isLinked: boolean;
  /** Full names, sorted. */
  readonly alarms: readonly string[];
}

interface ShownEnd {
  readonly site: string;
  readonly region: string;
}

export interface ShownLink {
  readonly name: string;
  readonly between: readonly [string, string];
  /** At AWS sites. */
  readonly ends: readonly ShownEnd[];
  /** Those at which a prober measures. */
  readonly probed: readonly ShownEnd[];
  /** What AWS says of its BGP; absent of a peering, which has none. */
  readonly session?: { readonly kind: 'direct-connect' | 'site-to-site-vpn'; readonly id: string };
}

export interface Shown {
  readonly backbone: string;
  /** Start of the names of dashboards and alarms. */
  readonly prefix: string;
  readonly admission: string;
  readonly sites: readonly ShownSite[];
  /** Names of sites on premises. */
  readonly premises: readonly string[];
  readonly links: readonly ShownLink[];
  /** Of the function that shows how the backbone stands. */
  readonly statusViewArn: string;
  /** Whether services have names, which a function compares with what was deployed at each site with links. */
  readonly hasNames: boolean;
  /** A probe that takes longer counts as lost, and more loss, in percent, makes a link bad. */
  readonly probeTimeoutMs: number;
  readonly badLossPercent: number;
}

/** What only the stacks know. Ids may be what Fn::Sub fills in. */
interface Made {
  readonly alarmsOf: (site: string) => readonly string[];
  readonly gatewayIdOf: (site: string) => string;
  /** Of the VPN connection or virtual interface of a link that has one. */
  readonly sessionIdOf: (link: string) => string;
  readonly statusViewArn: string;
}

function shownLink(topology: Topology, link: Link, sites: readonly AwsSite[], made: Made): ShownLink {
  const { name, between, kind } = link;
  const own = sites.filter((site) => between.includes(site.name));
  const endAt = ({ name: site, region }: AwsSite): ShownEnd => ({ site, region });
  const isProbed = (site: AwsSite) => probeEnds(topology, site).some((end) => end.link === name && end.far);
  return {
    name,
    between,
    ends: own.map(endAt),
    probed: own.filter(isProbed).map(endAt),
    ...(kind === 'transit-gateway-peering' ? {} : { session: { kind, id: made.sessionIdOf(name) } }),
  };
}

export function shownOf(topology: Topology, made: Made): Shown {
  const { probe, admission } = topology.policy;
  const sites = topology.sites.filter((site) => site.kind === 'aws');
  return {
    backbone: topology.name,
    prefix: topology.prefix,
    admission,
    sites: sites.map(({ name, region }) => ({
      name,
      region,
      gatewayId: made.gatewayIdOf(name),
      isLinked: topology.links.some(({ between }) => between.includes(name)),
      alarms: made.alarmsOf(name),
    })),
    premises: topology.sites.filter(({ kind }) => kind === 'on-prem').map(({ name }) => name),
    links: topology.links.map((link) => shownLink(topology, link, sites, made)),
    statusViewArn: made.statusViewArn,
    hasNames: topology.services.length > 0,
    probeTimeoutMs: probe.timeoutMs,
    badLossPercent: probe.lossThreshold * 100,
  };
}

/** What concerns one site: itself, and its links with both of their ends. Everything else is as it was. */
export function shownAt(shown: Shown, site: string): Pick<Shown, 'sites' | 'links'> {
  return {
    sites: shown.sites.filter(({ name }) => name === site),
    links: shown.links.filter(({ between }) => between.includes(site)),
  };
}
