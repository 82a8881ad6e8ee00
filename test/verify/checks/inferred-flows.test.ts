// What is said of flows that nobody described, with nothing failed.

import { prefix } from '../../../lib/net/prefix';
import type { Appliance, GatewayRoute, Network, RouteTarget } from '../../../lib/routing/network';
import { inferredFlows } from '../../../lib/verify/checks/inferred/flows';
import type { Finding } from '../../../lib/verify/findings';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { judgingTables, messages, withRoutes } from '../../support/judging';
import { networkOf } from '../../support/networks';

const pair = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);
const row = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2)]);

const BLACKHOLE: RouteTarget = { kind: 'blackhole' };
const UNKNOWN: RouteTarget = { kind: 'unknown', why: 'only a deployment knows' };
const over = (attachment: string): RouteTarget => ({ kind: 'attachment', attachment });

function found(network: Network, backbone = pair): readonly Finding[] {
  return inferredFlows({ ...judgingTables(backbone, network), declared: false });
}

/** What is told, with its severity and code. */
function told(network: Network, backbone = pair): readonly string[] {
  return found(network, backbone).map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
}

function lacking(network: Network, table: string, to: string): Network {
  return withRoutes(network, table, (routes) => routes.filter((route) => route.prefix.text !== to));
}

/** With routes of which longer ones win, each of a source `To` and its prefix. */
function leading(network: Network, table: string, targets: Readonly<Record<string, RouteTarget>>): Network {
  const more = Object.entries(targets).map(
    ([to, target]): GatewayRoute => ({ prefix: prefix(to), origin: 'static', target, source: `To ${to}` }),
  );
  return withRoutes(network, table, (routes) => [
    ...routes.filter((route) => !(route.prefix.text in targets)),
    ...more,
  ]);
}

test('sites that reach each other are no finding', () => {
  expect(found(networkOf(row), row)).toEqual([]);
});

test.each([
  ['s0', 's1', 's0/spokes', '10.1.0.0/16'],
  ['s1', 's0', 's1/spokes', '10.0.0.0/16'],
])('of %s, from which no packet arrives at %s, only that is told', (from, to, table, aggregate) => {
  const one = found(lacking(networkOf(pair), table, aggregate));
  expect(one).toEqual([
    expect.objectContaining({
      code: 'verify-one-way',
      message: `packets from ${to} arrive at ${from}, and none from ${from} at ${to}: no-path: no route matches`,
      fix: `give ${table} a route to ${to}, or take the way from ${to} to ${from} away, if they are to be kept apart`,
      flow: { from, to },
      source: table,
    }),
  ]);
});

test('how far packets come is told by the links that they take', () => {
  expect(messages(found(lacking(networkOf(row), 's2/transit', '10.2.0.0/18'), row))).toContain(
    'packets from s2 arrive at s0, and none from s0 at s2: no-path after s0-s1 › s1-s2: no route matches',
  );
});

test('the resource is the route that dropped a packet, or the last table that sent it on', () => {
  const [dropped] = found(leading(networkOf(pair), 's0/spokes', { '10.1.0.0/16': BLACKHOLE }));
  expect(dropped?.source).toBe('To 10.1.0.0/16');
  const whole = networkOf(pair);
  const attachments = whole.attachments.map(({ table, ...each }) =>
    each.gateway === 's1' && each.id === 's0-s1' ? each : { ...each, ...(table === undefined ? {} : { table }) },
  );
  const [stranded] = found({ ...whole, attachments });
  expect(stranded?.source).toBe('static 10.1.0.0/16');
  expect(stranded?.fix).toMatch(/^give the table above a route to s1,/);
});

test('nothing is named where a site has no table to look at', () => {
  const whole = networkOf(pair);
  const [blind] = found({ ...whole, vpcTables: whole.vpcTables.filter(({ vpc }) => vpc !== 's0/vpc-0') });
  expect(blind?.message).toBe(
    'whether packets from s0 arrive at s1 is not known: the templates have no VPC tables and addresses for s0 to s1',
  );
  expect(Object.keys(blind ?? {}).sort()).toEqual(['code', 'fix', 'flow', 'message', 'severity', 'trace']);
});

test.each([
  ['s0', 's1', '10.0.0.0/16', '10.1.0.0/16'],
  ['s1', 's0', '10.1.0.0/16', '10.0.0.0/16'],
])('what is not known from %s is told once, with what is lost from %s', (unsure, lost, ofUnsure, ofLost) => {
  const doubtful = leading(networkOf(pair), `${unsure}/spokes`, { [ofLost]: UNKNOWN });
  expect(found(lacking(doubtful, `${lost}/spokes`, ofUnsure))).toEqual([
    expect.objectContaining({
      code: 'verify-path-unknown',
      message: `none from ${lost} arrives at ${unsure}: no-path: no route matches; whether packets from ${unsure} arrive at ${lost} is not known: only a deployment knows`,
      fix: `give ${lost}/spokes a route to ${unsure}, unless ${lost} and ${unsure} are to be kept apart`,
    }),
  ]);
});

test('what is not known both ways is told of each', () => {
  const there = leading(networkOf(pair), 's0/spokes', { '10.1.0.0/16': UNKNOWN });
  expect(messages(found(leading(there, 's1/spokes', { '10.0.0.0/16': UNKNOWN })))).toEqual([
    'whether packets from s0 arrive at s1 is not known: only a deployment knows',
    'whether packets from s1 arrive at s0 is not known: only a deployment knows',
  ]);
});

describe('where the halves of a site fare differently', () => {
  const [LOWER, UPPER] = ['10.1.0.0/19', '10.1.32.0/19'];
  const halves = (lower: RouteTarget, upper: RouteTarget) =>
    told(leading(networkOf(pair), 's0/spokes', { [LOWER]: lower, [UPPER]: upper }));
  const some = 'warning verify-partly-lost: only some packets from s0 arrive at s1; of others: ';
  const unknown = 'warning verify-path-unknown: whether packets from s0 arrive at s1 is not known: ';

  test.each<[string, RouteTarget, RouteTarget, string]>([
    ['the first is lost', BLACKHOLE, over('s0-s1'), `${some}blackhole: is dropped by a blackhole route`],
    ['the second is lost', over('s0-s1'), BLACKHOLE, `${some}blackhole: is dropped by a blackhole route`],
    ['one is lost and the other not known', BLACKHOLE, UNKNOWN, `${unknown}only a deployment knows`],
    ['one arrives and the other is not known', over('s0-s1'), UNKNOWN, `${unknown}only a deployment knows`],
  ])('and %s, that one is told', (_what, lower, upper, expected) => {
    expect(halves(lower, upper)).toEqual([expected]);
  });

  test('and both are lost, the site is kept apart or one way', () => {
    expect(halves(BLACKHOLE, BLACKHOLE)).toEqual([
      'error verify-one-way: packets from s1 arrive at s0, and none from s0 at s1: blackhole: is dropped by a blackhole route',
    ]);
  });
});

describe('what goes through an appliance, and has no way back', () => {
  /** VPC of s0 whose packets to some addresses go through an appliance, and s1 without a route back. */
  function through(kind: Appliance['kind'], addresses: string): Network {
    const whole = lacking(networkOf(pair), 's1/spokes', '10.0.0.0/16');
    const tables = whole.vpcTables.flatMap((table) => {
      if (table.vpc !== 's0/vpc-0') return [table];
      const target = { kind: 'appliance', appliance: 'box' } as const;
      const routes = [...table.routes, { prefix: prefix(addresses), target, source: 'To box' }];
      return [
        { ...table, routes },
        { ...table, id: 'behind', workload: false },
      ];
    });
    const box = { id: 'box', source: 'Box', kind, vpc: 's0/vpc-0', tables: ['behind'] };
    return { ...whole, vpcTables: tables, appliances: [box] };
  }

  const back = 'packets from s0 arrive at s1, and none from s1 at s0: no-path: no route matches';

  test('is no finding where that replaces the source, so that answers go to it', () => {
    expect(found(through('nat', '10.1.0.0/16'))).toEqual([]);
    expect(found(through('nat', '10.1.0.0/19'))).toEqual([]);
  });

  test('is told where it keeps the source, or nothing goes through', () => {
    expect(messages(found(through('firewall', '10.1.0.0/16')))).toEqual([back]);
    expect(messages(found(through('nat', '10.7.0.0/16')))).toEqual([back]);
  });
});

test('what goes round is told of each flow with the table that sends it back, beside sites that are kept apart', () => {
  const round = leading(leading(networkOf(row), 's1/transit', { '10.2.0.0/16': over('s0-s1') }), 's0/transit', {
    '10.2.0.0/16': over('s0-s1'),
  });
  const cut = lacking(round, 's2/spokes', '10.0.0.0/16');
  const [loop, ...others] = found(cut, row);
  expect(loop).toMatchObject({
    code: 'verify-loop',
    message: expect.stringMatching(/^s0 to s2, nothing failed: loop after s0-s1 › s0-s1/),
    fix: 'let s1/transit lead to a site that is nearer to the destination',
  });
  expect(others.map(({ code, flow }) => `${code} ${flow?.from} ${flow?.to}`)).toEqual(['verify-kept-apart s0 s2']);
});

test('nothing is asked of a described backbone, whose flows say what they survive', () => {
  const network = lacking(networkOf(pair), 's0/spokes', '10.1.0.0/16');
  expect(inferredFlows(judgingTables(pair, network))).toEqual([]);
});
