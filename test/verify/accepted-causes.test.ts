// Accepting that a link is the only way, and what comes with it and what does not.

import type { Scenario } from '../../lib/routing/scenario';
import { type Acknowledgement, acknowledge } from '../../lib/verify/acknowledgements';
import { lostFlows } from '../../lib/verify/checks/lost-flows';
import { singlePointsOfFailure } from '../../lib/verify/checks/single-points-of-failure';
import { type Finding, finding, type VerifyCode } from '../../lib/verify/findings';
import { violationsOf } from '../../lib/verify/violations';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { judging } from '../support/judging';

const REASON = 'its second link comes in March';
const MARCH: Acknowledgement = {
  ids: ['verify-single-point-of-failure[iad-pdx]'],
  reason: REASON,
  at: 'acme-link-iad-pdx',
};
const PLACES: Readonly<Record<string, string>> = { 'verify-single-point-of-failure': 'acme-link-iad-pdx/Peering' };

const grey = (...names: readonly string[]): Scenario => ({
  links: names.map((name) => ({ name, form: 'grey' })),
  risks: [],
});

const SINGLE = finding('verify-single-point-of-failure', {
  message: 'link iad-pdx is the only way for iad to pdx, pdx to iad',
  fix: 'add a link',
  scenario: grey('iad-pdx'),
  flows: [
    { from: 'iad', to: 'pdx' },
    { from: 'pdx', to: 'iad' },
  ],
});

interface Loss {
  readonly code?: VerifyCode;
  readonly from?: string;
  readonly to?: string;
  readonly scenario?: Scenario;
}

function loss({ code = 'verify-dead-link', from = 'iad', to = 'pdx', scenario = grey('iad-pdx') }: Loss = {}): Finding {
  return finding(code, { message: 'lost', fix: 'mend it', flow: { from, to }, scenario });
}

const placeOf = ({ code }: Finding) => PLACES[code] ?? 'acme-iad-routes/Baseline';

function judged(found: Finding, given: readonly Acknowledgement[] = [MARCH], cause = SINGLE) {
  return acknowledge([cause, found], given, placeOf);
}

test.each([
  ['no path is left', loss({ code: 'verify-no-path' })],
  ['the link is dead', loss()],
  ['a route leads nowhere', loss({ code: 'verify-blackhole' })],
  ['it is the other direction', loss({ from: 'pdx', to: 'iad' })],
  ['the link fails in another form', loss({ scenario: { links: [{ name: 'iad-pdx', form: 'down' }], risks: [] } })],
])('what the failure of the only way does is accepted with it, wherever it is found: %s', (_, found) => {
  const [, second, ...more] = judged(found);
  const { at, ids } = MARCH;
  expect(second).toMatchObject({
    severity: 'info',
    acknowledged: { severity: 'error', id: ids[0], reason: REASON, at, cause: 'verify-single-point-of-failure' },
  });
  expect(more).toEqual([]);
});

test.each([
  ['another link', loss({ scenario: grey('iad-cmh') })],
  ['the link and another one', loss({ scenario: grey('cmh-pdx', 'iad-pdx') })],
  ['a shared risk of its name', loss({ scenario: { links: [], risks: [{ name: 'iad-pdx', form: 'grey' }] } })],
  ['the link and a shared risk', loss({ scenario: { ...grey('iad-pdx'), risks: [{ name: 'duct', form: 'grey' }] } })],
  ['a site', loss({ scenario: { links: [], risks: [], sites: ['pdx'] } })],
  ['nothing', loss({ scenario: grey() })],
])('fails to accept with it what is lost by the failure of %s', (_, found) => {
  expect(judged(found)[1]).toBe(found);
});

test.each([
  ['of a flow that has another path', loss({ from: 'cmh' })],
  ['that is a loop', loss({ code: 'verify-loop' })],
  ['that is not known', loss({ code: 'verify-flow-unknown' })],
])('fails to accept with it a loss %s', (_, found) => {
  expect(judged(found)[1]).toBe(found);
});

test('fails to accept anything with a cause that nobody accepts, or for no reason, or somewhere else', () => {
  const found = loss();
  const without = (given: readonly Acknowledgement[]) => judged(found, given)[1];
  expect(without([])).toBe(found);
  expect(without([{ ...MARCH, reason: ' ' }])).toBe(found);
  expect(without([{ ...MARCH, at: 'acme-iad-routes' }])).toBe(found);
  expect(without([{ ...MARCH, ids: ['verify-single-point-of-failure[iad-cmh]'] }])).toBe(found);
});

test('what accepts the loss by itself counts before, and is used', () => {
  const own: Acknowledgement = { ids: ['verify-dead-link[iad-pdx]'], reason: 'a test site' };
  const [, second, ...unused] = judged(loss(), [MARCH, own]);
  expect(second?.acknowledged).toEqual({ severity: 'error', id: 'verify-dead-link[iad-pdx]', reason: 'a test site' });
  expect(unused).toEqual([]);
});

test('fails to accept the cause with the loss', () => {
  const [first] = judged(loss(), [{ ids: ['verify-dead-link[iad-pdx]'], reason: 'a test site' }]);
  expect(first).toBe(SINGLE);
});

test('the CDK is told of the cause alone, which is accepted where it is', () => {
  const violations = violationsOf(judged(loss()), placeOf, {});
  expect(violations.map(({ id, isAcknowledged }) => ({ id, isAcknowledged }))).toEqual([
    { id: MARCH.ids[0], isAcknowledged: true },
  ]);
});

test('one entry accepts all that one link takes along in a backbone, and nothing of the other link', () => {
  const row = judging(aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2)]));
  const found = [...singlePointsOfFailure(row), ...lostFlows(row)];
  const given = [{ ids: ['verify-single-point-of-failure[s0-s1]'], reason: REASON }];
  const errors = acknowledge(found, given, () => '').filter(({ severity }) => severity === 'error');
  const before = found.filter(({ severity }) => severity === 'error');
  const failed = (all: readonly Finding[]) => [
    ...new Set(all.map(({ scenario }) => scenario?.links.map(({ name }) => name).join())),
  ];
  expect(failed(before)).toEqual(['s0-s1', 's1-s2']);
  expect(failed(errors)).toEqual(['s1-s2']);
});
