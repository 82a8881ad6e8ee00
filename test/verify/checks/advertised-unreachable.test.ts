// What sites advertise and do not deliver.

import fc from 'fast-check';
import { prefix } from '../../../lib/net/prefix';
import type { Network, Session } from '../../../lib/routing/network';
import { advertisedUnreachable } from '../../../lib/verify/checks/advertised-unreachable';
import { hybridBackbones } from '../../support/backbones';
import { aHybrid, judging, judgingTables, messages, withRoutes } from '../../support/judging';
import { networkOf } from '../../support/networks';

const hybrid = aHybrid();
const whole = networkOf(hybrid);

function found(network: Network): readonly string[] {
  return messages(advertisedUnreachable(judgingTables(hybrid, network)), 'verify-advertised-unreachable');
}

function advertising(link: string, ...prefixes: readonly string[]): Network {
  const sessions = whole.sessions.map(
    (session): Session =>
      session.link === link
        ? { ...session, advertises: { kind: 'prefixes', prefixes: prefixes.map(prefix) } }
        : session,
  );
  return { ...whole, sessions };
}

test('a site beyond to which the table has no route is told', () => {
  const bare = withRoutes(whole, 's0/transit', (routes) =>
    routes.filter(({ prefix: { text } }) => text !== '10.2.0.0/16'),
  );
  expect(found(bare)).toEqual([
    'dx-0 advertises 10.2.0.0/16, of s2, and what it attracts is lost: no-path: no route matches',
  ]);
});

test('a route that drops what is attracted is told, even if only for a part', () => {
  const dropping = withRoutes(whole, 's0/transit', (routes) => [
    ...routes,
    { prefix: prefix('10.2.0.0/20'), origin: 'static', target: { kind: 'blackhole' }, source: 'Hole' },
  ]);
  expect(found(dropping)).toEqual([
    expect.stringContaining('10.2.0.0/16, of s2, and what it attracts is lost: blackhole'),
  ]);
});

test('addresses that no site has are told', () => {
  expect(found(advertising('dx-0', '10.0.0.0/16', '10.77.0.0/16'))).toEqual([
    'dx-0 advertises 10.77.0.0/16, which no site has, and what it attracts is lost: no-path: no route matches',
  ]);
});

test('the part of an aggregate that nobody has is no finding', () => {
  expect(found(advertising('dx-0', '10.0.0.0/16'))).toEqual([]);
});

test('what premises announce and do not hold is told', () => {
  const routers = whole.routers.map((router) => ({
    ...router,
    announces: [...router.announces, prefix('10.8.0.0/16')],
  }));
  expect(found({ ...whole, routers })).toEqual(['p9 announces 10.8.0.0/16, and holds only 10.9.0.0/16']);
});

test('a destination of which nothing is known is no finding here', () => {
  const doubtful = withRoutes(whole, 's0/transit', (routes) =>
    routes.map((route) => ({ ...route, target: { kind: 'unknown', why: 'a parameter' } as const })),
  );
  expect(found(doubtful)).toEqual([]);
});

test('after a failure beyond, an advertisement that goes on is told once for each site that is drawn, as information', () => {
  const told = advertisedUnreachable(judging(hybrid)).filter(({ code }) => code === 'verify-advertised-after-failure');
  expect(
    told.map(({ severity, flow, scenario }) => [severity, flow?.to, scenario?.links.map(({ name }) => name)]),
  ).toEqual(expect.arrayContaining([['info', 's2', ['s0-s2']]]));
  const drawn = told.find(({ flow }) => flow?.to === 's2');
  expect(drawn?.message).toMatch(
    /^dx-0 goes on advertising s2 to p9 after s0-s2 grey, and what it attracts is lost without the controller: dead-link after dx-0 › s0-s2/,
  );
  expect(drawn?.fix).toBe('none while the controller runs: it announces s2 over dx-1, where it is delivered');
});

test('no baseline advertises what it does not deliver', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      expect(messages(advertisedUnreachable(judgingTables(backbone)))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
