// Routes that never match.

import fc from 'fast-check';
import { prefix } from '../../../lib/net/prefix';
import type { GatewayRoute, Network, RouteOrigin, VpcTarget } from '../../../lib/routing/network';
import { shadowedRoutes } from '../../../lib/verify/checks/shadowed-routes';
import { hybridBackbones } from '../../support/backbones';
import { aHybrid, judgingTables, messages, withRoutes } from '../../support/judging';
import { networkOf } from '../../support/networks';

const hybrid = aHybrid();
const whole = networkOf(hybrid);

function found(network: Network): readonly string[] {
  return messages(shadowedRoutes(judgingTables(hybrid, network)));
}

function withMore(table: string, ...more: readonly (readonly [string, string, RouteOrigin?])[]): Network {
  return withRoutes(whole, table, (routes) => [
    ...routes,
    ...more.map(
      ([to, attachment, origin = 'static'], i): GatewayRoute => ({
        prefix: prefix(to),
        origin,
        target: { kind: 'attachment', attachment },
        source: `New${i}`,
      }),
    ),
  ]);
}

test('a route beneath longer ones that cover all of it is told, with what hides it', () => {
  expect(found(withMore('s2/spokes', ['10.0.0.0/17', 's1-s2'], ['10.0.128.0/17', 's1-s2']))).toEqual([
    'table spokes never uses its route 10.0.0.0/16 (static 10.0.0.0/16): New0 and one more route hide it',
  ]);
});

test('a route of which some addresses are left is no finding', () => {
  expect(found(withMore('s2/spokes', ['10.0.0.0/17', 's1-s2'], ['10.0.128.0/18', 's1-s2']))).toEqual([]);
});

test('a route beneath others that lead to the same is no finding', () => {
  expect(found(withMore('s2/spokes', ['10.0.0.0/17', 's0-s2'], ['10.0.128.0/17', 's0-s2']))).toEqual([]);
});

test('the route of a VPC beneath a static route of the same prefix is told', () => {
  expect(found(withMore('s2/spokes', ['10.2.0.0/18', 's0-s2']))).toEqual([
    'table spokes never uses its route 10.2.0.0/18 (vpc 10.2.0.0/18): New0 hides it',
  ]);
});

test('what BGP brings beneath a static route is told, even when both lead to the same', () => {
  expect(found(withMore('s0/spokes', ['10.9.0.0/17', 'dx-0']))).toEqual([
    'table spokes never uses its route 10.9.0.0/17 (p9 over dx-0): New0 hides it, so that the table does not follow BGP',
  ]);
});

test('a floating static route beneath what BGP brings is the baseline, and no finding', () => {
  const floating = whole.tables.find(({ id }) => id === 's0/spokes')?.routes.map(({ prefix: { text } }) => text);
  expect(floating).toContain('10.9.0.0/16');
  expect(found(whole)).toEqual([]);
});

test('a route of a VPC table beneath longer ones is told', () => {
  const route = (to: string, target: VpcTarget) => ({ prefix: prefix(to), target, source: `Route ${to}` });
  const [table, ...others] = whole.vpcTables;
  if (!table) throw new Error('there is no VPC');
  const more = [
    route('10.64.0.0/10', { kind: 'gateway', gateway: 's0' }),
    route('10.64.0.0/11', { kind: 'blackhole' }),
    route('10.96.0.0/11', { kind: 'blackhole' }),
  ];
  const vpcTables = [{ ...table, routes: [...table.routes, ...more] }, ...others];
  expect(found({ ...whole, vpcTables })).toEqual([
    `table ${table.id} never uses its route 10.64.0.0/10 (Route 10.64.0.0/10): Route 10.64.0.0/11 and one more route hide it`,
  ]);
});

test('no baseline hides a route', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      expect(messages(shadowedRoutes(judgingTables(backbone)))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('the order in which templates have their routes makes no difference', () => {
  const first = (table: string, to: string): Network =>
    withRoutes(whole, table, (routes) => [
      { prefix: prefix(to), origin: 'static', target: { kind: 'attachment', attachment: 'dx-0' }, source: 'First' },
      ...routes,
    ]);
  expect(found(first('s0/spokes', '10.9.0.0/17'))).toEqual([
    'table spokes never uses its route 10.9.0.0/17 (p9 over dx-0): First hides it, so that the table does not follow BGP',
  ]);
});

test('of many routes that hide one, three are named to be removed', () => {
  const quarters = ['10.0.0.0/18', '10.0.64.0/18', '10.0.128.0/18', '10.0.192.0/18'];
  const [hidden] = shadowedRoutes(
    judgingTables(hybrid, withMore('s2/spokes', ...quarters.map((to) => [to, 's1-s2'] as const))),
  );
  expect(hidden?.fix).toBe('remove static 10.0.0.0/16, or what hides it: New0, New1, New2');
});

test('a route of a VPC table is told when only one of those that hide it leads elsewhere', () => {
  const route = (to: string, target: VpcTarget) => ({ prefix: prefix(to), target, source: `Route ${to}` });
  const same = { kind: 'gateway', gateway: 's0' } as const;
  const more = [route('10.64.0.0/10', same), route('10.64.0.0/11', same), route('10.96.0.0/11', { kind: 'blackhole' })];
  const vpcTables = whole.vpcTables.map((table, i) =>
    i === 0 ? { ...table, routes: [...table.routes, ...more] } : table,
  );
  expect(found({ ...whole, vpcTables })).toHaveLength(1);
});
