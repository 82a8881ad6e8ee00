// Pure: Dijkstra's search over the links of a backbone. Metrics are compared field by field (shortest-paths.ts); here two
// fields are packed into each of two numbers, which is exact: no path has 2^20 links, and a cost is below 2^16.

import type { Backbone, BackboneLink } from './backbone';
import type { Standings } from './shortest-paths';

const FIELD = 2 ** 20;

/** A link as it is left from one of its sites. */
interface Edge {
  readonly link: BackboneLink;
  /** Number of the link, and place of its name among the names of all links. */
  readonly number: number;
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

/** A backbone as a graph that is searched again and again. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly numbersOf: ReadonlyMap<string, readonly number[]>;
}

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
  const nodes = new Map<string, Node>();
  const add = (site: string, transit: boolean) => {
    const node: Node = nodes.get(site) ?? { site, number: nodes.size, transit, edges: [] };
    nodes.set(site, node);
    return node;
  };
  const described = new Set(sites.map(({ name, kind }) => add(name, kind === 'aws')));
  const names = [...new Set(links.map(({ name }) => name))].sort();
  const ranks = new Map(names.map((name, rank) => [name, rank]));
  const numbersOf = new Map(names.map((name): [string, number[]] => [name, []]));
  for (const [number, link] of links.entries()) {
    numbersOf.get(link.name)?.push(number);
    const [one, other] = [add(link.between[0], false), add(link.between[1], false)];
    const edge = { link, number, rank: ranks.get(link.name) ?? 0 };
    if (described.has(one)) one.edges.push({ ...edge, far: other });
    if (described.has(other)) other.edges.push({ ...edge, far: one });
  }
  return { nodes, numbersOf };
}

/** What each link that does not stand well adds to the length of a path, by number. */
function penaltiesOf({ numbersOf }: Graph, standings: Standings): readonly number[] {
  const penalties: number[] = [];
  for (const [name, standing] of standings)
    if (standing !== 'up')
      for (const number of numbersOf.get(name) ?? []) penalties[number] = standing === 'down' ? FIELD : 1;
  return penalties;
}

/** Ties are broken by the name of the first link, so that every site and every run chooses alike. */
function better(bad: number, length: number, first: Edge, known: Label): boolean {
  if (bad !== known.bad) return bad < known.bad;
  return length !== known.length ? length < known.length : first.rank < known.first.rank;
}

/** Takes the nearest out of those that are open; of equally near ones the one that was found first. */
function takeNearest(open: Node[], labels: readonly (Label | undefined)[]): Label | undefined {
  let [best, at] = [labels[open[0]?.number ?? -1], 0];
  for (let i = 1; best && i < open.length; i++) {
    const label = labels[open[i]?.number ?? -1];
    if (!label || label.bad > best.bad || (label.bad === best.bad && label.length >= best.length)) continue;
    [best, at] = [label, i];
  }
  open.splice(at, 1);
  return best;
}

/**
 * The shortest path from a site to each other one, in the order of distance. Every link lengthens a path (it counts links
 * too), so what is nearest of all that is open is final.
 */
export function searchFrom(graph: Graph, from: string, standings: Standings): readonly Label[] {
  const origin = graph.nodes.get(from);
  if (!origin) return [];
  const penalties = penaltiesOf(graph, standings);
  const labels: (Label | undefined)[] = [];
  const settled: Label[] = [];
  const isSettled: boolean[] = [];
  const open: Node[] = [];
  const leave = (node: Node, label: Label | undefined) => {
    isSettled[node.number] = true;
    for (const edge of node.edges) {
      const { far, link, number } = edge;
      if (isSettled[far.number]) continue;
      const bad = (label?.bad ?? 0) + (penalties[number] ?? 0);
      const length = (label?.length ?? 0) + link.cost * FIELD + 1;
      const first = label?.first ?? edge;
      const known = labels[far.number];
      if (known && !better(bad, length, first, known)) continue;
      if (!known) open.push(far);
      labels[far.number] = { site: far.site, bad, length, first, last: edge };
    }
  };
  leave(origin, undefined);
  for (let label = takeNearest(open, labels); label; label = takeNearest(open, labels)) {
    settled.push(label);
    const node = label.last.far;
    if (node.transit) leave(node, label);
    else isSettled[node.number] = true;
  }
  return settled;
}

/** The fields of a label's metric: links that are down, drained links, cost, number of links. */
export function fieldsOf({ bad, length }: Label): readonly [number, number, number, number] {
  return [Math.floor(bad / FIELD), bad % FIELD, Math.floor(length / FIELD), length % FIELD];
}
