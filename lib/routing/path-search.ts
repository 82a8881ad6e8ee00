// Pure: Dijkstra's search over the links of a backbone. Metrics are compared field by field (shortest-paths.ts); here two
// fields are packed into each of two numbers, which is exact: no path has 2^20 links, and a cost is below 2^16.

import type { Backbone, BackboneLink } from './backbone';
import type { Standing, Standings } from './shortest-paths';

const FIELD = 2 ** 20;

/** A link as it is left from one of its sites. */
interface Edge {
  readonly link: BackboneLink;
  /** Place of its name among the names of all links. */
  readonly rank: number;
  readonly far: Node;
}

interface Node {
  readonly site: string;
  readonly number: number;
  /** Whether it may carry other sites' traffic. */
  readonly transit: boolean;
  readonly edges: Edge[];
}

/** A backbone as a graph that is searched again and again: every site that some link names. */
export type Graph = ReadonlyMap<string, Node>;

/** The best path found so far to a site, and the links by which it leaves the origin and enters the site. */
export interface Label {
  readonly site: string;
  /** Links on it that are down, and below them those that are drained. */
  readonly bad: number;
  /** Cost, and below it the number of links. */
  readonly length: number;
  readonly first: Edge;
  readonly last: Edge;
}

/** Sites that links name and nobody describes can be reached, and lead nowhere. */
export function graphOf({ sites, links }: Backbone): Graph {
  const kinds = new Map(sites.map(({ name, kind }) => [name, kind]));
  const nodes = new Map<string, Node>();
  const nodeOf = (site: string) => {
    const node: Node = nodes.get(site) ?? { site, number: nodes.size, transit: kinds.get(site) === 'aws', edges: [] };
    nodes.set(site, node);
    return node;
  };
  const names = links.map(({ name }) => name).sort();
  const ranks = new Map(names.map((name, rank) => [name, rank]));
  for (const link of links) {
    const rank = ranks.get(link.name) ?? 0;
    const [one, other] = [nodeOf(link.between[0]), nodeOf(link.between[1])];
    if (kinds.has(one.site)) one.edges.push({ link, rank, far: other });
    if (kinds.has(other.site)) other.edges.push({ link, rank, far: one });
  }
  return nodes;
}

/** What a link adds to what is bad about a path, by how it stands. */
const PENALTIES: Readonly<Record<Standing, number>> = { up: 0, drained: 1, down: FIELD };

/** Ties are broken by the name of the first link, so that every site and every run chooses alike. */
function better(bad: number, length: number, first: Edge, known: Label): boolean {
  return (bad - known.bad || length - known.length || first.rank - known.first.rank) < 0;
}

/** A site that was reached, with the best path to it that is known yet. */
interface Reached {
  label: Label;
}

/** Takes the nearest out of those that are open; of equally near ones the one that was found first. */
function takeNearest(open: Reached[]): Label {
  const nearest = open.reduce((best, next) => {
    const farther = next.label.bad - best.label.bad || next.label.length - best.label.length;
    return farther < 0 ? next : best;
  });
  open.splice(open.indexOf(nearest), 1);
  return nearest.label;
}

/**
 * The shortest path from a site to each other one, in the order of distance. Every link lengthens a path (it counts links
 * too), so what is nearest of all that is open is final, and no way on from it is better for a site that was taken before.
 */
export function searchFrom(graph: Graph, from: string, standings: Standings): readonly Label[] {
  const origin = graph.get(from);
  if (!origin) return [];
  const reached: (Reached | undefined)[] = [];
  const open: Reached[] = [];
  const settled: Label[] = [];
  const leave = ({ edges }: Node, path?: Label) => {
    for (const edge of edges) {
      const { far, link } = edge;
      if (far === origin) continue;
      const bad = (path?.bad ?? 0) + PENALTIES[standings.get(link.name) ?? 'up'];
      const length = (path?.length ?? 0) + link.cost * FIELD + 1;
      const first = path?.first ?? edge;
      const known = reached[far.number];
      if (known && !better(bad, length, first, known.label)) continue;
      const label = { site: far.site, bad, length, first, last: edge };
      if (known) known.label = label;
      else {
        const site = { label };
        reached[far.number] = site;
        open.push(site);
      }
    }
  };
  leave(origin);
  while (open.length > 0) {
    const label = takeNearest(open);
    settled.push(label);
    if (label.last.far.transit) leave(label.last.far, label);
  }
  return settled;
}

/** The fields of a label's metric: links that are down, drained links, cost, number of links. */
export function fieldsOf({ bad, length }: Label): readonly [number, number, number, number] {
  return [Math.floor(bad / FIELD), bad % FIELD, Math.floor(length / FIELD), length % FIELD];
}
