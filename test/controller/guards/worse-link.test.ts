import type { Effective } from '../../../lib/controller/effective';
import { notOntoWorseLink } from '../../../lib/controller/guards/worse-link';
import type { Standing } from '../../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
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
