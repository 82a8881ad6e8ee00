// Links without which inferred flows are lost, and flows that then go round.

import type { Backbone, BackboneLink } from '../../../lib/routing/backbone';
import { NOTHING_FAILED } from '../../../lib/routing/scenario';
import { onlyLinks } from '../../../lib/verify/checks/inferred/only-links';
import type { Finding } from '../../../lib/verify/findings';
import type { FlowResult } from '../../../lib/verify/results';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { bgpLink, failing, fared, judgingTables, messages, PREMISES } from '../../support/judging';

/** Two gateways with a peering, and premises at the first. */
const row = (...more: readonly BackboneLink[]) =>
  aBackbone([aSite(0), aSite(1), PREMISES], [aPeering(0, 1), bgpLink('dx-0', 0), ...more]);

const whole = (flow: string) => fared(flow, NOTHING_FAILED, 'baseline', 'delivered', 's0-s1');
const lost = (flow: string, form: string, outcome: FlowResult['outcome'] = 'dead-link') =>
  fared(flow, failing(`s0-s1 ${form}`), 'baseline', outcome, 's0-s1');

function found(backbone: Backbone, ...results: readonly FlowResult[]): readonly Finding[] {
  return onlyLinks({ ...judgingTables(backbone), declared: false, results });
}

const FLOWS = ['a1 b1', 'a1 b2', 'a2 b1', 'a2 b2', 'b1 a1'];
const all = FLOWS.flatMap((flow) => [whole(flow), lost(flow, 'grey')]);

test('a link without which flows are lost is told once, with how the first of them fares', () => {
  expect(found(row(), whole('a1 b1'), lost('a1 b1', 'grey'))).toEqual([
    expect.objectContaining({
      code: 'verify-only-link',
      message: 'without s0-s1 one flow is lost, a1 to b1: no other link joins these sites',
      fix: 'add a link beside s0-s1, and routes that change to it',
      scenario: failing('s0-s1 grey'),
      flow: { from: 'a1', to: 'b1' },
      trace: expect.objectContaining({ outcome: 'dead-link', path: ['s0-s1'] }),
    }),
  ]);
});

test('a link at one of the two sites that leads elsewhere replaces nothing', () => {
  const elsewhere = { ...bgpLink('dx-1', 1), between: ['p8', 's1'] } as const;
  expect(messages(found(row(elsewhere), ...all))).toEqual([
    expect.stringMatching(/: no other link joins these sites$/),
  ]);
});

test('of many flows the first four are named', () => {
  expect(messages(found(row(), ...all.slice(0, 8)))).toEqual([
    'without s0-s1 4 flows are lost, a1 to b1, a1 to b2, a2 to b1, a2 to b2: no other link joins these sites',
  ]);
  expect(messages(found(row(), ...all))).toEqual([
    'without s0-s1 5 flows are lost, a1 to b1, a1 to b2, a2 to b1, a2 to b2 and 1 more: no other link joins these sites',
  ]);
});

test.each([
  ['a second peering', aPeering(0, 1)],
  ['the network on premises', bgpLink('dx-1', 1)],
])('a link that %s could replace lacks routes, and not a link', (_what, link) => {
  const [only] = found(row({ ...link, name: 'more' }), ...all);
  expect(only?.message).toMatch(/b2 and 1 more: other links join these sites, but no route leads there$/);
  expect(only?.fix).toBe(
    'have something move the routes when s0-s1 fails: BGP, or whatever watches it; a static route stays where it is',
  );
});

test.each([
  ['survives it in one of its forms', [whole('a1 b1'), lost('a1 b1', 'grey'), lost('a1 b1', 'down', 'delivered')]],
  ['may survive it', [whole('a1 b1'), lost('a1 b1', 'grey', 'unknown')]],
  ['does not arrive anyway', [{ ...whole('a1 b1'), outcome: 'no-path' as const }, lost('a1 b1', 'grey')]],
  [
    'is lost only with another link',
    [whole('a1 b1'), { ...lost('a1 b1', 'grey'), scenario: failing('dx-0', 's0-s1') }],
  ],
  ['is lost by what controllers do', [whole('a1 b1'), { ...lost('a1 b1', 'grey'), mode: 'controlled' as const }]],
])('no link is told of for a flow that %s', (_what, results) => {
  expect(found(row(), ...results)).toEqual([]);
});

test('a flow that goes round without a link is told for each failure, with the table that sends it on', () => {
  const round = (hops: FlowResult['hops']): FlowResult => ({
    ...fared('a1 b1', failing('dx-0 down'), 'baseline', 'loop', 's0-s1', 'back'),
    hops,
  });
  const place = { at: 'gateway', gateway: 's1', arrivedBy: 'back' } as const;
  const named = round([
    { place, said: 'begins' },
    { place, table: 's0/spokes', said: 'is sent on' },
    { place, table: 's1/transit', said: 'is sent on' },
  ]);
  expect(found(row(), named)).toEqual([
    expect.objectContaining({
      code: 'verify-loop',
      message: 'a1 to b1, dx-0 down: loop after s0-s1 › back',
      fix: 'let s1/transit lead to a site that is nearer to the destination',
      scenario: failing('dx-0 down'),
      flow: { from: 'a1', to: 'b1' },
      trace: { outcome: 'loop', path: ['s0-s1', 'back'], hops: named.hops },
    }),
  ]);
  const [nameless, ...more] = found(row(), round([{ place, said: 'is sent on' }]));
  expect(nameless?.fix).toBe('let the table above lead to a site that is nearer to the destination');
  expect(more).toEqual([]);
});

test('what goes round with nothing failed, or by what controllers do, is told elsewhere', () => {
  expect(found(row(), fared('a1 b1', NOTHING_FAILED, 'baseline', 'loop', 's0-s1'))).toEqual([]);
  expect(found(row(), fared('a1 b1', failing('dx-0 down'), 'controlled', 'loop', 's0-s1'))).toEqual([]);
});

test('nothing is said of a described backbone, whose flows say what they survive', () => {
  expect(onlyLinks({ ...judgingTables(row()), results: all })).toEqual([]);
});
