import type { Effective } from '../../../lib/controller/effective';
import { notOntoWorseLink } from '../../../lib/controller/guards/worse-link';
import type { AnnouncementChange } from '../../../lib/controller/plan';
import type { Standing } from '../../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { awsEnd, bgpWorld } from '../../support/bgp-world';
import { networkOf } from '../../support/networks';
import { aPublication, aWorld, plannedFor, standing, steeredNetwork } from '../../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const base = plannedFor(aWorld(backbone, 's0', { standings: standing({ 's0-s1': 'down' }) }), 'spokes', 's1');
const over = (link: string): Effective => ({ kind: 'link', link });

/** Traffic of s0 for s1 now takes s0-s1 and would take s0-s2. */
function codeFor(now: Standing, next: Standing, from: Effective = over('s0-s1'), to: Effective = over('s0-s2')) {
  const world = aWorld(backbone, 's0', { standings: standing({ 's0-s1': now, 's0-s2': next }) });
  return notOntoWorseLink({ ...base, from, to }, world)?.code;
}

test.each<[Standing, Standing, string | undefined]>([
  ['up', 'up', undefined],
  ['up', 'drained', 'held-worse-link'],
  ['up', 'down', 'held-worse-link'],
  ['drained', 'up', undefined],
  ['drained', 'drained', undefined],
  ['drained', 'down', 'held-worse-link'],
  ['down', 'up', undefined],
  ['down', 'drained', undefined],
  ['down', 'down', undefined],
])('working traffic on a link that is %s, to go to one that is %s: %s', (now, next, code) => {
  expect(codeFor(now, next)).toBe(code);
});

test('lets pass onto a worse link when the traffic is lost further on', () => {
  const standings = standing({ 's0-s2': 'drained' });
  const old = steeredNetwork(backbone, standing({ 's0-s1': 'down' }));
  const published = { s0: aPublication(backbone, old, 's0'), s2: aPublication(backbone, networkOf(backbone), 's2') };
  const back = { ...base, from: over('s0-s1'), to: over('s0-s2') };
  const delivered = aWorld(backbone, 's0', { standings, published });
  expect(notOntoWorseLink(back, delivered)?.code).toBe('held-worse-link');
  const lost = { ...delivered, ownHops: { s1: { transit: ['s0-s2'], spokes: ['s0-s2'] } } };
  const gone = { ...lost, publications: new Map([...lost.publications].filter(([site]) => site !== 's2')) };
  expect(notOntoWorseLink(back, gone)).toBeUndefined();
});

describe('over all standings of a triangle', () => {
  const STANDINGS = ['up', 'drained', 'down'] as const;
  const all = STANDINGS.flatMap((direct) =>
    STANDINGS.flatMap((first) => STANDINGS.map((second) => ({ 's0-s1': direct, 's0-s2': first, 's1-s2': second }))),
  );
  const PATHS = { 's0-s1': ['s0-s1'], 's0-s2': ['s0-s2', 's1-s2'] } as const;
  type First = keyof typeof PATHS;
  const published = { s2: aPublication(backbone, networkOf(backbone), 's2') };

  const worst = (first: First, stand: Readonly<Record<string, Standing>>) =>
    Math.max(...PATHS[first].map((link) => STANDINGS.indexOf(stand[link] ?? 'up')));

  test.each<[First, First]>([
    ['s0-s1', 's0-s2'],
    ['s0-s2', 's0-s1'],
  ])('traffic moves from the path over %s to that over %s exactly when it is no worse, or all is lost', (from, to) => {
    for (const stand of all) {
      const world = aWorld(backbone, 's0', { standings: standing(stand), published });
      const seen = { ...world, ownHops: { ...world.ownHops, s1: { transit: [from], spokes: [from] } } };
      const isLost = worst(from, stand) === 2;
      const code = isLost || worst(to, stand) <= worst(from, stand) ? undefined : 'held-worse-link';
      const held = notOntoWorseLink({ ...base, from: over(from), to: over(to) }, seen)?.code;
      expect([stand, held]).toEqual([stand, code]);
    }
  });

  test('of a path whose further way nobody has published, the first link counts', () => {
    const standings = standing({ 's1-s2': 'drained' });
    const known = aWorld(backbone, 's0', { standings, published });
    const unknown = aWorld(backbone, 's0', { standings, published: { s2: null } });
    const change = { ...base, from: over('s0-s1'), to: over('s0-s2') };
    expect(notOntoWorseLink(change, known)).toEqual({
      code: 'held-worse-link',
      because: 's1-s2 is drained and s0-s1, which carries it, is up',
    });
    expect(notOntoWorseLink(change, unknown)).toBeUndefined();
  });
});

describe('an announcement', () => {
  const announce = (link: string, remote: string, onward?: string | null): AnnouncementChange => {
    const announcement = { site: awsEnd(link), link, remote, ...(onward === undefined ? {} : { onward }) };
    return { kind: 'announcement', link, premises: 'ord', remote, before: false, after: announcement };
  };
  const held = (change: AnnouncementChange, stand: Readonly<Record<string, Standing>>) =>
    notOntoWorseLink(change, bgpWorld(awsEnd(change.link), { standings: standing(stand) }))?.because;

  test.each<[string, AnnouncementChange, Readonly<Record<string, Standing>>, string | undefined]>([
    ['passes when all is up', announce('ord-pdx-dx', 'iad'), {}, undefined],
    [
      'is held when its link is drained',
      announce('ord-pdx-dx', 'iad'),
      { 'ord-pdx-dx': 'drained' },
      'ord-pdx-dx is drained and ord-iad-dx, which carries it, is up',
    ],
    [
      'is held when what enters goes on over a drained link',
      announce('ord-pdx-dx', 'iad'),
      { 'iad-pdx': 'drained' },
      'iad-pdx is drained and ord-iad-dx, which carries it, is up',
    ],
    [
      'passes when what carries it now is drained, too',
      announce('ord-pdx-dx', 'iad'),
      { 'iad-pdx': 'drained', 'ord-iad-dx': 'drained' },
      undefined,
    ],
    [
      'is held when its edge table sends on over a drained link',
      announce('ord-iad-vpn', 'pdx', 'iad-pdx'),
      { 'iad-pdx': 'drained' },
      'iad-pdx is drained and ord-pdx-dx, which carries it, is up',
    ],
    [
      'is held when a drained link comes after that',
      announce('ord-iad-vpn', 'pdx', 'iad-cmh'),
      { 'cmh-pdx': 'drained' },
      'cmh-pdx is drained and ord-pdx-dx, which carries it, is up',
    ],
    ['passes when it ends where it enters', announce('ord-iad-vpn', 'iad', null), { 'iad-pdx': 'drained' }, undefined],
    [
      'passes when a path that may be entered now is as bad',
      announce('ord-iad-vpn', 'cmh', 'iad-pdx'),
      { 'iad-pdx': 'drained', 'iad-cmh': 'drained' },
      undefined,
    ],
    [
      'passes when all ways in are lost',
      announce('ord-iad-vpn', 'iad', null),
      { 'ord-iad-dx': 'down', 'ord-iad-vpn': 'drained', 'ord-pdx-dx': 'down' },
      undefined,
    ],
  ])('%s', (_, change, stand, because) => {
    expect(held(change, stand)).toBe(because);
  });
});

test('of split traffic the best link it is on counts', () => {
  const split: Effective = { kind: 'split', links: ['s0-s1', 's0-s2'] };
  expect(codeFor('up', 'down', split)).toBe('held-worse-link');
  expect(codeFor('down', 'up', split)).toBeUndefined();
});

test('has nothing to say of traffic that keeps its link, goes over none, or would be split', () => {
  const split: Effective = { kind: 'split', links: ['s0-s1', 's0-s2'] };
  expect(codeFor('up', 'down', over('s0-s2'), over('s0-s2'))).toBeUndefined();
  expect(codeFor('up', 'down', { kind: 'none' })).toBeUndefined();
  expect(codeFor('up', 'down', over('s0-s1'), split)).toBeUndefined();
});
