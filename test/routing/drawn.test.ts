import fc from 'fast-check';
import type { Backbone, BackboneLink } from '../../lib/routing/backbone';
import { everythingDrawn, mostDrawn, type Weights } from '../../lib/routing/drawn';
import { nextHops, type Standings, workingDestinations } from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite, hybridBackbones } from '../support/backbones';

/** A Direct Connect link of premises p4. */
function dx(site: number, cost: number): BackboneLink {
  return { name: `dx${site}`, kind: 'direct-connect', between: ['p4', `s${site}`], cost, sharedRisks: [] };
}

/** Another weight for each AWS site, so that no two sets of sites weigh the same. */
function weightsOf({ sites }: Backbone): Weights {
  const aws = sites.filter(({ kind }) => kind === 'aws');
  return new Map(aws.map(({ name }, i) => [name, 2 ** i]));
}

function drawn(backbone: Backbone, premises = 'p4'): Readonly<Record<string, number>> {
  return Object.fromEntries(mostDrawn(backbone, premises, weightsOf(backbone)));
}

/** Plays every pair of links through, whether or not anybody uses them. */
function playedThrough(backbone: Backbone, premises: string): Readonly<Record<string, number>> {
  const weights = weightsOf(backbone);
  const usual = nextHops(backbone, premises);
  const most: Record<string, number> = {};
  for (const one of backbone.links)
    for (const other of backbone.links) {
      const standings: Standings = new Map([one, other].map(({ name }) => [name, 'down']));
      const [hops, working] = [
        nextHops(backbone, premises, standings),
        workingDestinations(backbone, premises, standings),
      ];
      const moved = [...weights.keys()].filter((site) => hops.get(site)?.name !== usual.get(site)?.name);
      for (const { name } of backbone.links) {
        const here = moved.filter((site) => working.has(site) && hops.get(site)?.name === name);
        const weight = here.reduce((sum, site) => sum + (weights.get(site) ?? 0), 0);
        if (weight > 0) most[name] = Math.max(most[name] ?? 0, weight);
      }
    }
  return most;
}

test('what is drawn to the links of premises is the worst of all single and double failures', () => {
  let links = 0;
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      for (const { name, kind } of backbone.sites) {
        if (kind !== 'on-prem') continue;
        const expected = playedThrough(backbone, name);
        expect(drawn(backbone, name)).toEqual(expected);
        links += Object.keys(expected).length;
      }
    }),
    { numRuns: 60 },
  );
  expect(links).toBeGreaterThan(30);
});

test('a failure far from the premises draws a site to another of their links, and the loss of a link all that entered by it', () => {
  const backbone = aBackbone(
    [aSite(0), aSite(1), aSite(2), aSite(4, 'on-prem')],
    [dx(0, 1), dx(1, 1), aPeering(0, 1, 9), aPeering(0, 2, 1), aPeering(1, 2, 5)],
  );
  // s0 weighs 1, s1 2 and s2 4: without dx0, s0 and s2 enter by dx1; without dx1, only s1 enters by dx0.
  expect(drawn(backbone)).toEqual({ dx0: 2, dx1: 5 });
});

test('a link draws neither sites that no working path reaches any more nor those that no path ever reached', () => {
  const backbone = aBackbone([aSite(0), aSite(1), aSite(2), aSite(4, 'on-prem')], [dx(0, 1), aPeering(0, 1)]);
  expect(drawn(backbone)).toEqual({});
});

test('other premises are drawn to no link, however their paths change', () => {
  const other = (site: number, cost: number): BackboneLink => ({
    ...dx(site, cost),
    name: `far${site}`,
    between: ['p5', `s${site}`],
  });
  const backbone = aBackbone(
    [aSite(0), aSite(1), aSite(4, 'on-prem'), aSite(5, 'on-prem')],
    [dx(0, 1), dx(1, 2), other(0, 1), other(1, 1)],
  );
  const standings: Standings = new Map([['far0', 'down']]);
  expect([nextHops(backbone, 'p4').get('p5')?.name, nextHops(backbone, 'p4', standings).get('p5')?.name]).toEqual([
    'dx0',
    'dx1',
  ]);
  expect(drawn(backbone)).toEqual({});
});

test('everything is drawn where all sites are drawn at once', () => {
  expect(
    everythingDrawn(
      new Map([
        ['s0', 2],
        ['s1', 6],
      ]),
    ),
  ).toBe(8);
  expect(everythingDrawn(new Map())).toBe(0);
});
