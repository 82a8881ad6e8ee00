// Every alarm of the examples: that each thing a person has to know of has one, where, and what it says.

import { exampleFiles } from '../../.tools/example-files';
import { ALARMS, type AlarmName } from '../../lib/net/alarms';
import { SITE_GAUGES } from '../../lib/net/gauges';
import { type Assembly, assemblyOf, byPath, type Resource } from '../support/assembly';

interface Found {
  readonly stack: string;
  readonly region: string;
  readonly properties: Resource['Properties'];
  /** Of its page. */
  readonly name: AlarmName;
}

const SITES: Readonly<Record<string, string>> = { 'us-east-1': 'iad', 'us-east-2': 'cmh', 'us-west-2': 'pdx' };

/** The text of a description, with what is only known once deployed as its name. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function alarmsIn(assembly: Assembly): readonly Found[] {
  return [...assembly.values()].flatMap(({ name: stack, region, template }) =>
    Object.values(byPath(template, 'AWS::CloudWatch::Alarm')).map(({ Properties: properties }): Found => {
      const page = /Runbook: docs\/runbooks\/([a-z-]+)\.md/.exec(textOf(properties.AlarmDescription))?.[1];
      if (page === undefined || !(page in ALARMS)) throw new Error(`${properties.AlarmName} names no runbook`);
      return { stack, region, properties, name: page as AlarmName };
    }),
  );
}

const examples = new Map(exampleFiles().map(({ file, topology }) => [file, assemblyOf(topology)]));
const hybrid = alarmsIn([...examples].find(([file]) => file.endsWith('hybrid.yaml'))?.[1] ?? new Map());
const all = [...examples.values()].flatMap(alarmsIn);
const withName = (name: AlarmName) => hybrid.filter((alarm) => alarm.name === name);
const stacksOf = (name: AlarmName) => withName(name).map(({ stack }) => stack);
const namesOf = (name: AlarmName) =>
  withName(name)
    .map(({ properties }) => properties.AlarmName)
    .sort();

const AT_EACH_SITE = ['cmh', 'iad', 'pdx'];

/** What has to be noticed, and by which alarms. A code that stands here has an alarm of its name. */
const NOTICED: readonly (readonly [what: string, by: readonly AlarmName[], stacks: readonly string[]])[] = [
  ['a link is drained or down', ['link-down', 'link-drained'], ['controller']],
  ['a path is on its last resort', ['last-resort'], ['controller']],
  ['a drain is refused or stuck', ['change-refused'], ['controller']],
  ['an observation is stale', ['prober-silent'], ['probes']],
  ['an observation cannot be written, or none is made', ['observation-unwritten', 'probes-unsent'], ['signals']],
  ['a residual route stands', ['residual-route'], ['controller']],
  ['packets are dropped at the gateway', ['packets-blackholed', 'packets-unrouted'], ['']],
  ['probes are lost or slow', ['probe-loss', 'probe-slow'], ['probes']],
  [
    'a controller fails, or its last good reconcile is old',
    ['controller-failing', 'controller-late', 'controller-silent', 'controller-stale', 'controller-throttled'],
    ['controller'],
  ],
  ['something lies in a dead-letter queue', ['undelivered-changes'], ['controller']],
  ['something announced lies in a dead-letter queue', ['undelivered-health'], ['signals']],
  ['a notice matches nothing', ['notice-unmatched'], ['signals']],
  ['names are not as they were deployed, or nobody knows', ['names-astray', 'names-uncompared'], ['dns']],
  ['withdrawals are frozen', ['withdrawals-frozen'], ['controller']],
];

describe.each(NOTICED)('that %s', (_, names, suffixes) => {
  it.each(names)('is noticed at every site by %s', (name) => {
    const expected = AT_EACH_SITE.flatMap((site) =>
      suffixes.map((suffix) => ['acme', site, suffix].filter(Boolean).join('-')),
    );
    expect([...new Set(stacksOf(name))].sort()).toEqual(expected.sort());
  });
});

test('what only one end or one site can see is noticed there', () => {
  expect(stacksOf('vpn-tunnel-down')).toEqual(['acme-link-ord-iad-vpn']);
  expect(stacksOf('bgp-down').sort()).toEqual(['acme-link-ord-iad-dx', 'acme-link-ord-pdx-dx']);
  expect(stacksOf('drain-stuck')).toEqual(['acme-iad-controller']);
  expect(stacksOf('admission-unheard')).toEqual(['acme-cmh-controller', 'acme-pdx-controller']);
  expect(stacksOf('undelivered-mail')).toEqual(['acme-iad-signals']);
});

test('each end of a link has its own', () => {
  const ends = ['cmh-cmh-pdx', 'cmh-iad-cmh', 'iad-iad-cmh', 'iad-iad-pdx', 'iad-ord-iad-dx', 'iad-ord-iad-vpn'];
  const both = [...ends, 'pdx-cmh-pdx', 'pdx-iad-pdx', 'pdx-ord-pdx-dx'];
  const called = (name: AlarmName) => both.map((end) => `acme-${end.slice(0, 3)}-${name}-${end.slice(4)}`).sort();
  for (const name of ['link-down', 'link-drained', 'probe-loss', 'probe-slow', 'prober-silent'] as const)
    expect(namesOf(name)).toEqual(called(name));
});

test('each alarm that has a page is one of some example', () => {
  expect([...new Set(all.map(({ name }) => name))].sort()).toEqual(Object.keys(ALARMS).sort());
});

test('each is called after its site and its page, and says of which site it is', () => {
  for (const { name, region, properties } of hybrid) {
    const site = SITES[region];
    expect(String(properties.AlarmName)).toMatch(new RegExp(`^acme-${site}-${name}(-[a-z-]+)?$`));
    expect(textOf(properties.AlarmDescription)).toContain(`${site}`);
  }
});

test('each has a name of its own', () => {
  const names = hybrid.map(({ properties }) => properties.AlarmName);
  expect(new Set(names).size).toBe(names.length);
});

test('people are told by an alarm, when it goes on and off, of what no controller tells them', () => {
  for (const { name, stack, region, properties } of hybrid) {
    const told = [properties.AlarmActions, properties.OKActions];
    if (ALARMS[name].told === 'controller') {
      expect([name, ...told]).toEqual([name, undefined, undefined]);
      continue;
    }
    const site = SITES[region];
    const topic =
      stack === `acme-${site}`
        ? { Ref: expect.stringMatching(/^AlarmsTopic/) }
        : { 'Fn::GetStackOutput': expect.objectContaining({ StackName: `acme-${site}`, OutputName: 'TopicArn' }) };
    expect([name, ...told]).toEqual([name, [topic], [topic]]);
  }
});

describe('what a controller says of its site in each run', () => {
  const gauges = hybrid.filter(({ properties }) => String(properties.MetricName) in SITE_GAUGES);

  it('is all watched', () => {
    expect([...new Set(gauges.map(({ properties }) => properties.MetricName))].sort()).toEqual(
      Object.keys(SITE_GAUGES).sort(),
    );
  });

  it('stays as it was while nothing is said, but for the age of what was said', () => {
    for (const { name, properties } of gauges)
      expect([name, properties.TreatMissingData]).toEqual([name, name === 'controller-stale' ? 'breaching' : 'ignore']);
  });
});

test('names that are astray stay so until something else is said, and silence of three comparisons is told', () => {
  const [astray, uncompared] = [withName('names-astray')[0], withName('names-uncompared')[0]];
  const common = {
    Namespace: 'Detour',
    MetricName: 'NamesAstray',
    Dimensions: [{ Name: 'Site', Value: 'cmh' }],
    Threshold: 1,
  };
  expect(astray?.properties).toMatchObject({
    ...{ ...common, Statistic: 'Maximum', Period: 60, EvaluationPeriods: 1, TreatMissingData: 'ignore' },
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  });
  expect(uncompared?.properties).toMatchObject({
    ...{ ...common, Statistic: 'SampleCount', Period: 900, EvaluationPeriods: 3, TreatMissingData: 'breaching' },
    ComparisonOperator: 'LessThanThreshold',
  });
});

test('a link that is drained, and one that is down, are told apart by how it stands', () => {
  const limits = (name: AlarmName) =>
    withName(name).map(({ properties: { MetricName, Threshold, ComparisonOperator } }) => [
      MetricName,
      Threshold,
      ComparisonOperator,
    ]);
  const above = 'GreaterThanOrEqualToThreshold';
  expect(new Set(limits('link-drained').map(String))).toEqual(new Set([String(['Standing', 1, above])]));
  expect(new Set(limits('link-down').map(String))).toEqual(new Set([String(['Standing', 2, above])]));
});

test('loss counts below what makes a link bad, because of that the controllers tell', () => {
  const [alarm] = withName('probe-loss');
  const metrics = alarm?.properties.Metrics as readonly { readonly Expression?: string }[];
  expect(metrics.map(({ Expression }) => Expression).filter(Boolean)).toEqual(['IF(loss > 20, 0, loss)']);
});

test('BGP is found by the id of the interface, whatever else the metric is known by', () => {
  const [alarm] = withName('bgp-down');
  expect(JSON.stringify(alarm?.properties.Metrics)).toMatch(
    /SELECT MIN\(VirtualInterfaceBgpStatus\) FROM \\+"AWS\/DX\\+" WHERE VirtualInterfaceId = '/,
  );
});
