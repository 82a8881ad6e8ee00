import fc from 'fast-check';
import { contains, halves, overlaps, prefix } from '../../lib/net/prefix';
import { allFlows, type FlowRequirement, refinedFlows } from '../../lib/routing/backbone';
import { failureCount, NOTHING_FAILED, nothingFailed, type Scenario, scenarioName } from '../../lib/routing/scenario';
import { maxEntriesOf, steeringPrefixes } from '../../lib/routing/steering';
import { aSite, hybridBackbones } from '../support/backbones';

const named = (flows: readonly FlowRequirement[]) => flows.map(({ from, to }) => `${from} ${to}`);

test('all ordered pairs with at least one AWS site are flows, in the order of the sites', () => {
  const flows = allFlows([aSite(8, 'on-prem'), aSite(9, 'on-prem'), aSite(0), aSite(1)], []);
  expect(named(flows)).toEqual([
    'p8 s0',
    'p8 s1',
    'p9 s0',
    'p9 s1',
    's0 p8',
    's0 p9',
    's0 s1',
    's1 p8',
    's1 p9',
    's1 s0',
  ]);
  expect(flows.every(({ survive }) => survive.links === 1 && survive.risks === 1)).toBe(true);
});

test('a refinement holds for its own direction, and only refinements are given back', () => {
  const refinements = fc.array(
    fc.record(
      { links: fc.integer({ min: 0, max: 2 }), risks: fc.integer({ min: 0, max: 1 }), sites: fc.constant(1) },
      { requiredKeys: ['links', 'risks'] },
    ),
  );
  fc.assert(
    fc.property(hybridBackbones, refinements, ({ sites, flows }, all) => {
      const refined = flows.slice(0, all.length).map((flow, i) => ({ ...flow, survive: all[i] ?? flow.survive }));
      const result = allFlows(sites, refined);
      expect(named(result)).toEqual(named(flows));
      expect(result.slice(0, refined.length)).toEqual(refined);
      expect(allFlows(sites, refinedFlows(result))).toEqual(result);
      expect(refinedFlows(allFlows(sites, []))).toEqual([]);
      const { survive } = flows[0] ?? { survive: { links: 1, risks: 1 } };
      expect(refinedFlows(flows.map((flow) => ({ ...flow, survive: { ...survive, sites: 0 } })))).toEqual([]);
    }),
  );
});

test('steering prefixes are the two halves of each specific, longer than it and together all of it', () => {
  const specifics = ['10.1.0.0/18', '10.1.64.0/26', 'fd00::/64'];
  const steering = steeringPrefixes(specifics);
  expect(steering.map(({ text }) => text)).toEqual([
    '10.1.0.0/19',
    '10.1.32.0/19',
    '10.1.64.0/27',
    '10.1.64.32/27',
    'fd00::/65',
    'fd00::8000:0:0:0/65',
  ]);
  for (const [i, specific] of specifics.map(prefix).entries()) {
    const own = steering.slice(2 * i, 2 * i + 2);
    expect(own).toEqual(halves(specific));
    expect(own.every((p) => contains(specific, p))).toBe(true);
    expect(overlaps(own[0] ?? specific, own[1] ?? specific)).toBe(false);
  }
});

test('a single address, which cannot be split, is not steered', () => {
  expect(steeringPrefixes(['10.1.0.1/32', 'fd00::1/128'])).toEqual([]);
  expect(steeringPrefixes(['10.1.0.1/32', '10.1.0.2/31']).map(({ text }) => text)).toEqual([
    '10.1.0.2/32',
    '10.1.0.3/32',
  ]);
});

test.each([
  [0, 8],
  [1, 8],
  [8, 8],
  [9, 16],
  [16, 16],
  [17, 24],
])('a prefix list of %i steering prefixes has room for %i, so that few changes change its size', (entries, size) => {
  expect(maxEntriesOf(entries)).toBe(size);
});

test('what is failed in a scenario is counted, whatever it is', () => {
  const scenario: Scenario = {
    links: [
      { name: 's0-s1', form: 'down' },
      { name: 's0-s2', form: 'grey' },
      { name: 's1-s2', form: 'down' },
    ],
    risks: [
      { name: 'duct-1', form: 'down' },
      { name: 'duct-2', form: 'down' },
    ],
  };
  expect([failureCount(scenario), failureCount({ ...scenario, sites: ['s3'] })]).toEqual([5, 6]);
  expect([failureCount(NOTHING_FAILED), nothingFailed(NOTHING_FAILED)]).toEqual([0, true]);
});

test('a scenario is called what is failed in it', () => {
  const links = [{ name: 's0-s1', form: 'grey' } as const];
  expect(scenarioName(NOTHING_FAILED)).toBe('nothing failed');
  expect(scenarioName({ links, risks: [{ name: 'duct-1', form: 'down' }] })).toBe('s0-s1 grey and risk duct-1 down');
  expect(scenarioName({ links: [], risks: [], sites: ['s1', 's2'] })).toBe('site s1 lost and site s2 lost');
  expect(nothingFailed({ links: [], risks: [] })).toBe(true);
  expect(nothingFailed({ links, risks: [] })).toBe(false);
  expect(nothingFailed({ links: [], risks: [{ name: 'duct-1', form: 'grey' }] })).toBe(false);
  expect(nothingFailed({ links: [], risks: [], sites: ['s1'] })).toBe(false);
});
