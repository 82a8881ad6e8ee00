// Pure: the paths that a flow takes now, once by what the sites publish and once by the tables that were read. Where the two
// differ, a site has just changed something, or its word is old.
//
//   the flow starts at   its packets
//   an AWS site          one for each class of the destination's addresses that tables tell apart
//   premises             the same by each link by which they may enter (premises-entries.ts)

import { type Address, holdsAddress, type Prefix } from '../../net/prefix';
import type { BackboneSite, Flow } from '../../routing/backbone';
import { addressClasses } from '../../routing/flow-trace';
import type { LinkConditions, Network } from '../../routing/network';
import { farSite, linkNamed } from '../../routing/shortest-paths';
import { type Hop, OUTCOMES, type Outcome, type Place, trace } from '../../routing/trace';
import { entriesOf, voicesOf } from '../premises-entries';
import { specificsOf } from '../site-prefixes';
import { linkArrival, networkToward, ownArrival, type ReadSite } from './read-network';
import type { SeenBackbone } from './seen-backbone';

/** One step of a packet, in the words of the backbone. */
export interface PathHop {
  /** Where: a site, or the link that it crosses. */
  readonly at: { readonly site: string } | { readonly link: string };
  /** The table that was asked, by name, and the route that matched there. */
  readonly table?: string;
  readonly matched?: Hop['matched'];
  readonly said: string;
}

export interface FlowPath {
  /** The link by which premises enter; absent: the flow starts at an AWS site. */
  readonly entry?: string;
  readonly outcome: Outcome;
  /** Links in order, that of the entry included. */
  readonly path: readonly string[];
  readonly hops: readonly PathHop[];
}

/** The worst path first; each way once. */
export interface FlowPaths extends Flow {
  readonly published: readonly FlowPath[];
  /** Absent: no table was read. */
  readonly read?: readonly FlowPath[];
}

/** Where a packet of the flow comes to a gateway first. */
interface Start {
  readonly entry?: string;
  readonly site: string;
  readonly arrivedBy: string;
}

function readSitesIn({ readings }: SeenBackbone): readonly ReadSite[] {
  return readings.flatMap(({ config, routes }) =>
    config.ok && routes?.ok ? [{ routing: config.value.routing, routes: routes.value }] : [],
  );
}

function conditionsIn({ standings }: SeenBackbone): LinkConditions {
  return new Map([...standings].map(([link, standing]) => [link, standing === 'down' ? 'down' : 'draining']));
}

function startsOf({ from, to }: Flow, seen: SeenBackbone, sites: readonly ReadSite[]): readonly Start[] {
  const { backbone, publications, standings } = seen;
  if (backbone.sites.find(({ name }) => name === from)?.kind === 'aws')
    return [{ site: from, arrivedBy: ownArrival(from, sites) }];
  const { links } = entriesOf(backbone, from, to, voicesOf(publications), standings);
  return links.flatMap((entry): readonly Start[] => {
    const link = linkNamed(backbone, entry);
    if (!link) return [];
    const site = farSite(link, from);
    return [{ entry, site, arrivedBy: linkArrival(site, entry, sites) }];
  });
}

function destinations(remote: BackboneSite, { tables }: Network, probes: readonly Prefix[]): readonly Address[] {
  const prefixes = tables.flatMap(({ routes }) => routes.map((route) => route.prefix));
  return specificsOf(remote)
    .flatMap((specific) => addressClasses(specific, [...prefixes, ...probes]))
    .filter((address) => !probes.some((probe) => holdsAddress(probe, address)));
}

function placeOf(place: Place): PathHop['at'] {
  if (place.at === 'link') return { link: place.link };
  // Gateways and VPCs go by the names of their sites here, and there are no routers.
  if (place.at === 'gateway') return { site: place.gateway };
  return { site: place.at === 'vpc' ? place.vpc : '' };
}

function saidOf({ place, said }: Hop): string {
  if (place.at === 'vpc') return said.startsWith('arrives') ? `arrives at ${place.vpc}` : said;
  return place.at === 'gateway' ? said.replace(/^goes to VPC \S+$/, "goes to the site's own networks") : said;
}

function hopOf(hop: Hop, { tables }: Network): PathHop {
  const name = tables.find(({ id }) => id === hop.table)?.name;
  return {
    at: placeOf(hop.place),
    ...(name === undefined ? {} : { table: name }),
    ...(hop.matched ? { matched: hop.matched } : {}),
    said: saidOf(hop),
  };
}

/** Whatever is asked of a site that was not read and has published nothing is not known. */
function outcomeOf(outcome: Outcome, hops: readonly PathHop[], to: string, known: ReadonlySet<string>): Outcome {
  const last = hops.at(-1);
  if (outcome !== 'no-path' || !last || !('site' in last.at) || last.at.site === to) return outcome;
  return known.has(last.at.site) ? outcome : 'unknown';
}

function distinct(paths: readonly FlowPath[]): readonly FlowPath[] {
  const ways = new Map<string, FlowPath>();
  for (const one of paths) {
    const key = JSON.stringify([one.outcome, one.path]);
    if (!ways.has(key)) ways.set(key, one);
  }
  return [...ways.values()].sort((a, b) => OUTCOMES.indexOf(b.outcome) - OUTCOMES.indexOf(a.outcome));
}

function pathsOver(flow: Flow, seen: SeenBackbone, sites: readonly ReadSite[]): readonly FlowPath[] {
  const { backbone, publications } = seen;
  const remote = backbone.sites.find(({ name }) => name === flow.to);
  if (!remote) return [];
  const network = networkToward(backbone, remote, publications, voicesOf(publications), sites);
  const conditions = conditionsIn(seen);
  const known = new Set([
    ...sites.map(({ routing }) => routing.site),
    ...[...publications.values()].flatMap(({ site, hops }) => (hops[remote.name] ? [site] : [])),
  ]);
  const addresses = destinations(
    remote,
    network,
    sites.flatMap(({ routing }) => routing.probes),
  );
  const paths = startsOf(flow, seen, sites).flatMap(({ entry, site, arrivedBy }) => {
    if (entry !== undefined && conditions.get(entry) === 'down')
      return [{ entry, outcome: 'dead-link' as const, path: [entry], hops: [] }];
    const from = { at: 'gateway', gateway: site, arrivedBy } as const;
    return addresses.map((address): FlowPath => {
      const { outcome, path, hops: raw } = trace(network, conditions, from, address);
      const hops = raw.map((hop) => hopOf(hop, network));
      const before = entry === undefined ? {} : { entry };
      const links = entry === undefined ? path : [entry, ...path];
      return { ...before, outcome: outcomeOf(outcome, hops, flow.to, known), path: links, hops };
    });
  });
  return paths.length === 0 ? [{ outcome: 'no-path', path: [], hops: [] }] : distinct(paths);
}

export function flowPaths({ from, to }: Flow, seen: SeenBackbone): FlowPaths {
  const flow = { from, to };
  const sites = readSitesIn(seen);
  const published = pathsOver(flow, seen, []);
  return sites.length === 0 ? { ...flow, published } : { ...flow, published, read: pathsOver(flow, seen, sites) };
}
