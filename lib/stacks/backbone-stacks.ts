import type { App } from 'aws-cdk-lib';
import { definedProps } from '../constructs/defined-props';
import { healthBackups } from '../constructs/health-backups';
import type { Issue } from '../net/issue';
import { err, ok, type Result } from '../net/result';
import type { Backbone } from '../routing/backbone';
import { toBackbone } from '../topology/backbone';
import { probeEnds } from '../topology/probe-subnets';
import type { AwsSite, Link, Site, Topology } from '../topology/topology';
import { addChat } from './chat-stack';
import { ControllerStack } from './controller-stack';
import { addDashboards } from './dashboards';
import type { DetourStack } from './detour-stack';
import { DirectConnectStack } from './direct-connect-stack';
import { DnsStack } from './dns-stack';
import { EndpointsStack } from './endpoints-stack';
import { HealthStack } from './health-stack';
import { overfullParameters } from './limits/parameters';
import { overfullStacks } from './limits/resources';
import { overfullManagedPolicies, overfullRoles } from './limits/role-policies';
import type { OwnLink } from './link-identities';
import { LinkStack, peeringEnds } from './link-stack';
import { LinkStateStack } from './link-state-stack';
import { ProbesStack } from './probes-stack';
import { RoutesStack } from './routes-stack';
import { SignalsStack } from './signals-stack';
import { SiteStack } from './site-stack';
import { unbuilt } from './unbuilt';
import { VpnStack } from './vpn-stack';

/**
 * All stacks of a topology. In the order of deployment: the sites, the links, the link state database, then each site's
 * routes and its controller, one region after the other in the order of names, and then what measures the ends of links
 * and takes in signals, in the same way. So the accepter of a peering, whose name is the smaller one, goes before the
 * requester, which waits for it; the two ends of a link never change at once, and are never both without a measurement;
 * and a controller has taken in what changed at its site before anything changes at the next. What names lead to comes
 * then, one region after the other as well: by then controllers say what is reached, and a mistake is made at one site.
 * The dashboards come after them: they show what all others have made, and nothing needs them. The chat is last, if there
 * is one.
 *
 * Builds nothing and says why when the topology asks for something that no stack builds yet.
 */
export function buildStacks(app: App, topology: Topology): Result<App, readonly Issue[]> {
  const issues = unbuilt(topology);
  if (issues.length > 0) return err(issues);
  const backbone = toBackbone(topology);
  const sites = new Map(
    topology.sites.filter(isAws).map((site) => [site.name, new SiteStack(app, { topology, backbone, site })]),
  );
  const links = topology.links.map((link) => buildLink(app, topology, backbone, sites, link));
  addFunctions({ app, topology, backbone, sites, links });
  addChat(app, topology, sites);
  const overfull = [
    ...overfullStacks(app),
    ...overfullRoles(app),
    ...overfullManagedPolicies(app),
    ...overfullParameters(app),
  ];
  return overfull.length > 0 ? err(overfull) : ok(app);
}

type SiteStacks = ReadonlyMap<string, SiteStack>;

interface Whole {
  readonly app: App;
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly sites: SiteStacks;
  readonly links: readonly OwnLink[];
}

/** What functions at sites with links need. */
interface Linked {
  readonly linkState: LinkStateStack;
  /** By site, for those whose functions are in a VPC. */
  readonly endpoints: ReadonlyMap<string, EndpointsStack>;
}

function isLinked(site: string, links: readonly OwnLink[]): boolean {
  return links.some(({ link }) => link.between.includes(site));
}

function addFunctions(whole: Whole): void {
  const { app, topology, sites, links } = whole;
  if (links.length === 0) {
    addRoutes(whole);
    return;
  }
  const admission = at(sites, topology.policy.admission);
  const linkState = new LinkStateStack(app, { topology, sites, admission });
  const linked = { linkState, endpoints: addEndpoints(whole) };
  const after = addNames(whole, addSignals(whole, linked, addRoutes(whole, linked)));
  addDashboards(app, { topology, sites, admission, links, ...linked, ...definedProps({ after }) });
}

function addEndpoints({ app, topology, sites, links }: Whole): Linked['endpoints'] {
  return new Map(
    [...sites].flatMap(([name, site]): [string, EndpointsStack][] => {
      const wanted = site.site.controller?.vpc;
      const vpc = site.site.vpcs.find((one) => one.name === wanted);
      const network = site.networks.get(wanted ?? '');
      if (!vpc || !network || !isLinked(name, links)) return [];
      return [[name, new EndpointsStack(app, { topology, site, vpc, network })]];
    }),
  );
}

const ONE_AFTER_THE_OTHER = 'one region after the other';

/** Each site's routes, and then what steers on top of them, before the next site's. The last of them is returned. */
function addRoutes({ app, topology, backbone, sites, links: all }: Whole, linked?: Linked): DetourStack | undefined {
  let previous: DetourStack | undefined;
  for (const [name, site] of sites) {
    const links = all.filter(({ link }) => link.between.includes(name));
    const routes = new RoutesStack(app, { topology, backbone, site, sites, links });
    if (previous) routes.addStackDependency(previous, ONE_AFTER_THE_OTHER);
    previous = routes;
    if (!linked || links.length === 0) continue;
    const { linkState } = linked;
    const endpoints = definedProps({ endpoints: linked.endpoints.get(name) });
    previous = new ControllerStack(app, { topology, backbone, site, routes, links, linkState, ...endpoints });
  }
  return previous;
}

/**
 * What fills the database. It moves no traffic, but a link of which both ends lose their probers at once, or one its prober
 * while the other changes, is one of which nothing is known.
 */
function addSignals(
  whole: Whole,
  { linkState, endpoints }: Linked,
  routed: DetourStack | undefined,
): DetourStack | undefined {
  const { app, topology, backbone, sites, links } = whole;
  const linked = [...sites].filter(([name]) => isLinked(name, links));
  let previous = routed;
  for (const [name, site] of linked) {
    const place = definedProps({ endpoints: endpoints.get(name) });
    const signals = new SignalsStack(app, { topology, site, sites, links, linkState, ...place });
    if (previous) signals.addStackDependency(previous, ONE_AFTER_THE_OTHER);
    previous = signals;
    const vpcId = site.probeVpcId;
    if (!vpcId || probeEnds(topology, site.site).length === 0) continue;
    const probes = new ProbesStack(app, { topology, backbone, site, vpcId, linkState });
    probes.addStackDependency(signals, 'the same in each region');
    previous = probes;
  }
  const regions = linked.map(([, { region }]) => region);
  for (const { from, to } of healthBackups(regions)) new HealthStack(app, { topology, region: from, to });
  return previous;
}

/** At the sites that have a controller: records follow what it says. The last stack is returned. */
function addNames({ app, topology, sites, links }: Whole, measured: DetourStack | undefined): DetourStack | undefined {
  if (topology.services.length === 0) return measured;
  let previous = measured;
  for (const site of sites.values()) {
    if (!isLinked(site.site.name, links)) continue;
    const names = new DnsStack(app, { topology, site });
    if (previous) names.addStackDependency(previous, ONE_AFTER_THE_OTHER);
    previous = names;
  }
  return previous;
}

/** The stack of a link, in the region of its requester or of its AWS end. */
function buildLink(app: App, topology: Topology, backbone: Backbone, sites: SiteStacks, link: Link): OwnLink {
  switch (link.kind) {
    case 'transit-gateway-peering': {
      const ends = peeringEnds(link);
      const [requester, accepter] = [at(sites, ends.requester), at(sites, ends.accepter)];
      const { attachmentId } = new LinkStack(app, { topology, backbone, link, requester, accepter });
      return { link, attachmentId };
    }
    case 'direct-connect': {
      const site = awsEnd(sites, link);
      const { attachmentId, virtualInterfaceId, directConnectGatewayId } = new DirectConnectStack(app, {
        topology,
        backbone,
        link,
        site,
      });
      return { link, attachmentId, virtualInterfaceId, directConnectGatewayId };
    }
    case 'site-to-site-vpn': {
      const site = awsEnd(sites, link);
      const { attachmentId, edgeTableId, vpnConnectionId } = new VpnStack(app, { topology, backbone, link, site });
      return { link, attachmentId, edgeTableId, vpnConnectionId };
    }
  }
}

function isAws(site: Site): site is AwsSite {
  return site.kind === 'aws';
}

function awsEnd(sites: SiteStacks, { between }: Link): SiteStack {
  const [a, b] = between;
  return sites.get(a) ?? at(sites, b);
}

function at(sites: SiteStacks, name: string): SiteStack {
  const stack = sites.get(name);
  if (!stack) throw new Error(`a link names ${name}, which is not an AWS site`);
  return stack;
}
