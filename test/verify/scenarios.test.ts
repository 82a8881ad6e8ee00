// Which failures are tried, and which of them a flow has to survive.

import { allFlows, type BackboneLink, type FlowRequirement } from '../../lib/routing/backbone';
import { NOTHING_FAILED, type Scenario, scenarioName } from '../../lib/routing/scenario';
import { scenarioSize } from '../../lib/verify/scenario-order';
import { conditionsOf, failedAlone, isJudged, mustSurvive, scenariosOf } from '../../lib/verify/scenarios';
import { aBackbone, aPeering, aSite } from '../support/backbones';

const vpn: BackboneLink = {
  name: 'p9-s0',
  kind: 'site-to-site-vpn',
  between: ['p9', 's0'],
  cost: 5,
  sharedRisks: ['duct-1'],
};
const backbone = aBackbone(
  [aSite(0), aSite(1), aSite(9, 'on-prem')],
  [aPeering(0, 1, 10, ['duct-1']), aPeering(1, 0, 10), vpn],
);

const link = (name: string, form: 'down' | 'grey' = 'grey') => ({ name, form });
const oneLink: Scenario = { links: [link('s0-s1')], risks: [] };
const oneRisk: Scenario = { links: [], risks: [link('duct-1')] };
const twoLinks: Scenario = { links: [link('p9-s0'), link('s0-s1')], risks: [] };
const riskAndLink: Scenario = { links: [link('s1-s0')], risks: [link('duct-1', 'down')] };
const oneSite: Scenario = { links: [], risks: [], sites: ['s1'] };

const USUAL = [
  'nothing failed',
  'p9-s0 down',
  'p9-s0 grey',
  's0-s1 grey',
  's1-s0 grey',
  'risk duct-1 down',
  'risk duct-1 grey',
  'site s0 lost',
  'site s1 lost',
  'p9-s0 down and s0-s1 grey',
  'p9-s0 down and s1-s0 grey',
  'p9-s0 grey and s0-s1 grey',
  'p9-s0 grey and s1-s0 grey',
  's0-s1 grey and s1-s0 grey',
];

test('each link, shared risk, AWS site and pair of links is failed, in every form that it has', () => {
  expect(scenariosOf(backbone, []).map(scenarioName)).toEqual(USUAL);
});

test('scenarios come from the smallest to the largest, so that whoever reads them meets the smallest first', () => {
  const sizes = scenariosOf(backbone, ['tgw-attach-1'], { deep: true }).map(scenarioSize);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});

test('when asked to look deep, each shared risk is failed with each link that it does not take anyway', () => {
  expect(scenariosOf(backbone, [], { deep: true }).map(scenarioName)).toEqual([
    ...USUAL,
    's1-s0 grey and risk duct-1 down',
    's1-s0 grey and risk duct-1 grey',
  ]);
});

test('links that only templates know are failed with the others', () => {
  expect(scenariosOf(backbone, ['tgw-attach-1'], { deep: true }).map(scenarioName)).toEqual(
    expect.arrayContaining([
      'tgw-attach-1 grey',
      's0-s1 grey and tgw-attach-1 grey',
      'tgw-attach-1 grey and risk duct-1 down',
    ]),
  );
});

test('of two failures at once each is known alone, and of no other failures', () => {
  expect(failedAlone(twoLinks)).toEqual([
    { links: [link('p9-s0')], risks: [] },
    { links: [link('s0-s1')], risks: [] },
  ]);
  expect(failedAlone(riskAndLink)).toEqual([
    { links: [], risks: [link('duct-1', 'down')] },
    { links: [link('s1-s0')], risks: [] },
  ]);
  for (const scenario of [NOTHING_FAILED, oneLink, oneRisk, oneSite]) expect(failedAlone(scenario)).toEqual([]);
});

describe('what a flow has to survive', () => {
  const survivors = (survive: FlowRequirement['survive']) =>
    Object.entries({ oneLink, oneRisk, twoLinks, riskAndLink, oneSite })
      .filter(([, scenario]) => mustSurvive({ from: 's0', to: 'p9', survive }, scenario))
      .map(([name]) => name);

  it.each([
    [{ links: 0, risks: 0 }, []],
    [{ links: 1, risks: 0 }, ['oneLink']],
    [{ links: 1, risks: 1 }, ['oneLink', 'oneRisk']],
    [{ links: 2, risks: 0 }, ['oneLink', 'twoLinks']],
    [{ links: 2, risks: 1 }, ['oneLink', 'oneRisk', 'twoLinks', 'riskAndLink']],
    [{ links: 1, risks: 1, sites: 1 }, ['oneLink', 'oneRisk', 'oneSite']],
    [{ links: 1, risks: 0, sites: 0 }, ['oneLink']],
  ])('with %j is %j', (survive, expected) => {
    expect(survivors(survive)).toEqual(expected);
  });

  it('is a network in which nothing has failed in any case', () => {
    const flow = { from: 's0', to: 'p9', survive: { links: 0, risks: 0 } };
    expect(mustSurvive(flow, NOTHING_FAILED)).toBe(true);
  });

  it('is no site at which it starts or ends: then there is nothing to be judged', () => {
    const judged = allFlows(backbone.sites, []).filter((flow) => isJudged(oneSite, flow));
    expect(judged.map(({ from, to }) => `${from} ${to}`)).toEqual(['p9 s0', 's0 p9']);
    expect(backbone.flows.every((flow) => isJudged(twoLinks, flow))).toBe(true);
  });
});

test('with a site all its links fail: BGP sees its own go, and nobody sees a peering go', () => {
  const failedIn = (scenario: Scenario) => Object.fromEntries(conditionsOf(scenario, backbone));
  expect(failedIn({ links: [], risks: [], sites: ['s0'] })).toEqual({
    'p9-s0': 'down',
    's0-s1': 'grey',
    's1-s0': 'grey',
  });
  expect(failedIn(oneSite)).toEqual({ 's0-s1': 'grey', 's1-s0': 'grey' });
  expect(failedIn(riskAndLink)).toEqual({ 'p9-s0': 'down', 's0-s1': 'grey', 's1-s0': 'grey' });
});
