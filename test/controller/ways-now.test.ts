import type { Publication, PublishedHops } from '../../lib/controller/database';
import { FRESH_MS } from '../../lib/controller/order';
import { viewId } from '../../lib/controller/view';
import { waysNow } from '../../lib/controller/ways-now';
import type { Standing } from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';
import { aPublication, aWorld, NOW_MS, standing } from '../support/world';

//        s3         Without s2-s3 the shortest path of s0 leads through s1; s0 also has two dear links of its own.
//     / / | \
//    s4 s0 s2 s1
const sites = [aSite(0), aSite(1), aSite(2), aSite(3), aSite(4)];
const around = [aPeering(0, 1, 1), aPeering(0, 2, 1), aPeering(1, 2, 1), aPeering(2, 3, 1), aPeering(1, 3, 5)];
const backbone = aBackbone(sites, [...around, aPeering(0, 3, 40), aPeering(0, 4, 1), aPeering(3, 4, 30)]);
const baseline = networkOf(backbone);
const cheaper = aBackbone(sites, [...around.slice(1), aPeering(0, 1, 2), aPeering(0, 3, 20), aPeering(0, 4, 1)]);

const over = (link: string, wanted?: string): PublishedHops => ({
  transit: [link],
  spokes: [link],
  ...(wanted === undefined ? {} : { wanted }),
});
const LOST = over('s0-s2');
const WORKS = over('s0-s3');

interface Case {
  /** How s0 forwards to s3, and s1 does. */
  readonly own?: PublishedHops;
  readonly s1?: PublishedHops;
  /** What else they say of themselves, null: nothing. */
  readonly said?: Readonly<Record<string, Partial<Publication> | null>>;
  readonly stand?: Readonly<Record<string, Standing>>;
}

const DOWN = { 's2-s3': 'down' } as const;

/** Where s0's overrides for s3 should lead while s2-s3 is down; s1 has another topology unless it says otherwise. */
function wayIn({ own = LOST, s1 = over('s1-s2'), said = {}, stand = {} }: Case) {
  const standings = standing({ ...DOWN, ...stand });
  const usual: Readonly<Record<string, Partial<Publication>>> = {
    s1: { view: viewId(cheaper, standings), hops: { s3: s1 } },
    s4: { hops: { s3: over('s3-s4') } },
  };
  const published = Object.fromEntries(
    ['s1', 's2', 's4'].map((site) => {
      const word = aPublication(backbone, baseline, site, new Map(), { view: viewId(backbone, standings) });
      const more = said[site];
      return [site, more === null ? null : { ...word, ...usual[site], ...more }];
    }),
  );
  const world = aWorld(backbone, 's0', { standings, published });
  return waysNow({ ...world, ownHops: { ...world.ownHops, s3: own } }).get('s3');
}

const to = (link: string) => ({ kind: 'link', link });
const STANDS = { kind: 'stands' };
const alike = { view: viewId(backbone, standing(DOWN)) };
const PATH = to('s0-s1');

const SPLIT: PublishedHops = { transit: ['(none)', 's0-s3'], spokes: ['(none)', 's0-s3'] };

test.each<[string, unknown, Case]>([
  ['the shortest path, when its sites act alike and let nothing through yet', PATH, { said: { s1: alike } }],
  ['the shortest path, when they act alike and what stands works', PATH, { own: WORKS, said: { s1: alike } }],
  ['the shortest path, when its first site delivers', PATH, { s1: over('s1-s3') }],
  ['the best own link that delivers, when that does not', to('s0-s4'), {}],
  ['the best own link, when that is going to send it back', to('s0-s4'), { s1: over('s1-s3', 's0-s1') }],
  ['the next best, when the best is drained', to('s0-s3'), { stand: { 's0-s4': 'drained' } }],
  ['the next best, when a link further on is drained', to('s0-s3'), { stand: { 's3-s4': 'drained' } }],
  ['the next best, when the best is down', to('s0-s3'), { stand: { 's0-s4': 'down' } }],
  ['the next best, when a link further on is down', to('s0-s3'), { stand: { 's3-s4': 'down' } }],
  ['a drained one, when no other delivers', to('s0-s3'), { stand: { 's0-s3': 'drained', 's3-s4': 'down' } }],
  ['the shortest path, when none delivers', PATH, { stand: { 's0-s3': 'down', 's3-s4': 'down' } }],
  ['where they lead, when that works on links that are up', STANDS, { own: WORKS }],
  ['where they lead, when that works and the first site would deliver', STANDS, { own: WORKS, s1: over('s1-s3') }],
  ['the shortest path, when what works is drained', PATH, { own: WORKS, stand: { 's0-s3': 'drained' } }],
  ['the shortest path, when only part of it is known to work', PATH, { own: SPLIT }],
  ['where they lead, when no path works', STANDS, { stand: { 's0-s3': 'down', 's3-s4': 'down', 's1-s3': 'down' } }],
])('overrides should lead to %s', (_, way, each) => {
  expect(wayIn(each)).toEqual(way);
});

describe('a site that was heard and is not any more', () => {
  const heard = (agoMs: number) => ({ said: { s1: { ...alike, atMs: NOW_MS - agoMs } } });

  test('is apart like one that has another topology', () => {
    expect(wayIn(heard(FRESH_MS + 1))).toEqual(to('s0-s4'));
    expect(wayIn({ own: WORKS, ...heard(FRESH_MS + 1) })).toEqual(STANDS);
  });

  test('acts alike for as long as its word is fresh', () => {
    expect(wayIn(heard(FRESH_MS))).toEqual(PATH);
  });

  test('is waited for when it was never heard', () => {
    expect(wayIn({ said: { s1: null } })).toEqual(PATH);
  });
});

test('sites apart that are not on the way change nothing, and neither does the destination', () => {
  const old = { view: viewId(cheaper, standing(DOWN)) };
  expect(wayIn({ said: { s1: alike, s2: old, s4: old } })).toEqual(PATH);
  const world = aWorld(backbone, 's0', { published: { s1: aPublication(backbone, baseline, 's1', new Map(), old) } });
  expect(waysNow(world).get('s1')).toEqual(to('s0-s1'));
});
