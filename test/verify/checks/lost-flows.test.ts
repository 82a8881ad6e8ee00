// Lost flows, each told with the smallest scenario that shows it.

import { prefix } from '../../../lib/net/prefix';
import type { Backbone } from '../../../lib/routing/backbone';
import { scenarioName } from '../../../lib/routing/scenario';
import { lostFlows } from '../../../lib/verify/checks/lost-flows';
import type { Finding } from '../../../lib/verify/findings';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { aHybrid, judging, withRoutes } from '../../support/judging';
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
