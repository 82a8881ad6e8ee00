import fc from 'fast-check';
import { reachability } from '../../lib/controller/reachability';
import type { Backbone } from '../../lib/routing/backbone';
import { traceFlow, worstTrace } from '../../lib/routing/flow-trace';
import type { LinkConditions } from '../../lib/routing/network';
import { aBackbone, aPeering, aSite, hybridBackbones } from '../support/backbones';
import {
  anOrder,
  aPublication,
  aWorld,
  type Circumstances,
  MINUTE_MS,
  NOW_MS,
  standing,
  steeredNetwork,
} from '../support/world';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const line = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2)]);
const premises = aBackbone(
  [aSite(0), aSite(1), aSite(9, 'on-prem')],
  [aPeering(0, 1), { name: 'dx', kind: 'direct-connect', between: ['p9', 's1'], cost: 1, sharedRisks: [] }],
);

/** Of the other sites; what is said of the own one has a test below. */
function toldBy(backbone: Backbone, circumstances: Circumstances = {}): Readonly<Record<string, number>> {
  const others = reachability(aWorld(backbone, 's0', circumstances)).filter(({ to }) => to !== 's0');
  return Object.fromEntries(others.map(({ to, value }) => [to, value]));
}

const down = (...links: readonly string[]) =>
  standing(Object.fromEntries(links.map((link) => [link, 'down'] as const)));

test('every other site is reached while everything works, premises as well', () => {
  expect(toldBy(triangle)).toEqual({ s1: 1, s2: 1 });
  expect(toldBy(premises)).toEqual({ s1: 1, p9: 1 });
});

test.each<[string, Backbone, readonly string[], Readonly<Record<string, number>>]>([
  ['on the only link', line, ['s0-s1'], { s1: 0, s2: 0 }],
  ['on the way beyond a site', line, ['s1-s2'], { s1: 1, s2: 0 }],
  ['on the way to premises', premises, ['dx'], { s1: 1, p9: 0 }],
  ['where the tables still lead, until they lead elsewhere', triangle, ['s0-s1'], { s1: 0, s2: 1 }],
])('what is lost %s does not arrive', (_, backbone, links, told) => {
  expect(toldBy(backbone, { standings: down(...links) })).toEqual(told);
});

test('what has been steered around a link that is down arrives', () => {
  const standings = down('s0-s1');
  const network = steeredNetwork(triangle, standings);
  const published = Object.fromEntries(['s1', 's2'].map((site) => [site, aPublication(triangle, network, site)]));
  expect(toldBy(triangle, { standings, network, published })).toEqual({ s1: 1, s2: 1 });
});

test('a link that is drained carries what has no other way', () => {
  expect(toldBy(line, { standings: standing({ 's0-s1': 'drained' }) })).toEqual({ s1: 1, s2: 1 });
});

test('what goes in a circle does not arrive', () => {
  const network = steeredNetwork(triangle, down('s0-s1'));
  const s2 = aPublication(triangle, network, 's2', new Map(), {
    hops: { s1: { transit: ['s0-s2'], spokes: ['s0-s2'] } },
  });
  expect(toldBy(triangle, { network, published: { s2 } }).s1).toBe(0);
});

test('of what is sent through a site that has published nothing, nothing is told; of that site itself it is', () => {
  expect(toldBy(line, { published: { s1: null } })).toEqual({ s1: 1 });
});

test('what is lost before it comes to a silent site is lost', () => {
  expect(toldBy(line, { published: { s1: null }, standings: down('s0-s1') })).toEqual({ s1: 0, s2: 0 });
});

test('a site that is silent and not on the way does not matter', () => {
  expect(toldBy(triangle, { published: { s2: null } })).toEqual({ s1: 1, s2: 1 });
});

test('nothing is told where the prefixes of a site take several links', () => {
  const world = aWorld(triangle, 's0');
  const split = { ...world, ownHops: { ...world.ownHops, s1: { transit: ['s0-s1'], spokes: ['s0-s1', 's0-s2'] } } };
  expect(reachability(split)).toEqual([
    { to: 's0', value: 1 },
    { to: 's2', value: 1 },
  ]);
});

test('nothing is told of a site that there is no prefix list for', () => {
  const world = aWorld(triangle, 's0');
  const { s1: _, ...ownHops } = world.ownHops;
  expect(reachability({ ...world, ownHops })).toEqual([
    { to: 's0', value: 1 },
    { to: 's2', value: 1 },
  ]);
});

test.each<[string, Parameters<typeof anOrder>[2], Readonly<Record<string, number>>]>([
  ['evacuates a site', { site: 's1' }, { s1: 0, s2: 1 }],
  ['has expired', { site: 's1', expiresMs: NOW_MS }, { s1: 1, s2: 1 }],
  ['expires in a moment', { site: 's1', expiresMs: NOW_MS + 1 }, { s1: 0, s2: 1 }],
  ['is about the own site', { site: 's0' }, { s1: 1, s2: 1 }],
  ['evacuates a site that nothing is known of', { site: 's2', expiresMs: NOW_MS + MINUTE_MS }, { s1: 1, s2: 0 }],
])('an order that %s', (_, more, told) => {
  const orders = [anOrder('evacuate', undefined, more)];
  expect(toldBy(triangle, { snapshot: { orders } })).toEqual(told);
});

test('the own site is reached from itself whatever fails, until an order evacuates it', () => {
  const own = (circumstances: Circumstances) =>
    reachability(aWorld(line, 's0', circumstances)).find(({ to }) => to === 's0')?.value;
  expect(own({})).toBe(1);
  expect(own({ standings: down('s0-s1', 's1-s2'), published: { s1: null, s2: null } })).toBe(1);
  const orders = (more: Parameters<typeof anOrder>[2]) => [anOrder('evacuate', undefined, { site: 's0', ...more })];
  expect(own({ snapshot: { orders: orders({}) } })).toBe(0);
  expect(own({ snapshot: { orders: orders({ expiresMs: NOW_MS }) } })).toBe(1);
  expect(own({ snapshot: { orders: [anOrder('evacuate', undefined, { site: 's1' })] } })).toBe(1);
});

test('an order of another kind, or of a link with the name of a site, evacuates nothing', () => {
  const orders = [anOrder('drain', 's1'), anOrder('freeze', undefined, { site: 's1' }), anOrder('evacuate', 's1')];
  expect(toldBy(triangle, { snapshot: { orders } })).toEqual({ s1: 1, s2: 1 });
});

test('an evacuated site through which nothing is known is told of all the same', () => {
  const orders = [anOrder('evacuate', undefined, { site: 's2' })];
  expect(toldBy(line, { published: { s1: null }, snapshot: { orders } })).toEqual({ s1: 1, s2: 0 });
});

/** Links that are down for everybody, at random, among peerings: those that BGP speaks over change what the tables hold. */
const failures = hybridBackbones.chain((backbone) => {
  const peerings = backbone.links.filter(({ kind }) => kind === 'transit-gateway-peering').map(({ name }) => name);
  return fc.record({
    backbone: fc.constant(backbone),
    failed: fc.subarray(peerings, { maxLength: Math.min(3, peerings.length) }),
  });
});

test('when all have published and know what is down, it is told exactly of what the network delivers', () => {
  let [arrived, lost] = [0, 0];
  fc.assert(
    fc.property(failures, ({ backbone, failed }) => {
      const standings = down(...failed);
      const network = steeredNetwork(backbone, standings);
      const conditions: LinkConditions = new Map(failed.map((link) => [link, 'down']));
      const members = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
      const published = Object.fromEntries(members.map((site) => [site, aPublication(backbone, network, site)]));
      for (const { to, value } of reachability(aWorld(backbone, 's0', { standings, network, published }))) {
        if (to === 's0') continue;
        const { outcome } = worstTrace(traceFlow(network, conditions, { from: 's0', to })) ?? {};
        expect(`${to} ${value}`).toBe(`${to} ${outcome === 'delivered' ? 1 : 0}`);
        if (value === 1) arrived += 1;
        else lost += 1;
      }
    }),
  );
  expect(arrived).toBeGreaterThan(0);
  expect(lost).toBeGreaterThan(0);
});
