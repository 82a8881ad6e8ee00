import fc from 'fast-check';
import type { Publication } from '../../lib/controller/database';
import { deliversWithout, isAcknowledged, isConnected, membersBeside, silentSites } from '../../lib/controller/order';
import type { Backbone } from '../../lib/routing/backbone';
import { farSite } from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite, peeredBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';
import { aPublication, NOW_MS } from '../support/world';

const backbone = aBackbone(
  [aSite(0), aSite(1), aSite(2), aSite(9, 'on-prem')],
  [
    aPeering(0, 1),
    aPeering(0, 2),
    aPeering(1, 2),
    { name: 'p9-s0', kind: 'direct-connect', between: ['p9', 's0'], cost: 5, sharedRisks: [] },
  ],
);
const baseline = networkOf(backbone);

type Said = Readonly<Record<string, Partial<Publication> | null>>;

/** Fresh words of all AWS sites but for what is said otherwise. */
function words(said: Said = {}): ReadonlyMap<string, Publication> {
  const all = ['s0', 's1', 's2'].flatMap((site): [string, Publication][] => {
    const more = said[site];
    return more === null ? [] : [[site, aPublication(backbone, baseline, site, new Map(), more ?? {})]];
  });
  return new Map(all);
}

const FRESH_MS = 180_000;
const SILENT_MS = 300_000;
const FENCED_MS = 240_000;

describe('the admission site calls silent', () => {
  test.each<[string, Said, Readonly<Record<string, number>>]>([
    ['nobody while all are fresh', {}, {}],
    ['nobody at the limit', { s1: { atMs: NOW_MS - SILENT_MS } }, {}],
    ['who is past the limit, from now on', { s1: { atMs: NOW_MS - SILENT_MS - 1 } }, { s1: NOW_MS }],
    ['who has never said anything', { s2: null }, { s2: NOW_MS }],
    ['who was silent before, since then', { s0: { silent: { s2: 5 } }, s2: null }, { s2: 5 }],
    ['nobody who speaks again', { s0: { silent: { s2: 5 } } }, {}],
    ['never itself', { s0: { atMs: 0 } }, {}],
  ])('%s', (_, said, silent) => {
    expect(silentSites(backbone, words(said), NOW_MS)).toEqual(silent);
  });
});

describe('a site may move working traffic', () => {
  test.each<[string, string, boolean, Said]>([
    ['it is the admission site, whatever is said', 's0', true, { s0: { atMs: 0, silent: { s0: 0 } } }],
    ['the admission site is fresh', 's1', true, {}],
    ['the admission site is just fresh', 's1', true, { s0: { atMs: NOW_MS - FRESH_MS } }],
    ['not when the admission site is no longer fresh', 's1', false, { s0: { atMs: NOW_MS - FRESH_MS - 1 } }],
    ['not when the admission site has said nothing', 's1', false, { s0: null }],
    ['not when the admission site calls it silent', 's1', false, { s0: { silent: { s1: NOW_MS } } }],
    ['another site is silent', 's1', true, { s0: { silent: { s2: 0 } } }],
  ])('%s', (_, site, expected, said) => {
    expect(isConnected(backbone, site, words(said), NOW_MS)).toBe(expected);
  });
});

describe('beside s1 a say have', () => {
  const since = NOW_MS - FENCED_MS;
  test.each<[string, readonly string[], Said]>([
    ['all other AWS sites, and no premises', ['s0', 's2'], {}],
    ['a site that has said nothing at all', ['s0', 's2'], { s2: null }],
    ['a site that was called silent only now', ['s0', 's2'], { s0: { silent: { s2: NOW_MS } } }],
    ['a site whose fence is a millisecond short', ['s0', 's2'], { s0: { silent: { s2: since + 1 } }, s2: null }],
    ['not a site that has been silent for long enough', ['s0'], { s0: { silent: { s2: since } }, s2: null }],
    [
      'not a silent site whose last word is the one that the admission site heard',
      ['s0'],
      { s0: { silent: { s2: since }, heard: { s2: 7 } }, s2: { atMs: 7 } },
    ],
    [
      'a silent site that has spoken again, before the admission site has said so',
      ['s0', 's2'],
      { s0: { silent: { s2: since }, heard: { s2: 7 } }, s2: { atMs: 8 } },
    ],
    ['everybody while the admission site has said nothing', ['s0', 's2'], { s0: null }],
  ])('%s', (_, members, said) => {
    expect(membersBeside(backbone, 's1', words(said), NOW_MS)).toEqual(members);
  });
});

describe('what s1 wants for s2 is acknowledged', () => {
  const hops = { s2: { transit: ['s1-s2'], spokes: ['s1-s2'], wanted: 's0-s1' } };
  const intent = { intentMs: 50, hops };
  const read = { acknowledged: { s1: 50 } };
  const fenced = { silent: { s2: NOW_MS - FENCED_MS } };

  test.each<[string, boolean, Said]>([
    ['when all others have read it', true, { s0: read, s1: intent, s2: read }],
    ['when all have read something newer', true, { s0: { acknowledged: { s1: 51 } }, s1: intent, s2: read }],
    ['not when one has read only what was before', false, { s0: read, s1: intent, s2: { acknowledged: { s1: 49 } } }],
    ['not when one has read nothing', false, { s0: read, s1: intent }],
    ['not when one has said nothing', false, { s0: read, s1: intent, s2: null }],
    ['when the one that has said nothing is fenced', true, { s0: { ...read, ...fenced }, s1: intent, s2: null }],
    [
      'not when the fenced one has spoken again without it',
      false,
      { s0: { ...read, ...fenced, heard: { s2: 7 } }, s1: intent, s2: { atMs: 8 } },
    ],
    ['not when it announced nothing', false, { s0: read, s1: { hops }, s2: read }],
    ['not when it is silent itself', false, { s0: read, s1: null, s2: read }],
  ])('%s', (_, expected, said) => {
    expect(isAcknowledged(backbone, 's1', 's2', 's0-s1', words(said), NOW_MS)).toBe(expected);
  });

  test('not when it announced another link, or it for another destination', () => {
    const publications = words({ s0: read, s1: intent, s2: read });
    expect(isAcknowledged(backbone, 's1', 's2', 's1-s2', publications, NOW_MS)).toBe(false);
    expect(isAcknowledged(backbone, 's1', 's0', 's0-s1', publications, NOW_MS)).toBe(false);
  });
});

/** Each site with what it uses now and what it wants, at random; some say nothing. */
const choices = peeredBackbones.chain((b) => {
  const chosen = b.sites.map(({ name }) => {
    const links = b.links.filter(({ between }) => between.includes(name)).map((link) => link.name);
    const one = fc.constantFrom(...links);
    return fc.option(fc.record({ transit: fc.array(one, { maxLength: 2 }), wanted: fc.option(one) }), { freq: 12 });
  });
  return fc.tuple(fc.constant(b), fc.tuple(...chosen), fc.subarray(b.links.map((link) => link.name)));
});

/** Follows every choice of every site, one whole way after the other. */
function everyWayArrives(b: Backbone, uses: ReadonlyMap<string, readonly string[]>, dead: readonly string[]): boolean {
  const follow = (site: string, passed: readonly string[]): boolean => {
    if (site === 's1') return true;
    if (site === 's0' || passed.includes(site)) return false;
    const links = uses.get(site) ?? [];
    return (
      links.length > 0 &&
      links.every((name) => {
        const link = b.links.find((l) => l.name === name);
        return link !== undefined && !dead.includes(name) && follow(farSite(link, site), [...passed, site]);
      })
    );
  };
  return follow('s2', []);
}

test('a site delivers without another exactly when every way that any site may choose arrives', () => {
  const seen = new Set<boolean>();
  fc.assert(
    fc.property(choices, ([b, chosen, dead]) => {
      const network = networkOf(b);
      const uses = new Map<string, readonly string[]>();
      const publications = new Map<string, Publication>();
      for (const [i, { name }] of b.sites.entries()) {
        const one = chosen[i];
        if (!one) continue;
        const wanted = one.wanted === null ? {} : { wanted: one.wanted };
        const hops = { s1: { transit: one.transit, spokes: [], ...wanted } };
        publications.set(name, aPublication(b, network, name, new Map(), { hops }));
        uses.set(name, [...one.transit, ...(one.wanted === null ? [] : [one.wanted])]);
      }
      const broken = dead.slice(0, 1);
      const delivers = deliversWithout(b, publications, 's2', 's1', 's0', (link) => !broken.includes(link));
      expect(delivers).toBe(everyWayArrives(b, uses, broken));
      seen.add(delivers);
    }),
    { numRuns: 2_000 },
  );
  expect(seen.size).toBe(2);
});
