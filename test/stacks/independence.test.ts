// A link is its own: what is made for it comes and goes with it, and nothing of another link, a site or a VPC is renamed,
// renumbered or changed. Only baseline routes look for other paths, and controllers are told of it.

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Link, Topology } from '../../lib/topology/topology';
import { type Assembly, assemblyOf, pathOf, type Resource } from '../support/assembly';
import { hybridBackbones } from '../support/backbones';
import { topologyOf } from '../support/topologies';

/** Routes that look for other paths. All others, those that pin probes among them, belong to one link. */
const BASELINE = /^Baseline\//;
/** What controllers know of the backbone, what is guarded, and what is waited for: of every deployment. */
const OF_EVERY_DEPLOYMENT = /^Plan\/|^Ids\/Topology\/|^DrainGuard\/Guard$|^Settled\/Settled$/;
/** What people choose a link from, or see all links on. */
const NAMES_ALL_LINKS = /^Orders\/Documents\/|^Page\/Dashboard$/;
/** What a site's peerings share: the functions behind their ends. */
const SHARED = /^PeeringProvider\//;
/** The one endpoint through which all probers of a site write lists their route tables, and changes in place. */
const WAY_TO_DATABASE = 'Probes/Database/Endpoint';
/** So does the policy by which a site announces, with what announces on each link; it comes and goes with the first and the last. */
const ANNOUNCING = 'Announcing/Policy';

interface Made {
  readonly stack: string;
  readonly resource: Resource;
}

/** Everything but baseline routes, by stack and logical id, apart from what is made for this link alone. */
function others(assembly: Assembly, link: string): ReadonlyMap<string, Made> {
  return new Map(
    [...assembly].flatMap(([stack, { template }]) =>
      Object.entries(template.Resources).flatMap(([id, resource]): [string, Made][] => {
        const own = stack.endsWith(`-link-${link}`) || pathOf(resource).split('/').includes(link);
        const common = [BASELINE, OF_EVERY_DEPLOYMENT, NAMES_ALL_LINKS].some((pattern) =>
          pattern.test(pathOf(resource)),
        );
        return own || common ? [] : [[`${stack} ${id}`, { stack, resource }]];
      }),
    ),
  );
}

interface Difference extends Made {
  readonly what: 'appears' | 'is gone' | 'changes';
}

/** What differs between two assemblies beside the link and the baseline. */
function differences(before: Assembly, after: Assembly, link: string): readonly Difference[] {
  const [old, now] = [others(before, link), others(after, link)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Difference[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const one = was ?? is;
    if (one === undefined || isDeepStrictEqual(was?.resource, is?.resource)) return [];
    return [{ ...one, what: was === undefined ? 'appears' : is === undefined ? 'is gone' : 'changes' }];
  });
}

/** Whether it goes for a good reason: the site has no other peering that shares it. */
function goesWithLastPeering({ stack, resource, what }: Difference, { links, prefix }: Topology): boolean {
  const isLast = !links.some(
    ({ kind, between }) =>
      kind === 'transit-gateway-peering' &&
      between.some((site) => [`${prefix}-${site}-probes`, `${prefix}-${site}-routes`].includes(stack)),
  );
  return isLast && what === 'is gone' && SHARED.test(pathOf(resource));
}

function listsWhatLinksHave({ resource, what }: Difference): boolean {
  return (what === 'changes' && pathOf(resource) === WAY_TO_DATABASE) || pathOf(resource) === ANNOUNCING;
}

function without(topology: Topology, link: string): Topology {
  return { ...topology, links: topology.links.filter(({ name }) => name !== link) };
}

/** With a target on premises for every BGP link, so that what probes it is there too. */
function probed(topology: Topology): Topology {
  const links = topology.links.map((link): Link => {
    if (link.kind === 'transit-gateway-peering') return link;
    const end = topology.sites.find((site) => site.kind === 'on-prem' && link.between.includes(site.name));
    const [a, b] = (end?.cidr ?? '').split('.');
    return { ...link, probe: { target: `${a}.${b}.255.${link.index}`, port: 179 } };
  });
  return { ...topology, links };
}

test('a link that is added or removed leaves every other link, site and VPC as it is', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(hybridBackbones, fc.nat(), (backbone, pick) => {
      const topology = probed(topologyOf(backbone));
      const link = topology.links[pick % topology.links.length];
      const rest = topology.links.filter((other) => other !== link);
      // A site that no link leads to is no valid topology.
      fc.pre(topology.sites.every(({ name }) => rest.some(({ between }) => between.includes(name))));
      if (!link) return;
      kinds.add(link.kind);
      const smaller = without(topology, link.name);
      const differing = differences(assemblyOf(topology), assemblyOf(smaller), link.name);
      const unexplained = differing.filter((one) => !goesWithLastPeering(one, smaller) && !listsWhatLinksHave(one));
      expect(unexplained.map(({ stack, resource, what }) => `${stack} ${pathOf(resource)} ${what}`)).toEqual([]);
    }),
    { numRuns: 12 },
  );
  expect([...kinds].sort()).toEqual(['direct-connect', 'site-to-site-vpn', 'transit-gateway-peering']);
});
