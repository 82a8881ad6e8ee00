// Lost flows, each told with the smallest scenario that shows it.

import { prefix } from '../../../lib/net/prefix';
import type { Backbone } from '../../../lib/routing/backbone';
import { NOTHING_FAILED, type Scenario, scenarioName } from '../../../lib/routing/scenario';
import { lostFlows } from '../../../lib/verify/checks/lost-flows';
import type { Finding } from '../../../lib/verify/findings';
import type { FlowResult } from '../../../lib/verify/results';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { aHybrid, failing, fared, judging, judgingTables, messages, withRoutes } from '../../support/judging';
import { networkOf } from '../../support/networks';

function told(found: readonly Finding[], code: Finding['code']): readonly string[] {
  return found.flatMap(({ code: its, flow, scenario, larger = 0 }) =>
    its === code && flow && scenario ? [`${flow.from} ${flow.to}: ${scenarioName(scenario)}, ${larger} larger`] : [],
  );
}

function surviving(backbone: Backbone, links: number, risks = 0): Backbone {
  return { ...backbone, flows: backbone.flows.map((flow) => ({ ...flow, survive: { links, risks } })) };
}

/** Three sites in a row: s0, s1, s2. */
const row = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1, 10, ['duct']), aPeering(1, 2, 10, ['duct'])]);

test('a flow that is lost with nothing failed is told once, and that all failures show it is counted', () => {
  const backbone = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1), { ...aPeering(0, 1), name: 's0-s1b' }]);
  const dropping = withRoutes(networkOf(backbone), 's0/spokes', (routes) =>
    routes.map((route) => (route.prefix.text === '10.1.0.0/16' ? { ...route, target: { kind: 'blackhole' } } : route)),
  );
  const found = lostFlows(judging(backbone, dropping));
  expect(told(found, 'verify-blackhole')).toEqual(['s0 s1: nothing failed, 3 larger']);
  const [first] = found.filter(({ code }) => code === 'verify-blackhole');
  expect(first?.message).toBe(
    's0 to s1, nothing failed, baseline: blackhole: is dropped by a blackhole route; and so in 3 larger scenarios',
  );
});

test('of a link and a shared risk that takes it, the link is told and the risk counted', () => {
  const found = lostFlows(judging(surviving(row, 1, 1)));
  expect(told(found, 'verify-dead-link')).toEqual(
    expect.arrayContaining([
      's0 s1: s0-s1 grey, 1 larger',
      // The risk, and the site between them.
      's0 s2: s0-s1 grey, 2 larger',
      's0 s2: s1-s2 grey, 0 larger',
    ]),
  );
  expect(told(found, 'verify-dead-link')).toHaveLength(8);
});

test('of a link that need not be survived and a shared risk that must be, the risk is told', () => {
  const found = lostFlows(judging(surviving(row, 0, 1)));
  expect(told(found, 'verify-dead-link')).toContain('s0 s1: risk duct grey, 0 larger');
  expect(told(found, 'verify-loss-accepted')).toContain('s0 s1: s0-s1 grey, 0 larger');
});

test('what controllers do not mend in a larger scenario is told beside what the baseline loses', () => {
  const backbone = surviving(aHybrid(), 2);
  const whole = networkOf(backbone);
  const lost = (found: readonly Finding[]) =>
    found.filter(({ code, severity, flow }) => severity === 'error' && code !== 'verify-loop' && flow?.to === 'p9');
  // Without the floating route a site that no longer hears of the premises has no route to them.
  const bare = withRoutes(whole, 's2/spokes', (routes) =>
    routes.filter(({ prefix: { text } }) => text !== '10.9.0.0/16'),
  );
  const codes = lost(lostFlows(judging(backbone, bare))).filter(({ flow }) => flow?.from === 's2');
  expect(codes.map(({ code, scenario }) => `${code} ${scenario ? scenarioName(scenario) : ''}`)).toEqual(
    expect.arrayContaining(['verify-no-path nothing failed', 'verify-no-path s0-s2 grey and s1-s2 grey']),
  );
});

test('what the baseline loses after two failures is told once for each flow', () => {
  const found = lostFlows(judging(aHybrid()));
  const pairs = found.filter(({ code, scenario }) => code === 'verify-loss-accepted' && scenario?.links.length === 2);
  const flows = pairs.map(({ flow }) => `${flow?.from} ${flow?.to}`);
  expect(flows).toEqual([...new Set(flows)]);
  expect(flows).toContain('s0 p9');
});

test('the resource is named: the route that dropped a packet, the table that has none, none for a link that is gone', () => {
  const backbone = surviving(row, 1);
  const bare = withRoutes(networkOf(row), 's0/spokes', (routes) =>
    routes.filter(({ prefix: { text } }) => text !== '10.1.0.0/16'),
  );
  const sources = lostFlows(judging(backbone, bare)).map(({ code, source }) => `${code} ${source ?? '-'}`);
  expect(sources).toContain('verify-no-path s0/spokes');
  expect(sources).toContain('verify-dead-link -');
  const dropping = withRoutes(networkOf(row), 's0/spokes', (routes) => [
    ...routes,
    { prefix: prefix('10.1.0.0/18'), origin: 'static', target: { kind: 'blackhole' }, source: 'Hole' },
  ]);
  const [hole] = lostFlows(judging(backbone, dropping)).filter(({ code }) => code === 'verify-blackhole');
  expect(hole?.source).toBe('Hole');
});

test('nothing is told of flows that are delivered', () => {
  expect(lostFlows(judging(aHybrid())).filter(({ severity }) => severity !== 'info')).toEqual([]);
});

/** Three sites of which each is joined to each, two of the links in one duct; flows survive this many links. */
function triangle(links: number): Backbone {
  const ends = [aPeering(0, 1, 10, ['duct']), aPeering(0, 2, 10, ['duct']), aPeering(1, 2)];
  return surviving(aBackbone([aSite(0), aSite(1), aSite(2)], ends), links);
}

function found(results: readonly FlowResult[], backbone = triangle(1)): readonly Finding[] {
  return lostFlows({ ...judgingTables(backbone), results });
}

describe('a loss is called', () => {
  const one = failing('s0-s1 grey');
  const two = failing('s0-s1 grey', 's0-s2 grey');

  test.each([
    ['unknown when nothing says what becomes of it', 'unknown', NOTHING_FAILED, 'baseline', 'verify-flow-unknown'],
    ['by its outcome with nothing failed', 'no-path', NOTHING_FAILED, 'controlled', 'verify-no-path'],
    ['a loop whatever has failed', 'loop', two, 'controlled', 'verify-loop'],
    ['a loop without the controller, too', 'loop', one, 'baseline', 'verify-loop'],
    ['by its outcome when the flow must survive', 'blackhole', one, 'controlled', 'verify-blackhole'],
    ['accepted when it need not', 'blackhole', two, 'controlled', 'verify-loss-accepted'],
    ['one of the baseline when the controller mends it', 'dead-link', one, 'baseline', 'verify-baseline-loses-flow'],
  ] as const)('%s', (_what, outcome, scenario, mode, code) => {
    expect(found([fared('s0 s1', scenario, mode, outcome, 's0-s1')]).map((each) => each.code)).toEqual([code]);
  });
});

test('a loss is told with its flow, failure, mode, way and last hop, and with nothing that is not known', () => {
  const lost = fared('s0 s1', failing('s0-s1 grey'), 'baseline', 'dead-link', 's0-s2', 's1-s2');
  expect(found([lost])).toStrictEqual([
    {
      code: 'verify-baseline-loses-flow',
      severity: 'info',
      message: 's0 to s1, s0-s1 grey, baseline: dead-link after s0-s2 › s1-s2: dead-link it is',
      fix: 'none while the controller runs: it steers the flow to other links',
      scenario: lost.scenario,
      flow: lost.flow,
      trace: { outcome: 'dead-link', path: lost.path, hops: lost.hops },
      source: 's1-s2',
    },
  ]);
  const hops = [{ place: { at: 'router', router: 'p9/router' }, said: 'no route matches' }] as const;
  expect(found([{ ...lost, hops }])[0]).not.toHaveProperty('source');
  const [required] = found([{ ...lost, mode: 'controlled' }]);
  expect(required?.fix).toBe(
    'add a link, so that s0 and s1 are joined without s0-s1, or let the flow survive less (survive)',
  );
});

describe('with nothing failed', () => {
  const usual = fared('s0 s1', NOTHING_FAILED, 'baseline', 'blackhole');
  const grey = failing('s1-s2 grey');

  test('a loss that controllers leave as it is is told once, and what they leave in failures is counted with it', () => {
    const told = found([
      usual,
      { ...usual, mode: 'controlled' },
      fared('s0 s1', grey, 'baseline', 'blackhole'),
      fared('s0 s1', grey, 'controlled', 'blackhole'),
    ]);
    expect(messages(told)).toEqual([
      's0 to s1, nothing failed, baseline: blackhole: blackhole it is; and so in 2 larger scenarios',
    ]);
  });

  test('a loss that controllers make another one is told twice', () => {
    const told = found([usual, fared('s0 s1', NOTHING_FAILED, 'controlled', 'no-path')]);
    expect(told.map(({ code }) => code)).toEqual(['verify-blackhole', 'verify-no-path']);
  });

  test('a loss is told beside one of another flow', () => {
    expect(found([usual, fared('s1 s0', NOTHING_FAILED, 'baseline', 'blackhole')])).toHaveLength(2);
  });
});

describe('of losses after failures', () => {
  const lost = (scenario: Scenario, outcome: FlowResult['outcome'] = 'dead-link') =>
    fared('s0 s1', scenario, 'baseline', outcome);
  const said = (...results: readonly FlowResult[]) =>
    messages(found(results)).map((message) => message.replace(/^s0 to s1, (.*), baseline: .* it is/, '$1'));
  const duct: Scenario = { links: [], risks: [{ name: 'duct', form: 'grey' }] };
  const ductAnd = (link: string): Scenario => ({ ...failing(link), ...{ risks: duct.risks } });

  test('each single link is told', () => {
    expect(said(lost(failing('s0-s1 grey')), lost(failing('s1-s2 grey')))).toEqual(['s0-s1 grey', 's1-s2 grey']);
  });

  test('a larger failure in which the flow ends otherwise is neither told nor counted', () => {
    expect(said(lost(failing('s0-s1 grey')), lost(failing('s0-s1 grey', 's1-s2 grey'), 'no-path'))).toEqual([
      's0-s1 grey',
    ]);
  });

  test('two links are told although a third alone does the same', () => {
    expect(said(lost(failing('s1-s2 grey')), lost(failing('s0-s1 grey', 's0-s2 grey')))).toEqual([
      's1-s2 grey',
      's0-s1 grey and s0-s2 grey',
    ]);
  });

  test('pairs of links are told once, beside pairs of a shared risk and a link, and what contains them is counted', () => {
    const pairs = [
      failing('s0-s1 grey', 's1-s2 grey'),
      failing('s0-s1 grey', 's0-s2 grey'),
      failing('s0-s2 grey', 's1-s2 grey'),
    ];
    const [first, second, third] = pairs.map((pair) => lost(pair));
    if (!first || !second || !third) throw new Error('there are three pairs');
    expect(said(first, second)).toEqual(['s0-s1 grey and s1-s2 grey; and so with one more pair of links']);
    expect(said(first, second, third, lost(ductAnd('s1-s2 grey')))).toEqual([
      's0-s1 grey and s1-s2 grey; and so with 2 more pairs of links and in one larger scenario',
    ]);
    const apart = lost(ductAnd('x grey'));
    expect(said(first, apart, lost(ductAnd('y grey')))).toEqual([
      's0-s1 grey and s1-s2 grey',
      'x grey and risk duct grey; and so with one more pair of a shared risk and a link',
    ]);
  });

  test('two links that make a loop are told beside two after which it is lost', () => {
    const looped = fared('s0 s1', failing('s0-s1 grey', 's1-s2 grey'), 'baseline', 'loop');
    expect(found([looped, lost(failing('s0-s1 grey', 's0-s2 grey'))]).map(({ code }) => code)).toEqual([
      'verify-loop',
      'verify-baseline-loses-flow',
    ]);
  });

  test('a shared risk is told beside one of its links when only the latter is accepted', () => {
    const [link, risk] = [failing('s0-s1 grey'), duct].map((scenario) =>
      fared('s0 s1', scenario, 'controlled', 'dead-link'),
    );
    if (!link || !risk) throw new Error('there are two');
    expect(found([link, risk], surviving(triangle(0), 0, 1)).map(({ code }) => code)).toEqual([
      'verify-loss-accepted',
      'verify-dead-link',
    ]);
  });
});

test('nothing is told of flows that nobody described', () => {
  const results = [fared('s0 s1', NOTHING_FAILED, 'baseline', 'no-path')];
  expect(lostFlows({ ...judgingTables(triangle(1)), results, declared: false })).toEqual([]);
});
