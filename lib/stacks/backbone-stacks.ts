import type { App } from 'aws-cdk-lib';
import type { Issue } from '../net/issue';
import { err, ok, type Result } from '../net/result';
import { toBackbone } from '../topology/backbone';
import type { AwsSite, Link, PeeringLink, Site, Topology } from '../topology/topology';
import { LinkStack, peeringEnds } from './link-stack';
import { type OwnLink, RoutesStack } from './routes-stack';
import { SiteStack } from './site-stack';
import { unbuilt } from './unbuilt';

/**
 * All stacks of a topology. In the order of deployment: the sites, the links, and then each site's routes, one region
 * after the other in the order of names. So the accepter of a peering, whose name is the smaller one, goes before the
 * requester, which waits for it; and the two ends of a link never change at once.
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
  const links = topology.links.filter(isPeering).map((link): OwnLink => {
    const ends = peeringEnds(link);
    const [requester, accepter] = [at(sites, ends.requester), at(sites, ends.accepter)];
    return { link, stack: new LinkStack(app, { topology, backbone, link, requester, accepter }) };
  });
  let previous: RoutesStack | undefined;
  for (const [name, site] of sites) {
    const own = links.filter(({ link }) => link.between.includes(name));
    const routes = new RoutesStack(app, { topology, backbone, site, links: own });
    if (previous) routes.addStackDependency(previous, 'one region after the other');
    previous = routes;
  }
  return ok(app);
}

function isAws(site: Site): site is AwsSite {
  return site.kind === 'aws';
}

function isPeering(link: Link): link is PeeringLink {
  return link.kind === 'transit-gateway-peering';
}

function at(sites: ReadonlyMap<string, SiteStack>, name: string): SiteStack {
  const stack = sites.get(name);
  if (!stack) throw new Error(`a link names ${name}, which is not an AWS site`);
  return stack;
}
