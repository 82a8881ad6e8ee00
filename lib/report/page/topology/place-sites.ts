// Pure: where sites stand in a picture. Stress decides: sites are as far apart as there are links between them, so that a ring
// looks like a ring. The same sites and links give the same places.

import { Layout } from 'webcola/dist/src/layout';
import type { BackboneLink, BackboneSite } from '../../../routing/backbone';

/** Of a site's box, in pixels. */
export const BOX = { width: 144, height: 46 } as const;
/** Pixels that a site has for itself, across and down, so that a picture may be laid on its side. */
const ROOM = 190;
const MARGIN = 40;
/** Pixels of a link with room for its label, and of one in a picture that has too many links for labels. */
const LABELLED_LENGTH = 275;
const BARE_LENGTH = 260;
/** Rounds of the layout: without, then with the rule that boxes do not overlap. */
const FREE_ROUNDS = 100;
const APART_ROUNDS = 100;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Places {
  readonly width: number;
  readonly height: number;
  /** The middle of each site's box, by the site's name. */
  readonly sites: ReadonlyMap<string, Point>;
}

type Sites = readonly Pick<BackboneSite, 'name'>[];
type Links = readonly Pick<BackboneLink, 'between'>[];

function settled(sites: Sites, links: Links, length: number): readonly Point[] {
  const at = new Map(sites.map(({ name }, i) => [name, i]));
  const edges = links.flatMap(({ between: [a, b] }) => {
    const [source, target] = [at.get(a), at.get(b)];
    return source === undefined || target === undefined || source === target ? [] : [{ source, target }];
  });
  const boxes = sites.map(() => ({ width: ROOM, height: ROOM, x: 0, y: 0 }));
  const layout = new Layout().nodes(boxes).links(edges).linkDistance(length).avoidOverlaps(true);
  layout.start(FREE_ROUNDS, 0, APART_ROUNDS, 0, false);
  return boxes.map(({ x, y }) => ({ x, y }));
}

/** Wide rather than tall, as screens and pages are read. */
function lyingDown(points: readonly Point[]): readonly Point[] {
  const span = (of: (point: Point) => number) => Math.max(...points.map(of)) - Math.min(...points.map(of));
  return span(({ y }) => y) > span(({ x }) => x) ? points.map(({ x, y }) => ({ x: y, y: x })) : points;
}

/** Whole pixels, with all boxes inside the picture. A link to a site that is not there counts for nothing. */
export function placeSites(sites: Sites, links: Links, hasLabels: boolean): Places {
  if (sites.length === 0) return { width: 0, height: 0, sites: new Map() };
  const points = lyingDown(settled(sites, links, hasLabels ? LABELLED_LENGTH : BARE_LENGTH));
  const left = Math.min(...points.map(({ x }) => x)) - BOX.width / 2 - MARGIN;
  const top = Math.min(...points.map(({ y }) => y)) - BOX.height / 2 - MARGIN;
  const moved = points.map(({ x, y }) => ({ x: Math.round(x - left), y: Math.round(y - top) }));
  return {
    width: Math.max(...moved.map(({ x }) => x)) + BOX.width / 2 + MARGIN,
    height: Math.max(...moved.map(({ y }) => y)) + BOX.height / 2 + MARGIN,
    sites: new Map(sites.map(({ name }, i) => [name, moved[i] ?? { x: 0, y: 0 }])),
  };
}
