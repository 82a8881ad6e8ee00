// Pure: which flows take other paths when links stand otherwise, and which then depend on a single link or shared risk. Paths
// are the shortest ones, by which controllers steer; the way that packets take now is told beside them.
//
//   a flow                                                      is told
//   whose shortest path becomes another                         yes
//   that crosses, as things are, a link that is to be left      yes
//   that only loses its redundancy                              yes, with the same path before and after
//   otherwise                                                   no

import { allFlows, type Backbone, type Flow } from '../../../routing/backbone';
import {
  distances,
  farSite,
  linkNamed,
  nextHops,
  type Standings,
  workingDestinations,
} from '../../../routing/shortest-paths';
import { type FlowPath, flowPaths } from '../flow-paths';
import type { SeenBackbone } from '../seen-backbone';

/** One more thing that may fail. */
export interface Dependence {
  readonly kind: 'link' | 'risk';
  readonly name: string;
}

export interface FlowEffect extends Flow {
  /** The ways of its packets as things are: by the tables that were read, else by what is published. */
  readonly now: readonly Pick<FlowPath, 'entry' | 'outcome' | 'path'>[];
  /** Links in order; empty: there is no path at all. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** A link of the path after is drained or down, and there is no path without such a link. */
  readonly lastResort: boolean;
  /** What would leave it without a working path if it failed as well, and would not have done so before. */
  readonly dependsOn: readonly Dependence[];
}

/** Follows the next hops, each of which is nearer than the one before. */
export function shortestPath(backbone: Backbone, { from, to }: Flow, standings: Standings): readonly string[] {
  const path: string[] = [];
  for (let site = from; site !== to; ) {
    const link = nextHops(backbone, site, standings).get(to);
    if (!link) return [];
    path.push(link.name);
    site = farSite(link, site);
  }
  return path;
}

/** True when some path has no link that is drained or down. */
function isSound(backbone: Backbone, { from, to }: Flow, standings: Standings): boolean {
  const metric = distances(backbone, from, standings).get(to);
  return metric !== undefined && metric[0] === 0 && metric[1] === 0;
}

/** What is drained may be cut at any time, so it is as good as down for whoever needs another path. */
function failing(standings: Standings, links: readonly string[]): Standings {
  return new Map([...standings.keys(), ...links].map((link) => [link, 'down'] as const));
}

interface Failure {
  readonly what: Dependence;
  readonly links: readonly string[];
}

function failuresOf({ links }: Backbone): readonly Failure[] {
  const risks = [...new Set(links.flatMap(({ sharedRisks }) => sharedRisks))].sort();
  return [
    ...links.map(({ name }): Failure => ({ what: { kind: 'link', name }, links: [name] })),
    ...risks.map((name): Failure => {
      const listing = links.filter(({ sharedRisks }) => sharedRisks.includes(name));
      return { what: { kind: 'risk', name }, links: listing.map((link) => link.name) };
    }),
  ];
}

/** By failure, the standings with it: the same values for all flows, so that paths are searched for once. */
function failedWorlds(backbone: Backbone, standings: Standings) {
  return failuresOf(backbone).map(({ what, links }) => ({ what, links, standings: failing(standings, links) }));
}

type FailedWorlds = ReturnType<typeof failedWorlds>;

/** Only what is on the path can take it away. */
function dependences(
  backbone: Backbone,
  { from, to }: Flow,
  path: readonly string[],
  worlds: FailedWorlds,
): readonly Dependence[] {
  return worlds
    .filter(({ links }) => links.some((link) => path.includes(link)))
    .filter(({ standings }) => !workingDestinations(backbone, from, standings).has(to))
    .map(({ what }) => what);
}

interface Change {
  readonly before: Standings;
  readonly after: Standings;
}

function lostRedundancy(backbone: Backbone, { before, after }: Change) {
  const [worldsBefore, worldsAfter] = [failedWorlds(backbone, before), failedWorlds(backbone, after)];
  return (flow: Flow, was: readonly string[], is: readonly string[]): readonly Dependence[] => {
    if (!isSound(backbone, flow, before) || !isSound(backbone, flow, after)) return [];
    const now = dependences(backbone, flow, is, worldsAfter);
    if (now.length === 0) return [];
    const old = dependences(backbone, flow, was, worldsBefore);
    return now.filter(({ kind, name }) => !old.some((one) => one.kind === kind && one.name === name));
  };
}

/** `left`: links that all traffic is to leave. In the order of the backbone's flows. */
export function flowEffects(seen: SeenBackbone, after: Standings, left: ReadonlySet<string>): readonly FlowEffect[] {
  const { backbone, standings: before } = seen;
  const lost = lostRedundancy(backbone, { before, after });
  return allFlows(backbone.sites, backbone.flows).flatMap(({ from, to }): readonly FlowEffect[] => {
    const flow = { from, to };
    const [was, is] = [shortestPath(backbone, flow, before), shortestPath(backbone, flow, after)];
    const { read, published } = flowPaths(flow, seen);
    const now = (read ?? published).map(({ hops: _, ...way }) => way);
    const dependsOn = lost(flow, was, is);
    const isTold = was.join(' ') !== is.join(' ') || now.some(({ path }) => path.some((link) => left.has(link)));
    if (!isTold && dependsOn.length === 0) return [];
    const lastResort = is.some((link) => linkNamed(backbone, link) && after.has(link));
    return [{ ...flow, now, before: was, after: is, lastResort, dependsOn }];
  });
}
