// What sites advertise and do not deliver.

import fc from 'fast-check';
import { prefix } from '../../../lib/net/prefix';
import type { Backbone } from '../../../lib/routing/backbone';
import type { Network, Session } from '../../../lib/routing/network';
import { NOTHING_FAILED } from '../../../lib/routing/scenario';
import { advertisedUnreachable } from '../../../lib/verify/checks/advertised-unreachable';
import type { FlowResult } from '../../../lib/verify/results';
import { aBackbone, aSite, hybridBackbones } from '../../support/backbones';
import { aHybrid, failing, fared, judging, judgingTables, messages, withRoutes } from '../../support/judging';
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

test.each(['10.2.0.0/20', '10.2.32.0/20'])('a route that drops a part of what is attracted is told: %s', (part) => {
  const dropping = withRoutes(whole, 's0/transit', (routes) => [
    ...routes,
    { prefix: prefix(part), origin: 'static', target: { kind: 'blackhole' }, source: 'Hole' },
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
  expect(advertisedUnreachable(judgingTables(hybrid, advertising('dx-0', '10.0.0.0/16')))).toEqual([]);
});

test('a loop is told, and so is the loss of any VPC of a site', () => {
  const back = { kind: 'attachment', attachment: 's0-s2' } as const;
  const turning = withRoutes(whole, 's2/transit', (routes) => routes.map((route) => ({ ...route, target: back })));
  expect(found(turning)).toContainEqual(
    expect.stringMatching(/^dx-0 advertises 10\.2\.0\.0\/16, of s2, .* lost: loop: /),
  );
  const sites = [aSite(0), aSite(1), aSite(2, 'aws', 2), ...hybrid.sites.filter(({ kind }) => kind === 'on-prem')];
  const larger: Backbone = aBackbone(sites, hybrid.links);
  const second = withRoutes(networkOf(larger), 's2/transit', (routes) =>
    routes.filter(({ prefix: { text } }) => text !== '10.2.64.0/18'),
  );
  expect(messages(advertisedUnreachable(judgingTables(larger, second)))).toEqual(
    ['dx-0', 'dx-1'].map(
      (link) => `${link} advertises 10.2.0.0/16, of s2, and what it attracts is lost: no-path: no route matches`,
    ),
  );
});

test('addresses of probes are judged by themselves, not as a part of what is advertised with them', () => {
  const hole = { origin: 'static', target: { kind: 'blackhole' }, source: 'Hole' } as const;
  const astray = withRoutes(whole, 's0/transit', (routes) => [...routes, { ...hole, prefix: prefix('10.2.16.0/28') }]);
  const vpcs = astray.vpcs.map((vpc) => (vpc.site === 's2' ? { ...vpc, probes: [prefix('10.2.16.0/28')] } : vpc));
  expect(found(astray)).toHaveLength(1);
  expect(found({ ...astray, vpcs })).toEqual([]);
  const sessions = advertising('dx-0', '10.2.16.0/28').sessions;
  expect(found({ ...astray, vpcs, sessions })).toHaveLength(1);
});

test('a finding says what to do, and where', () => {
  const [nobodys] = advertisedUnreachable(judgingTables(hybrid, advertising('dx-0', '10.77.0.0/16', '10.77.0.0/16')));
  expect(nobodys).toMatchObject({ severity: 'error', fix: 'advertise 10.77.0.0/16 no more over dx-0', source: 'dx-0' });
  const bare = withRoutes(whole, 's0/transit', (routes) =>
    routes.filter(({ prefix: { text } }) => text !== '10.2.0.0/16'),
  );
  const [somebodys] = advertisedUnreachable(judgingTables(hybrid, bare));
  expect(somebodys?.fix).toBe(
    'lead 10.2.0.0/16 on from the gateway where dx-0 arrives, or advertise it no more over dx-0',
  );
});

test('what premises announce and do not hold is told', () => {
  const routers = whole.routers.map((router) => ({
    ...router,
    announces: [...router.announces, prefix('10.8.0.0/16')],
  }));
  expect(found({ ...whole, routers })).toEqual(['p9 announces 10.8.0.0/16, and holds only 10.9.0.0/16']);
  const [told] = advertisedUnreachable(judgingTables(hybrid, { ...whole, routers }));
  expect(told?.fix).toBe('announce at p9 only what is behind it, or make its cidr cover 10.8.0.0/16');
  const holding = (...cidrs: readonly string[]) => ({
    ...whole,
    routers: routers.map((router) => ({ ...router, cidrs: cidrs.map(prefix) })),
  });
  expect(found(holding('10.9.0.0/16', '10.8.0.0/16'))).toEqual([]);
  expect(found(holding('10.9.0.0/16', '10.7.0.0/16'))).toEqual([
    'p9 announces 10.8.0.0/16, and holds only 10.9.0.0/16, 10.7.0.0/16',
  ]);
  expect(found(holding())).toEqual([]);
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

describe('after a failure, what draws traffic and loses it', () => {
  const GREY = failing('s0-s2 grey');
  const lost = fared('p9 s2', GREY, 'baseline', 'dead-link', 'dx-0', 's0-s2');

  function told(...results: readonly FlowResult[]) {
    return advertisedUnreachable({ ...judgingTables(hybrid), results });
  }

  test('is told with the way on which it is lost, and what to do when controllers do not mend it', () => {
    expect(told(lost)).toStrictEqual([
      {
        code: 'verify-advertised-after-failure',
        severity: 'info',
        message:
          'dx-0 goes on advertising s2 to p9 after s0-s2 grey, and what it attracts is lost without the controller: dead-link after dx-0 › s0-s2',
        fix: 'let s2 be reached another way from where dx-0 arrives, or advertise it there no more',
        scenario: GREY,
        flow: { from: 'p9', to: 's2' },
        trace: { outcome: 'dead-link', path: lost.path, hops: lost.hops },
      },
    ]);
    const [still] = told(lost, fared('p9 s2', GREY, 'controlled', 'dead-link', 'dx-0', 's0-s2'));
    expect(still?.fix).toContain('let s2 be reached another way');
  });

  test('is mended by the controller in the same failure, whatever was before', () => {
    const before = fared('p9 s1', GREY, 'controlled', 'delivered', 'dx-1');
    const [mended] = told(before, lost, fared('p9 s2', GREY, 'controlled', 'delivered', 'dx-1', 's1-s2'));
    expect(mended?.fix).toBe('none while the controller runs: it announces s2 over dx-1, where it is delivered');
    expect(told(before, lost)[0]?.fix).toContain('let s2 be reached another way');
  });

  test('is told once for each link and site, with how many more failures', () => {
    const again = (outcome: 'no-path' | 'blackhole' | 'loop') =>
      fared('p9 s2', failing('s1-s2 grey'), 'baseline', outcome, 'dx-0');
    expect(messages(told(lost, again('no-path'))).map((text) => text.replace(/.*s0-s2(; |$)/, ''))).toEqual([
      'and so in one more failure',
    ]);
    expect(messages(told(lost, again('loop'), again('blackhole')))).toEqual([
      expect.stringMatching(/; and so in 2 more failures$/),
    ]);
    expect(told(lost, fared('p9 s1', GREY, 'baseline', 'no-path', 'dx-0'))).toHaveLength(2);
  });

  test.each([
    ['controllers run', fared('p9 s2', GREY, 'controlled', 'dead-link', 'dx-0', 's0-s2')],
    ['nothing has failed', fared('p9 s2', NOTHING_FAILED, 'baseline', 'no-path', 'dx-0')],
    [
      'two links have failed',
      fared('p9 s2', failing('s0-s1 grey', 's0-s2 grey'), 'baseline', 'dead-link', 'dx-0', 's0-s2'),
    ],
    ['the link itself has failed', fared('p9 s2', failing('dx-0 grey'), 'baseline', 'dead-link', 'dx-0')],
    ['premises send into no link', fared('p9 s2', GREY, 'baseline', 'no-path')],
    ['nobody knows what becomes of it', fared('p9 s2', GREY, 'baseline', 'unknown', 'dx-0')],
    ['it is delivered', fared('p9 s2', GREY, 'baseline', 'delivered', 'dx-0', 's0-s2')],
    ['an AWS site sends', fared('s0 s2', GREY, 'baseline', 'no-path', 's0-s2')],
  ] as const)('is none of this when %s', (_why, result) => {
    expect(told(result)).toEqual([]);
  });
});

test('no baseline advertises what it does not deliver', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      expect(messages(advertisedUnreachable(judgingTables(backbone)))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
