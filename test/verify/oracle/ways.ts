// Shortest ways by trying every one of them: all simple paths, of which only AWS sites may be in between.

import type { LinkWords, Wiring } from './wiring';

/** Compared field by field, `first` last: names break ties. */
export interface Way {
  readonly broken: number;
  readonly cost: number;
  readonly links: number;
  /** The link by which it begins. */
  readonly first: string;
}

export type WayTo = (from: string, to: string) => Way | undefined;

export function isShorter(one: Way, other: Way): boolean {
  const by = [one.broken - other.broken, one.cost - other.cost, one.links - other.links].find((n) => n !== 0);
  return by === undefined ? one.first < other.first : by < 0;
}

export function farEnd({ between: [a, b] }: LinkWords, site: string): string {
  return a === site ? b : a;
}

type Words = Pick<Wiring, 'sites' | 'links'>;

function pathsFrom({ sites, links }: Words, from: string, failed: ReadonlySet<string>): ReadonlyMap<string, Way> {
  const carriers = new Set(sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name));
  const best = new Map<string, Way>();
  const walk = (at: string, been: readonly string[], way: Way | undefined): void => {
    if (way) {
      const known = best.get(at);
      if (!known || isShorter(way, known)) best.set(at, way);
      if (!carriers.has(at)) return;
    }
    for (const link of links) {
      const far = farEnd(link, at);
      if (!link.between.includes(at) || been.includes(far)) continue;
      const { broken, cost, links: count, first } = way ?? { broken: 0, cost: 0, links: 0, first: link.name };
      const more = failed.has(link.name) ? 1 : 0;
      walk(far, [...been, far], { broken: broken + more, cost: cost + link.cost, links: count + 1, first });
    }
  };
  walk(from, [from], undefined);
  return best;
}

/** The best way between any two sites while these links have failed. */
export function waysOf(words: Words, failed: ReadonlySet<string>): WayTo {
  const known = new Map<string, ReadonlyMap<string, Way>>();
  return (from, to) => {
    const paths = known.get(from) ?? pathsFrom(words, from, failed);
    known.set(from, paths);
    return paths.get(to);
  };
}
