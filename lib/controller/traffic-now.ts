// Pure: what traffic does while a link stands as it does, for a person: which ways the flows take that would use the link
// if all links were up, and what of these ways nothing could take over from. It is told by the shortest paths, which every
// site steers by: while sites still move traffic, it is what they move it to.

import type { Backbone, FlowRequirement } from '../routing/backbone';
import { farSite, nextHops, type Standings, workingDestinations } from '../routing/shortest-paths';

const ALL_UP: Standings = new Map();
/** So many pairs of sites are named; of the others it is said how many there are. */
const MOST_PAIRS = 6;

type Pair = Pick<FlowRequirement, 'from' | 'to'>;

/** Links from one site to the other; undefined: there is no path at all. */
function pathOf(backbone: Backbone, { from, to }: Pair, standings: Standings): readonly string[] | undefined {
  const path: string[] = [];
  for (let at = from; at !== to; ) {
    const link = nextHops(backbone, at, standings).get(to);
    if (!link || path.length > backbone.links.length) return undefined;
    path.push(link.name);
    at = farSite(link, at);
  }
  return path;
}

/** Both directions take the same links but for ties, which are broken at each site: one is told. */
function pairsOf({ flows }: Backbone): readonly Pair[] {
  const known = new Set<string>();
  return flows.filter(({ from, to }) => {
    if (known.has(`${to} ${from}`)) return false;
    known.add(`${from} ${to}`);
    return true;
  });
}

function isLast(link: string, { from, to }: Pair, backbone: Backbone, standings: Standings): boolean {
  return !workingDestinations(backbone, from, new Map([...standings, [link, 'down']])).has(to);
}

function sentenceOf(pair: Pair, link: string, backbone: Backbone, standings: Standings): string {
  const { from, to } = pair;
  const path = pathOf(backbone, pair, standings);
  if (!path || path.some((name) => standings.get(name) === 'down')) return `${from} and ${to} have no working way`;
  const over = `${from} and ${to} go over ${path.join(', ')}`;
  const last = path.filter((name) => isLast(name, pair, backbone, standings));
  const stays = path.includes(link) && standings.get(link) === 'drained' ? ', as they have no other way' : '';
  if (last.length === 0 || stays !== '') return `${over}${stays}`;
  return `${over}; nothing is left to take over from ${last.join(' or ')}`;
}

/** One sentence for each pair of sites whose flows use the link when all is up, lower case, without a full stop. */
export function trafficNow(link: string, backbone: Backbone, standings: Standings): readonly string[] {
  const pairs = pairsOf(backbone).filter((pair) => pathOf(backbone, pair, ALL_UP)?.includes(link));
  const told = pairs.slice(0, MOST_PAIRS).map((pair) => sentenceOf(pair, link, backbone, standings));
  const more = pairs.length - told.length;
  if (pairs.length === 0) return ['no flow uses the link as long as all links are up'];
  return more === 0 ? told : [...told, `and ${more} more pairs of sites that use it when all links are up`];
}
