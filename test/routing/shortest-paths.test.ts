import fc from 'fast-check';
import type { Backbone, BackboneLink } from '../../lib/routing/backbone';
import { graphOf, searchFrom } from '../../lib/routing/path-search';
import {
  compareMetrics,
  distances,
  farSite,
  linkNamed,
  linksAt,
  nextHops,
  type Standing,
  type Standings,
  usedLinks,
  workingDestinations,
} from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite, hybridBackbones } from '../support/backbones';

/** Hybrid backbones whose links stand at random. */
const worlds = hybridBackbones.chain((backbone) =>
  fc
    .array(fc.constantFrom<Standing[]>('up', 'up', 'up', 'drained', 'down'), {
      minLength: backbone.links.length,
      maxLength: backbone.links.length,
    })
    .map((each) => ({ backbone, standings: new Map(backbone.links.map(({ name }, i) => [name, each[i] ?? 'up'])) })),
);

/** What is worse by any amount weighs more than all of what is less bad: no path has 1,000 links or costs a million. */
function weigh(path: readonly BackboneLink[], standings: Standings): number {
  const of = (standing: Standing) => path.filter(({ name }) => standings.get(name) === standing).length;
  const cost = path.reduce((sum, link) => sum + link.cost, 0);
  return of('down') * 1e12 + of('drained') * 1e9 + cost * 1e3 + path.length;
}

/** Every way from one site to each other that passes no site twice and no on-prem site on the way. */
function simplePaths(backbone: Backbone, from: string): ReadonlyMap<string, readonly (readonly BackboneLink[])[]> {
  const found = new Map<string, (readonly BackboneLink[])[]>();
  const onPrem = new Set(backbone.sites.filter((s) => s.kind === 'on-prem').map((s) => s.name));
  const walk = (at: string, path: readonly BackboneLink[], passed: ReadonlySet<string>): void => {
    if (path.length > 0) found.set(at, [...(found.get(at) ?? []), path]);
    if (path.length > 0 && onPrem.has(at)) return;
    for (const link of backbone.links.filter(({ between }) => between.includes(at))) {
      const far = farSite(link, at);
      if (!passed.has(far)) walk(far, [...path, link], new Set([...passed, far]));
    }
  };
  walk(from, [], new Set([from]));
  return found;
}

/** The first link of the lightest path, by name where several are lightest. */
function bestFirst(paths: readonly (readonly BackboneLink[])[], standings: Standings): string | undefined {
  const lightest = Math.min(...paths.map((path) => weigh(path, standings)));
  const firsts = paths.filter((path) => weigh(path, standings) === lightest).map(([first]) => first?.name ?? '');
  return firsts.sort()[0];
}

test('next hops and distances are those of the lightest of all paths, whatever stands how', () => {
  fc.assert(
    fc.property(worlds, ({ backbone, standings }) => {
      for (const { name: from } of backbone.sites) {
        const paths = simplePaths(backbone, from);
        const expected = [...paths].map(([to, all]) => [to, bestFirst(all, standings)]).sort();
        const got = [...nextHops(backbone, from, standings)].map(([to, link]) => [to, link.name]).sort();
        expect(got).toEqual(expected);
        const weights = [...distances(backbone, from, standings)].map(([to, m]) => [
          to,
          m[0] * 1e12 + m[1] * 1e9 + m[2] * 1e3 + m[3],
        ]);
        const lightest = [...paths].map(([to, all]) => [to, Math.min(...all.map((path) => weigh(path, standings)))]);
        expect(weights.sort()).toEqual(lightest.sort());
      }
    }),
    { numRuns: 300 },
  );
});

test('following the next hops of all sites strictly approaches the destination, and so never loops', () => {
  fc.assert(
    fc.property(worlds, ({ backbone, standings }) => {
      const kinds = new Map(backbone.sites.map(({ name, kind }) => [name, kind]));
      const hops = new Map(backbone.sites.map(({ name }) => [name, nextHops(backbone, name, standings)]));
      const toward = new Map(backbone.sites.map(({ name }) => [name, distances(backbone, name, standings)]));
      for (const { name: from } of backbone.sites)
        for (const [to, link] of hops.get(from) ?? []) {
          const next = farSite(link, from);
          if (next === to) continue;
          const [here, there] = [toward.get(to)?.get(from), toward.get(to)?.get(next)];
          expect(here && there && compareMetrics(there, here)).toBeLessThan(0);
          expect(kinds.get(next)).toBe('aws');
        }
    }),
    { numRuns: 500 },
  );
});

test('what a site chooses does not depend on the order in which sites and links are listed', () => {
  const shuffled = worlds.chain(({ backbone, standings }) =>
    fc
      .record({
        sites: fc.shuffledSubarray([...backbone.sites], { minLength: backbone.sites.length }),
        links: fc.shuffledSubarray([...backbone.links], { minLength: backbone.links.length }),
        standings: fc.shuffledSubarray([...standings], { minLength: standings.size }),
      })
      .map((other) => ({
        backbone,
        standings,
        other: { backbone: { ...backbone, ...other }, standings: new Map(other.standings) },
      })),
  );
  const chosen = (backbone: Backbone, standings: Standings) =>
    backbone.sites
      .flatMap(({ name }) => [...nextHops(backbone, name, standings)].map(([to, link]) => `${name} ${to} ${link.name}`))
      .sort();
  fc.assert(
    fc.property(shuffled, ({ backbone, standings, other }) => {
      expect(chosen(other.backbone, other.standings)).toEqual(chosen(backbone, standings));
    }),
    { numRuns: 300 },
  );
});

test('a site is reached by a working path where some way to it has no link that is down', () => {
  let lost = 0;
  fc.assert(
    fc.property(worlds, ({ backbone, standings }) => {
      for (const { name: from } of backbone.sites) {
        const paths = [...simplePaths(backbone, from)];
        const works = (path: readonly BackboneLink[]) => path.every(({ name }) => standings.get(name) !== 'down');
        const expected = paths.flatMap(([to, all]) => (all.some(works) ? [to] : []));
        expect([...workingDestinations(backbone, from, standings)].sort()).toEqual(expected.sort());
        lost += paths.length - expected.length;
      }
    }),
  );
  expect(lost).toBeGreaterThan(50);
});

test('the links of a site are found in the order of the backbone, and links by their names', () => {
  const links = [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)] as const;
  const backbone = aBackbone([aSite(0), aSite(1)], links);
  expect(linksAt(backbone, 's0')).toEqual([links[0], links[1]]);
  expect(linksAt(backbone, 's1')).toEqual([links[0], links[2]]);
  expect([linksAt(backbone, 's2'), linksAt(backbone, 'nowhere')]).toEqual([[], []]);
  expect(links.map(({ name }) => linkNamed(backbone, name))).toEqual(links);
  expect(linkNamed(backbone, 'none')).toBeUndefined();
  expect(linksAt(aBackbone([aSite(0)], []), 's0')).toEqual([]);
});

test('next hops come in the order of distance, each site once, without the site itself', () => {
  fc.assert(
    fc.property(worlds, ({ backbone, standings }) => {
      const metrics = [...distances(backbone, 's0', standings).values()];
      expect([...metrics].sort(compareMetrics)).toEqual(metrics);
      expect(nextHops(backbone, 's0', standings).has('s0')).toBe(false);
    }),
    { numRuns: 200 },
  );
});

const sites = [aSite(0), aSite(1), aSite(2), aSite(3)];
const first = (links: readonly BackboneLink[], standings: Readonly<Record<string, Standing>>) =>
  nextHops(aBackbone(sites, links), 's0', new Map(Object.entries(standings))).get('s1')?.name;

describe('from s0 to s1, directly or by way of s2 and s3', () => {
  const around = [aPeering(0, 2, 1), aPeering(2, 3, 1), aPeering(1, 3, 1)];
  const dear = aPeering(0, 1, 65_535);

  test.each<[string, string, Readonly<Record<string, Standing>>]>([
    ['s0-s2', 'all is up, because it costs less', {}],
    ['s0-s1', 'a link on the way around is drained, whatever the direct link costs', { 's2-s3': 'drained' }],
    ['s0-s1', 'a link on the way around is down', { 's2-s3': 'down' }],
    ['s0-s2', 'the direct link is drained', { 's0-s1': 'drained' }],
    ['s0-s2', 'one link is drained on either way', { 's0-s1': 'drained', 's2-s3': 'drained' }],
    [
      's0-s1',
      'more links are drained on the way around',
      { 's0-s1': 'drained', 's0-s2': 'drained', 's1-s3': 'drained' },
    ],
    [
      's0-s2',
      'all links on the way around are drained and the direct one is down',
      { 's0-s1': 'down', 's0-s2': 'drained', 's2-s3': 'drained', 's1-s3': 'drained' },
    ],
    ['s0-s1', 'the direct link is drained and one on the way around is down', { 's0-s1': 'drained', 's1-s3': 'down' }],
  ])('traffic takes %s when %s', (expected, _, standings) => {
    expect(first([...around, dear], standings)).toBe(expected);
  });

  test('of equal cost the path with fewer links is taken', () => {
    expect(first([...around, aPeering(0, 1, 3)], {})).toBe('s0-s1');
  });

  test('of equal cost and length the first link that comes first by name is taken', () => {
    const twins = [aPeering(0, 2, 5), aPeering(1, 2, 5), aPeering(0, 3, 5), aPeering(1, 3, 5)];
    expect(first(twins, {})).toBe('s0-s2');
    expect(first([...twins].reverse(), {})).toBe('s0-s2');
  });

  test('a last path stays in use, drained or down', () => {
    expect(first([dear], { 's0-s1': 'drained' })).toBe('s0-s1');
    expect(first([dear], { 's0-s1': 'down' })).toBe('s0-s1');
  });
});

describe('of sites that are equally near', () => {
  const star = [aPeering(0, 3), aPeering(0, 1), aPeering(0, 2)];

  test('the one whose link is listed first comes first', () => {
    const listed = (links: readonly BackboneLink[]) => [...nextHops({ ...aBackbone(sites, []), links }, 's0').keys()];
    expect(listed(star)).toEqual(['s3', 's1', 's2']);
    expect(listed([...star].reverse())).toEqual(['s2', 's1', 's3']);
  });

  test('the one that was found first leads on, where ways differ in their last link only', () => {
    const links = [...star.slice(0, 1), aPeering(1, 3), aPeering(2, 3), aPeering(1, 4), aPeering(2, 4)];
    const used = usedLinks(aBackbone([...sites, aSite(4)], links), 's0', new Map());
    expect([...used].sort()).toEqual(['s0-s3', 's1-s3', 's1-s4', 's2-s3']);
  });
});

test('a site that links name and nobody describes can be reached and leads nowhere, and so does one without links', () => {
  const backbone = aBackbone([aSite(0), aSite(2), aSite(3)], [aPeering(0, 1), aPeering(1, 2)]);
  expect([...nextHops(backbone, 's0').keys()]).toEqual(['s1']);
  expect([...nextHops(backbone, 's2').keys()]).toEqual(['s1']);
  for (const from of ['s1', 's3', 'nobody']) expect([...nextHops(backbone, from)]).toEqual([]);
});

test('how a link stands that the backbone does not have changes nothing', () => {
  const standings = new Map<string, Standing>([['elsewhere', 'down']]);
  expect([...distances(aBackbone(sites, [aPeering(0, 1, 7)]), 's0', standings)]).toEqual([['s1', [0, 0, 7, 1]]]);
});

test('a search settles each site once, though several ways lead to it', () => {
  fc.assert(
    fc.property(worlds, ({ backbone, standings }) => {
      const settled = searchFrom(graphOf(backbone), 's0', standings).map(({ site }) => site);
      expect(settled).toEqual([...new Set(settled)]);
      expect(settled).not.toContain('s0');
    }),
  );
});

test('premises carry no traffic between AWS sites, even where that is the only way', () => {
  const bgp = (site: number): BackboneLink => ({
    name: `p9-s${site}`,
    kind: 'direct-connect',
    between: ['p9', `s${site}`],
    cost: 1,
    sharedRisks: [],
  });
  const backbone = aBackbone([aSite(0), aSite(1), aSite(9, 'on-prem')], [bgp(0), bgp(1)]);
  expect([...nextHops(backbone, 's0').keys()]).toEqual(['p9']);
  expect([...nextHops(backbone, 'p9').keys()].sort()).toEqual(['s0', 's1']);
});

test('a link that no shortest path from a site uses may fail without changing any of them', () => {
  let unused = 0;
  fc.assert(
    fc.property(worlds, ({ backbone, standings }) => {
      for (const { name: from } of backbone.sites) {
        const used = usedLinks(backbone, from, standings);
        for (const { name } of backbone.links.filter((link) => !used.has(link.name))) {
          const worse = new Map([...standings, [name, 'down' as const]]);
          expect([...nextHops(backbone, from, worse)].sort()).toEqual([...nextHops(backbone, from, standings)].sort());
          expect(distances(backbone, from, worse)).toEqual(distances(backbone, from, standings));
          unused++;
        }
      }
    }),
  );
  expect(unused).toBeGreaterThan(500);
});
