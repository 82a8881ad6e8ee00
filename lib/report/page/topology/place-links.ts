// Pure: how links run between sites, and where their labels stand so that none covers another or a site.

import type { BackboneLink } from '../../../routing/backbone';
import { BOX, type Places, type Point } from './place-sites';

/** Pixels between the middles of links that join the same two sites. */
const BESIDE = 46;

/** A quadratic curve; its bend lies on the line where the link is alone. */
export interface Run {
  readonly from: Point;
  readonly bend: Point;
  readonly to: Point;
  /** The middle of its label. */
  readonly label: Point;
}

type Link = Pick<BackboneLink, 'name' | 'between'>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

type Rectangle = Point & Size;

function overlap(a: Rectangle, b: Rectangle): boolean {
  return Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
}

function rounded({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

function pairKey({ between: [a, b] }: Link): string {
  return JSON.stringify(a < b ? [a, b] : [b, a]);
}

/** The curve of one of several links between the same two sites, which part evenly to both sides of the straight line. */
function curve(from: Point, to: Point, number: number, of: number): Omit<Run, 'label'> {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const away = (number - (of - 1) / 2) * BESIDE * 2;
  const bend = {
    x: (from.x + to.x) / 2 - (dy / length) * away,
    y: (from.y + to.y) / 2 + (dx / length) * away,
  };
  return { from, bend: rounded(bend), to };
}

/** A point of the curve, 0 at its beginning and 1 at its end. */
function along({ from, bend, to }: Omit<Run, 'label'>, t: number): Point {
  const at = (a: number, b: number, c: number) => (1 - t) * (1 - t) * a + 2 * (1 - t) * t * b + t * t * c;
  return rounded({ x: at(from.x, bend.x, to.x), y: at(from.y, bend.y, to.y) });
}

/** Where a label may stand, the best place first. */
const STATIONS = [0.5, 0.42, 0.58, 0.36, 0.64, 0.3, 0.7] as const;

/** The run of each link, in order. A link to a site that is not there has none. `sizes` are of their labels. */
export function placeLinks(
  links: readonly Link[],
  { sites }: Places,
  sizes: ReadonlyMap<string, Size>,
): ReadonlyMap<string, Run> {
  const taken: Rectangle[] = [...sites.values()].map((point) => ({ ...point, ...BOX }));
  const groups = grouped(links);
  return new Map(
    links.flatMap((link): [string, Run][] => {
      const group = groups.get(pairKey(link)) ?? [];
      const [from, to] = [...link.between].sort().map((name) => sites.get(name));
      if (!from || !to || from === to) return [];
      const line = curve(from, to, group.indexOf(link), group.length);
      const size = sizes.get(link.name) ?? { width: 0, height: 0 };
      const places = STATIONS.map((t) => ({ ...along(line, t), ...size }));
      const free = places.find((place) => !taken.some((other) => overlap(place, other))) ?? places[0];
      if (!free) return [];
      taken.push(free);
      return [[link.name, { ...line, label: { x: free.x, y: free.y } }]];
    }),
  );
}

function grouped(links: readonly Link[]): ReadonlyMap<string, readonly Link[]> {
  const groups = new Map<string, Link[]>();
  for (const link of links) groups.set(pairKey(link), [...(groups.get(pairKey(link)) ?? []), link]);
  return groups;
}
