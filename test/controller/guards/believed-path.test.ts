// What guards remember of one trace for the next changes nothing in what they find.

import fc from 'fast-check';
import type { PublishedHops } from '../../../lib/controller/database';
import { fateOf, fatesToward } from '../../../lib/controller/guards/believed-path';
import { STEERED_TABLES } from '../../../lib/controller/site-routing';
import type { Backbone } from '../../../lib/routing/backbone';
import { hybridBackbones } from '../../support/backbones';
import { networkOf } from '../../support/networks';
import { aPublication, aWorld } from '../../support/world';

function linksAt({ links }: Backbone, site: string): readonly string[] {
  return links.filter(({ between }) => between.includes(site)).map(({ name }) => name);
}

/** Next hops of a site as nobody would choose them: no link, one, or two. */
function anyHops(backbone: Backbone, site: string): fc.Arbitrary<PublishedHops> {
  const links = linksAt(backbone, site);
  const some = fc.subarray([...links], { maxLength: Math.min(2, links.length) });
  return fc.record({ transit: some, spokes: some });
}

type Hops = Readonly<Record<string, PublishedHops>>;

/** Toward every other site. */
function anyWord(backbone: Backbone, site: string): fc.Arbitrary<Hops> {
  const others = backbone.sites.filter(({ name }) => name !== site);
  return fc.record(Object.fromEntries(others.map(({ name }) => [name, anyHops(backbone, site)])));
}

const cases = hybridBackbones.chain((backbone) => {
  const members = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  return fc.record({
    backbone: fc.constant(backbone),
    words: fc.record(Object.fromEntries(members.map((site) => [site, anyWord(backbone, site)]))),
    standings: fc.dictionary(fc.constantFrom(...backbone.links.map(({ name }) => name)), fc.constant('down' as const)),
    remote: fc.constantFrom(...backbone.sites.map(({ name }) => name).filter((name) => name !== 's0')),
    tried: fc.array(anyHops(backbone, 's0'), { minLength: 1, maxLength: 3 }),
  });
});

/** A world that shares no value with any other, so that nothing is remembered of it. */
function aFreshWorld(
  backbone: Backbone,
  words: Readonly<Record<string, Hops>>,
  standings: ReadonlyMap<string, 'down'>,
) {
  const own = structuredClone(backbone);
  const network = networkOf(own);
  const published = Object.fromEntries(
    Object.entries(words).map(([site, hops]) => [site, aPublication(own, network, site, new Map(), { hops })]),
  );
  return { ...aWorld(own, 's0', { standings, published }), ownHops: words.s0 ?? {} };
}

test('next hops that are tried one after the other fare as they would alone', () => {
  fc.assert(
    fc.property(cases, ({ backbone, words, standings, remote, tried }) => {
      const down = new Map(Object.entries(standings));
      const world = aFreshWorld(backbone, words, down);
      const fates = tried.map((own) => [...fatesToward(world, remote, own)]);
      const alone = tried.map((own) => {
        const steered = { ...words, s0: { ...words.s0, [remote]: own } };
        return [...fatesToward(aFreshWorld(backbone, steered, down), remote, own)];
      });
      expect(fates).toEqual(alone);
      for (const table of STEERED_TABLES)
        expect(fateOf(world, remote, table)).toBe(fateOf(aFreshWorld(backbone, words, down), remote, table));
    }),
    { numRuns: 30 },
  );
});

test('a site whose own next hops are not known has the word it published last', () => {
  fc.assert(
    fc.property(cases, ({ backbone, words, standings, remote }) => {
      const world = { ...aFreshWorld(backbone, words, new Map(Object.entries(standings))), ownHops: {} };
      expect([...fatesToward(world, remote, words.s0?.[remote])]).toEqual([...fatesToward(world, remote, undefined)]);
    }),
    { numRuns: 20 },
  );
});
