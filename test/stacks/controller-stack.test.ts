import fc from 'fast-check';
import type { Observation } from '../../lib/controller/database';
import { itemOf, type StoredAttributes } from '../../lib/controller/link-state-items/item';
import type { StoredValue } from '../../lib/controller/link-state-items/stored-value';
import { afterProbe, dueObservation, newProber } from '../../lib/controller/prober';
import { wakes } from '../../lib/controller/wake';
import { buildStacks } from '../../lib/stacks/backbone-stacks';
import { detourApp } from '../../lib/stacks/detour-app';
import { assemblyOf, byPath, type Resource, readAssembly, stackOf, type Template } from '../support/assembly';
import {
  storedNotice,
  storedObservation,
  storedOrder,
  storedPublication,
  storedStatus,
} from '../support/contracts/stores';
import { temporaryFolder } from '../support/folders';
import { exampleAssembly } from '../support/stack-snapshots';
import { changedResources } from '../support/template-diff';
import { hybrid } from '../support/topologies';

const assembly = exampleAssembly('hybrid.yaml');
const controllerOf = (site: string, from = assembly) => stackOf(from, `acme-${site}-controller`).template;
const iad = controllerOf('iad');
const SITES = ['cmh', 'iad', 'pdx'];

function only(template: Template, type: string, path: RegExp): Resource {
  const [found, ...more] = Object.entries(byPath(template, type)).filter(([at]) => path.test(at));
  if (!found || more.length > 0) throw new Error(`${more.length} more than one ${type} at ${path}`);
  return found[1];
}

const reconciler = (template: Template) => only(template, 'AWS::Lambda::Function', /^Reconciler\/Handler\/Function$/);
const idOf = (template: Template, resource: Resource) =>
  Object.entries(template.Resources).find(([, one]) => one === resource)?.[0] ?? '';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** All inline statements of the controller's role. */
function statements(template: Template): readonly Statement[] {
  const role = idOf(template, only(template, 'AWS::IAM::Role', /^Reconciler\/Handler\/Role$/));
  return Object.values(byPath(template, 'AWS::IAM::Policy'))
    .filter(({ Properties }) => JSON.stringify(Properties.Roles) === JSON.stringify([{ Ref: role }]))
    .flatMap(({ Properties }) => (Properties.PolicyDocument as { readonly Statement: readonly Statement[] }).Statement);
}

const permits = (template: Template, action: string) =>
  statements(template).filter(({ Action }) => [Action].flat().includes(action));

describe('the controller of a site', () => {
  it('is a function of a known name, told where it is and where everything lies', () => {
    for (const site of SITES) {
      const { Properties } = reconciler(controllerOf(site));
      expect(Properties).toMatchObject({
        FunctionName: `acme-${site}-reconciler`,
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Timeout: 60,
        ReservedConcurrentExecutions: 2,
        LoggingConfig: { LogFormat: 'JSON' },
      });
      expect(Properties.Environment).toEqual({
        Variables: {
          NODE_OPTIONS: '--enable-source-maps',
          DETOUR_SITE: site,
          DETOUR_TABLE: 'acme-link-state',
          DETOUR_AUDIT_TABLE: 'acme-audit',
          DETOUR_PARAMETERS: `/acme/${site}`,
          DETOUR_TOPIC_ARN: { 'Fn::GetStackOutput': expect.objectContaining({ OutputName: 'TopicArn' }) },
          DETOUR_EVENT_BUS: 'default',
        },
      });
      expect(Properties).not.toHaveProperty('VpcConfig');
    }
  });

  it('runs each minute, and a start that fails is not repeated', () => {
    const { Properties } = only(iad, 'AWS::Events::Rule', /EachMinute/);
    expect(Properties.ScheduleExpression).toBe('rate(1 minute)');
    expect(Properties.Targets).toEqual([
      {
        Id: 'Target0',
        Arn: { 'Fn::GetAtt': [idOf(iad, reconciler(iad)), 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      },
    ]);
  });

  it('is made after all of its plan, whose digest is written last', () => {
    const plan = Object.entries(byPath(iad, 'AWS::SSM::Parameter'));
    const backbone = only(iad, 'AWS::SSM::Parameter', /^Plan\/Backbone\//);
    const parts = plan.filter(([, part]) => part !== backbone).map(([, part]) => idOf(iad, part));
    expect(parts).toHaveLength(10);
    expect([...(backbone.DependsOn ?? [])].sort()).toEqual(parts.sort());
    expect(reconciler(iad).DependsOn).toContain(idOf(iad, backbone));
  });
});

describe('the stream of the link state database', () => {
  const mapping = (template: Template) => only(template, 'AWS::Lambda::EventSourceMapping', /^Wake\//).Properties;

  it('is that of the replica in the region, which is looked up', () => {
    const stream = only(iad, 'Custom::DetourStream', /^Stream\//);
    expect(stream.Properties.TableName).toBe('acme-link-state');
    expect(stream.Properties).not.toHaveProperty('LookedUp');
    expect(mapping(iad)).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [idOf(iad, stream), 'StreamArn'] },
      FunctionName: { Ref: idOf(iad, reconciler(iad)) },
      StartingPosition: 'LATEST',
      MaximumBatchingWindowInSeconds: 0,
      MaximumRecordAgeInSeconds: 60,
    });
  });

  it('is looked up again when somebody asks for it, and for nothing else', () => {
    const outdir = temporaryFolder();
    const app = detourApp(outdir);
    app.node.setContext('lookUpStreams', '2026-11-26');
    expect(buildStacks(app, hybrid()).ok).toBe(true);
    app.synth();
    const again = readAssembly(outdir);
    const stream = only(controllerOf('iad', again), 'Custom::DetourStream', /^Stream\//);
    expect(stream.Properties).toMatchObject({ TableName: 'acme-link-state', LookedUp: '2026-11-26' });
    expect(changedResources(assemblyOf(hybrid()), again)).toEqual(
      SITES.map((site) => `~ acme-${site}-controller Custom::DetourStream Stream/Stream`),
    );
  });

  /** Lambda's rule for this pattern: all of it has to match, a value that is there or one that is not. */
  function passes(before: StoredValue | undefined, after: StoredValue | undefined): boolean {
    const { Filters } = mapping(iad).FilterCriteria as { readonly Filters: readonly { readonly Pattern: string }[] };
    expect(Filters).toHaveLength(1);
    const { Keys, NewImage, ...others } = JSON.parse(Filters[0]?.Pattern ?? '').dynamodb;
    expect([Object.keys(Keys), Object.keys(NewImage), others]).toEqual([['pk'], ['steady'], {}]);
    const [{ 'anything-but': ignored }, ...more] = Keys.pk.S;
    expect([more, NewImage.steady]).toEqual([[], { S: [{ exists: false }] }]);
    const image: StoredAttributes | undefined = after && itemOf(after, 'iad');
    const { pk }: StoredAttributes = image ?? (before ? itemOf(before, 'iad') : {});
    return !ignored.includes(pk?.S) && image?.steady?.S === undefined;
  }

  it('wakes for everything but leases, what the controller publishes itself, and heartbeats', () => {
    const lease = { kind: 'lease', site: 'pdx', holder: 'a', token: 1, expiresMs: 1 } as const;
    const [own, other] = [storedPublication({ site: 'iad' }), storedPublication({ site: 'pdx' })];
    for (const value of [lease, own]) {
      expect([value, passes(undefined, value)]).toEqual([value, false]);
      expect([value, passes(value, undefined)]).toEqual([value, false]);
    }
    const observation = storedObservation({ sinceMs: storedObservation().atMs });
    for (const value of [other, storedNotice(), storedOrder(), storedStatus(), observation]) {
      expect([value, passes(undefined, value)]).toEqual([value, true]);
      expect([value, passes(value, undefined)]).toEqual([value, true]);
    }
  });

  it('wakes when a verdict is another one and for five minutes of heartbeats after that, and then no more', () => {
    const since = storedObservation().atMs;
    const said = (verdict: 'good' | 'bad', afterS: number) =>
      storedObservation({ verdict, sinceMs: since, atMs: since + afterS * 1_000, expiresMs: since + 1_000_000 });
    const heartbeat = (afterS: number) => passes(said('bad', afterS - 10), said('bad', afterS));
    expect(passes(said('good', 0), said('bad', 0))).toBe(true);
    expect([10, 290, 300, 310, 86_400].map(heartbeat)).toEqual([true, true, false, false, false]);
  });

  it('keeps nothing back that would wake the controller', () => {
    const lease = { kind: 'lease', site: 'iad', holder: 'a', token: 1, expiresMs: 1 } as const;
    const heartbeat = (atMs: number) => storedObservation({ sinceMs: 0, atMs, expiresMs: atMs + 1 });
    for (const [before, after] of [
      [undefined, lease],
      [lease, { ...lease, token: 2 }],
      [lease, undefined],
      [heartbeat(300_000), heartbeat(310_000)],
      [storedPublication({ site: 'iad' }), storedPublication({ site: 'iad', view: 'another' })],
    ] as const) {
      expect([after, passes(before, after)]).toEqual([after, false]);
      expect([after, wakes('iad', before, after)]).toEqual([after, false]);
    }
  });

  it('never keeps back the first word of a prober of another verdict', () => {
    const policy = hybrid().policy.probe;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }), (lengths) => {
        const answers = lengths.flatMap((length, i) => Array.from({ length }, () => i % 2 === 0));
        let prober = newProber(0);
        let last: Observation | undefined;
        for (const [second, answered] of answers.entries()) {
          const atMs = second * 1_000;
          prober = afterProbe(prober, answered, atMs, policy);
          const due = dueObservation(prober, last, 'iad-pdx', 'iad', atMs);
          if (due && due.verdict !== last?.verdict) expect(passes(last, due)).toBe(true);
          last = due ?? last;
        }
      }),
      { numRuns: 20 },
    );
  });

  it('leaves what it gave up where an alarm sees it', () => {
    const queue = idOf(iad, only(iad, 'AWS::SQS::Queue', /^Wake\//));
    expect(mapping(iad).DestinationConfig).toEqual({
      OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } },
    });
    expect(only(iad, 'AWS::CloudWatch::Alarm', /^Unheard\//).Properties.Dimensions).toEqual([
      { Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } },
    ]);
    expect(permits(iad, 'sqs:SendMessage').map(({ Resource }) => Resource)).toEqual([{ 'Fn::GetAtt': [queue, 'Arn'] }]);
  });
});

test('it is noticed when a controller fails, is kept from running, hears late, or does not run at all', () => {
  const ofFunction = Object.values(byPath(iad, 'AWS::CloudWatch::Alarm')).filter(
    ({ Properties }) => Properties.Namespace !== 'Detour',
  );
  const alarms = ofFunction.map(({ Properties }) => [
    Properties.AlarmName,
    Properties.MetricName,
    Properties.ComparisonOperator,
    Properties.TreatMissingData,
  ]);
  const [above, below] = ['GreaterThanOrEqualToThreshold', 'LessThanThreshold'];
  expect(alarms.sort()).toEqual([
    ['acme-iad-controller-failing', 'Errors', above, 'notBreaching'],
    ['acme-iad-controller-late', 'IteratorAge', above, 'notBreaching'],
    ['acme-iad-controller-silent', 'Invocations', below, 'breaching'],
    ['acme-iad-controller-throttled', 'Throttles', above, 'notBreaching'],
    ['acme-iad-undelivered-changes', 'ApproximateNumberOfMessagesVisible', above, 'notBreaching'],
  ]);
});

describe('what a controller may do', () => {
  const keys = (template: Template) =>
    statements(template).flatMap(
      ({ Condition }) => Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? [],
    );

  it('of the database: read it, and write what is its own; admissions at the admission site alone', () => {
    expect(keys(iad)).toEqual(['publication#iad', 'lease#iad', 'admission', 'audit#iad']);
    expect(keys(controllerOf('pdx'))).toEqual(['publication#pdx', 'lease#pdx', 'audit#pdx']);
  });

  it('of its links: announce on each by what announces there', () => {
    const to = (action: string) => permits(iad, action).map(({ Resource }) => JSON.stringify(Resource));
    expect(to('ec2:CreateTransitGatewayRoute')).toEqual([
      expect.stringContaining('"StackName":"acme-link-ord-iad-vpn","Region":"us-east-1","OutputName":"EdgeTableId"'),
    ]);
    expect(to('directconnect:DescribeDirectConnectGatewayAssociations')).toEqual([
      expect.stringContaining('"StackName":"acme-link-ord-iad-dx"'),
    ]);
    expect(
      Object.keys(byPath(controllerOf('cmh'), 'AWS::IAM::Policy')).filter((path) => path.startsWith('Announcing/')),
    ).toEqual([]);
  });

  it('of BGP sessions: take one down only where the topology lets a grey link have that', () => {
    const base = hybrid();
    const willing = assemblyOf({ ...base, policy: { ...base.policy, greyDx: 'bgp-down' } });
    expect(permits(controllerOf('iad'), 'directconnect:StartBgpFailoverTest')).toEqual([]);
    const [permission, ...more] = permits(controllerOf('iad', willing), 'directconnect:StartBgpFailoverTest');
    expect(more).toEqual([]);
    expect(JSON.stringify(permission?.Resource)).toMatch(/:dxvif\/.*"acme-link-ord-iad-dx".*"VirtualInterfaceId"/);
  });

  it('of what it says: events under its own name, metrics in its own namespace, messages to its own people', () => {
    expect(permits(iad, 'events:PutEvents')).toMatchObject([
      {
        Condition: {
          'ForAllValues:StringEquals': { 'events:source': 'detour' },
          Null: { 'events:source': 'false' },
        },
      },
    ]);
    expect(permits(iad, 'cloudwatch:PutMetricData')).toMatchObject([
      { Condition: { StringEquals: { 'cloudwatch:namespace': 'Detour' } } },
    ]);
    expect(JSON.stringify(permits(iad, 'sns:Publish'))).toContain('"OutputName":"TopicArn"');
  });
});
