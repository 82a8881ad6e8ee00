import { notContended } from '../../../lib/controller/guards/contended-list';
import type { OverrideChange } from '../../../lib/controller/plan';
import type { GatewayRoute, RouteTarget } from '../../../lib/routing/network';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { aWorld, standing } from '../../support/world';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const via = (link: string) => ({ kind: 'link', link }) as const;
const to = (attachment: string): RouteTarget => ({ kind: 'attachment', attachment });

/** What s0 does to the override toward s1. */
function change(before: string | null, after: string | null): OverrideChange {
  return {
    kind: 'override',
    table: 'spokes',
    remote: 's1',
    before,
    after,
    from: via('s0-s1'),
    to: via(after ?? 's0-s1'),
  };
}

interface Rival {
  readonly target?: RouteTarget;
  readonly list?: string;
  /** Which entry of the list of s1, or of that of s2. */
  readonly of?: 's1' | 's2';
  readonly table?: 'spokes' | 'transit';
  readonly origin?: GatewayRoute['origin'];
}

/** In one table of s0 there is one more route. */
function worldWith(rival: Rival, standings = standing({})) {
  const { target = to('s0-s1'), list = 'pl-foreign', of = 's1', table = 'spokes', origin = 'prefix-list' } = rival;
  const world = aWorld(triangle, 's0', { standings });
  const [prefix] = world.routing.listOf.get(of)?.entries ?? [];
  if (!prefix) throw new Error('the list is empty');
  const route: GatewayRoute = { prefix, origin, target, source: list };
  const { routes, ...rest } = world.tables[table];
  return { ...world, tables: { ...world.tables, [table]: { ...rest, routes: [...routes, route] } } };
}

test.each<[string, Rival, OverrideChange, string | undefined]>([
  ['leads elsewhere, and ours is made', {}, change(null, 's0-s2'), 'held-contended'],
  ['leads there, and ours is made', {}, change(null, 's0-s1'), undefined],
  ['leads there, and ours is moved away', {}, change('s0-s1', 's0-s2'), 'held-contended'],
  ['leads elsewhere, and ours is moved there', {}, change('s0-s2', 's0-s1'), undefined],
  ['leads to a third link all the time', { target: to('elsewhere') }, change('s0-s1', 's0-s2'), undefined],
  ['leads nowhere, and ours is made', { target: { kind: 'blackhole' } }, change(null, 's0-s2'), 'held-contended'],
  ['leads elsewhere, and ours is removed', {}, change('s0-s1', null), undefined],
  ['leads elsewhere, and ours points nowhere', {}, change('(unknown)', 's0-s2'), undefined],
  ['is for another site', { of: 's2' }, change(null, 's0-s2'), undefined],
  ['is in another table', { table: 'transit' }, change(null, 's0-s2'), undefined],
  ['is ours', { list: 's0/to-s1' }, change(null, 's0-s2'), undefined],
  ['is no reference', { origin: 'static' }, change(null, 's0-s2'), undefined],
])('when a reference with a prefix of the list %s, it is judged', (_, rival, what, code) => {
  expect(notContended(what, worldWith(rival))?.code).toBe(code);
});

test('traffic that is lost anyway is steered all the same', () => {
  const world = worldWith({}, standing({ 's0-s1': 'down' }));
  expect(notContended(change(null, 's0-s2'), world)).toBeUndefined();
});

test('other changes than overrides pass', () => {
  const withdrawal = { kind: 'withdrawal', link: 'x', premises: 'p', before: 'none', after: 'whole' } as const;
  expect(notContended(withdrawal, worldWith({}))).toBeUndefined();
});

test('the reference and the prefix are named', () => {
  expect(notContended(change(null, 's0-s2'), worldWith({}))?.because).toBe(
    "pl-foreign, which is not Detour's, has 10.1.0.0/19 as well, and which of the two wins is not known",
  );
});
