// The number of paths that share no link is compared with what it means: how many links have to fail before two sites are
// apart, found by failing every set of them.

import fc from 'fast-check';
import type { Backbone, Flow } from '../../../lib/routing/backbone';
import { disjointPaths } from '../../../lib/verify/diff/disjoint-paths';
import { aBackbone, aPeering, aSite, hybridBackbones } from '../../support/backbones';

const SEED = Number(process.env.DETOUR_SEED ?? 20251001);

function isJoined({ sites, links }: Backbone, failed: ReadonlySet<string>, { from, to }: Flow): boolean {
  const carriers = new Set(sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name));
  const reached = [from];
  for (const site of reached) {
    if (site !== from && !carriers.has(site)) continue;
    for (const { name, between } of links)
      if (!failed.has(name) && between.includes(site)) reached.push(...between.filter((end) => !reached.includes(end)));
  }
  return reached.includes(to);
}

/** The fewest links whose failure puts the sites apart, up to three; four when three never do. */
function leastCut(backbone: Backbone, flow: Flow): number {
  const names = backbone.links.map(({ name }) => name);
  const sets = (size: number, from = 0): readonly (readonly string[])[] =>
    size === 0
      ? [[]]
      : names.slice(from).flatMap((name, i) => sets(size - 1, from + i + 1).map((rest) => [name, ...rest]));
  const least = [0, 1, 2, 3].find((size) => sets(size).some((failed) => !isJoined(backbone, new Set(failed), flow)));
  return least ?? 4;
}

test('as many paths share no link as links have to fail before the sites are apart', () => {
  const seen = new Set<number>();
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      for (const flow of backbone.flows.slice(0, 6)) {
        const found = Math.min(disjointPaths(backbone, flow), 4);
        expect({ links: backbone.links, flow, found }).toEqual({
          links: backbone.links,
          flow,
          found: leastCut(backbone, flow),
        });
        seen.add(found);
      }
    }),
    { seed: SEED, numRuns: 60 },
  );
  expect([...seen].sort()).toEqual([1, 2, 3]);
});

test('a second path may have to take a link of the first one against its direction', () => {
  const [a, b, c, d] = [aSite(0), aSite(1), aSite(2), aSite(3)];
  const links = [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2), aPeering(1, 3), aPeering(2, 3)];
  expect(disjointPaths(aBackbone([a, b, c, d], links), { from: 's0', to: 's3' })).toBe(2);
});

test('premises carry nothing that is not theirs', () => {
  const sites = [aSite(0), aSite(1), aSite(9, 'on-prem')];
  const dx = (n: number) => ({
    ...aPeering(n, 9),
    name: `p9-s${n}`,
    kind: 'direct-connect' as const,
    between: ['p9', `s${n}`] as const,
  });
  const backbone = aBackbone(sites, [aPeering(0, 1), dx(0), dx(1)]);
  expect(disjointPaths(backbone, { from: 's0', to: 's1' })).toBe(1);
  expect(disjointPaths(backbone, { from: 'p9', to: 's1' })).toBe(2);
});

test('sites that are apart, or are not there, have none', () => {
  const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1)]);
  expect(disjointPaths(backbone, { from: 's0', to: 's2' })).toBe(0);
  expect(disjointPaths(backbone, { from: 's0', to: 'nowhere' })).toBe(0);
});
