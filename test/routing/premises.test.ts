// The contract with on-prem routers: what they prefer agrees with the shortest path, on any backbone.

import fc from 'fast-check';
import { contains, prefix } from '../../lib/net/prefix';
import type { Backbone, BackboneLink } from '../../lib/routing/backbone';
import { pathLengths, routerPreferences } from '../../lib/routing/premises';
import { distances, farSite, nextHops } from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite, hybridBackbones } from '../support/backbones';

function bgpLink(name: string, site: string, cost: number): BackboneLink {
  return { name, kind: 'direct-connect', between: ['p4', site], cost, sharedRisks: [] };
}

const sites = [aSite(1), aSite(2), aSite(4, 'on-prem')];

function preferred(backbone: Backbone, premises = 'p4'): readonly string[] {
  return routerPreferences(backbone, premises).map(({ area, links }) => `${area.text}: ${links.join(' ')}`);
}

test('a router takes the link with the shortest whole way to a site, not the cheapest link', () => {
  const backbone = aBackbone(sites, [aPeering(1, 2, 10), bgpLink('a', 's1', 1), bgpLink('b', 's2', 8)]);
  expect(preferred(backbone)).toEqual(['10.1.0.0/16: a b', '10.2.0.0/16: b a']);
});

test('ways of equal length are taken in the order of names, fewer links first', () => {
  const backbone = aBackbone(sites, [
    aPeering(1, 2, 4),
    bgpLink('c', 's1', 5),
    bgpLink('b', 's1', 5),
    bgpLink('a', 's2', 1),
  ]);
  for (const links of [backbone.links, [...backbone.links].reverse()])
    expect(preferred({ ...backbone, links })).toEqual(['10.1.0.0/16: b c a', '10.2.0.0/16: a b c']);
});

test('neither what a router prefers nor how often it prepends depends on the order in which links are listed', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      const other = { ...backbone, links: [...backbone.links].reverse() };
      for (const { name } of backbone.sites.filter(({ kind }) => kind === 'on-prem')) {
        expect(routerPreferences(other, name)).toEqual(routerPreferences(backbone, name));
        expect([...pathLengths(other, name)]).toEqual([...pathLengths(backbone, name)]);
      }
    }),
  );
});

test('a link is not listed for a site to which it does not lead', () => {
  const backbone = aBackbone([...sites, aSite(3)], [bgpLink('a', 's1', 5), bgpLink('b', 's2', 1), aPeering(2, 3)]);
  expect(preferred(backbone)).toEqual(['10.1.0.0/16: a', '10.2.0.0/16: b', '10.3.0.0/16: b']);
});

test('an AS path is longer on each link that costs more, and longer by name where costs are equal', () => {
  const backbone = aBackbone(sites, [
    aPeering(1, 2),
    bgpLink('x', 's1', 5),
    bgpLink('b', 's1', 9),
    bgpLink('a', 's2', 9),
  ]);
  expect([...pathLengths(backbone, 'p4')]).toEqual([
    ['x', 1],
    ['a', 2],
    ['b', 3],
  ]);
});

/** Cost and number of links of the cheapest way from one AWS site to another that passes AWS sites only. */
function wayThrough(backbone: Backbone, from: string, to: string): readonly [number, number] | undefined {
  const aws = { ...backbone, links: backbone.links.filter(({ kind }) => kind === 'transit-gateway-peering') };
  const metric = from === to ? [0, 0, 0, 0] : distances(aws, from).get(to);
  return metric && [metric[2] ?? 0, metric[3] ?? 0];
}

test('on any backbone preferences go from the shortest path to the longest, and their first is the next hop', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      for (const { name } of backbone.sites.filter(({ kind }) => kind === 'on-prem')) {
        const hops = nextHops(backbone, name);
        const own = backbone.links.filter(({ between }) => between.includes(name));
        for (const { area, links } of routerPreferences(backbone, name)) {
          const site = backbone.sites.find(({ aggregate }) => aggregate === area.text);
          expect(links[0]).toBe(hops.get(site?.name ?? '')?.name);
          const ways = links.map((link) => {
            const first = own.find((one) => one.name === link);
            const [cost, count] = (first && site && wayThrough(backbone, farSite(first, name), site.name)) ?? [
              NaN,
              NaN,
            ];
            return { key: [(first?.cost ?? 0) + cost, 1 + count] as const, link };
          });
          const sorted = [...ways].sort(
            (a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || (a.link < b.link ? -1 : 1),
          );
          expect(ways).toEqual(sorted);
          expect([...links].sort()).toEqual(own.map((link) => link.name).sort());
        }
        const lengths = [...pathLengths(backbone, name).values()];
        expect([...lengths].sort()).toEqual(own.map((_, i) => i + 1));
      }
    }),
    { numRuns: 500 },
  );
});

test('every AWS site has an area that covers all that is announced of it, and no two areas meet', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      const premises = backbone.sites.filter(({ kind }) => kind === 'on-prem');
      for (const { name } of premises) {
        const areas = routerPreferences(backbone, name).map(({ area }) => area);
        for (const site of backbone.sites.filter(({ kind }) => kind === 'aws'))
          for (const text of [site.aggregate, ...site.specifics])
            expect(areas.filter((area) => contains(area, prefix(text)))).toHaveLength(1);
      }
    }),
    { numRuns: 200 },
  );
});
