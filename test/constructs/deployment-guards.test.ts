// The two custom resources between which a site is deployed: one looks before it changes, one waits until it has settled.

import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { DrainGuard, DrainGuardProvider } from '../../lib/constructs/drain-guard';
import { Settled } from '../../lib/constructs/settled';
import { triesWithin } from '../../lib/constructs/tries-within';

type DrainGuardProps = ConstructorParameters<typeof DrainGuard>[2];
type DrainGuardProviderProps = ConstructorParameters<typeof DrainGuardProvider>[2];
type SettledProps = ConstructorParameters<typeof Settled>[2];

const shared = { site: 'iad', parametersPath: '/acme/iad', tableName: 'acme-link-state' };

function aStack(): { readonly stack: Stack; readonly encryptionKey: DrainGuardProviderProps['encryptionKey'] } {
  const stack = new Stack(new App(), 'Test', { env: { region: 'us-east-1' } });
  return { stack, encryptionKey: Key.fromKeyArn(stack, 'LogKey', 'arn:aws:kms:us-east-1:111111111111:key/logs') };
}

function aGuard(changes: Partial<DrainGuardProps> = {}): Template {
  const { stack, encryptionKey } = aStack();
  const stackNames = ['acme-iad', 'acme-iad-routes'];
  const { serviceToken } = new DrainGuardProvider(stack, 'GuardProvider', { ...shared, stackNames, encryptionKey });
  const names = { links: ['iad-pdx', 'iad-cmh'], sites: ['pdx', 'cmh'] };
  new DrainGuard(stack, 'Guard', { serviceToken, site: 'iad', ...names, ...changes });
  return Template.fromStack(stack);
}

function aSettled(changes: Partial<SettledProps> = {}): Template {
  const { stack, encryptionKey } = aStack();
  const props = { ...shared, reconcilerName: 'acme-iad-reconciler', deployed: 'one', encryptionKey, ...changes };
  new Settled(stack, 'Settled', props);
  return Template.fromStack(stack);
}

/** Of everything that may be done, what is not of logs or of the provider's own functions. */
function actions(template: Template): readonly string[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const all: string[] = statements.flatMap(({ Action }: { Action: string | string[] }) => Action);
  return [...new Set(all)].filter((action) => !/^(logs|states):/.test(action)).sort();
}

const READS = [
  'directconnect:DescribeDirectConnectGatewayAssociations',
  'ec2:GetManagedPrefixListEntries',
  'ec2:GetTransitGatewayPrefixListReferences',
  'ec2:GetTransitGatewayRouteTablePropagations',
  'ec2:SearchTransitGatewayRoutes',
];

test('the guard says which links and sites there are, in an order that does not depend on the file', () => {
  for (const template of [aGuard(), aGuard({ links: ['iad-cmh', 'iad-pdx'], sites: ['cmh', 'pdx'] })])
    template.hasResourceProperties('Custom::DetourDrainGuard', {
      Site: 'iad',
      Links: ['iad-cmh', 'iad-pdx'],
      Sites: ['cmh', 'pdx'],
    });
});

test('the guard reads, asks CloudFormation of the stacks that it guards, and writes nothing', () => {
  const template = aGuard();
  expect(actions(template)).toEqual(
    [
      'cloudformation:DescribeStacks',
      ...READS,
      'lambda:GetFunction',
      'lambda:InvokeFunction',
      'ssm:GetParametersByPath',
    ].sort(),
  );
  const arnOf = (name: string) => ({
    'Fn::Join': [
      '',
      [
        'arn:',
        { Ref: 'AWS::Partition' },
        ':cloudformation:',
        { Ref: 'AWS::Region' },
        ':',
        { Ref: 'AWS::AccountId' },
        `:stack/${name}/*`,
      ],
    ],
  });
  const asking = {
    Effect: 'Allow',
    Action: 'cloudformation:DescribeStacks',
    Resource: ['acme-iad', 'acme-iad-routes'].map(arnOf),
  };
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([asking]) },
  });
});

test('a guard of sites guards no links, and one of links no sites', () => {
  const { stack } = aStack();
  new DrainGuard(stack, 'Sites', { serviceToken: 'token', site: 'iad', sites: ['pdx'] });
  new DrainGuard(stack, 'Links', { serviceToken: 'token', site: 'iad', links: ['iad-pdx'] });
  const template = Template.fromStack(stack);
  for (const [Links, Sites] of [
    [[], ['pdx']],
    [['iad-pdx'], []],
  ])
    template.hasResourceProperties('Custom::DetourDrainGuard', { Site: 'iad', Links, Sites });
});

test('another thing that was deployed has the controller asked again, and nothing else does', () => {
  const deployedOf = (template: Template) =>
    Object.values(template.findResources('Custom::DetourSettled')).map(({ Properties }) => Properties);
  expect(deployedOf(aSettled())).toEqual(deployedOf(aSettled()));
  expect(deployedOf(aSettled({ deployed: 'two' }))).not.toEqual(deployedOf(aSettled()));
});

test('what waits may have the controller of its site run, and no other function', () => {
  aSettled().hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Effect: 'Allow',
          Action: 'lambda:InvokeFunction',
          Resource: {
            'Fn::Join': [
              '',
              [
                'arn:',
                { Ref: 'AWS::Partition' },
                ':lambda:us-east-1:',
                { Ref: 'AWS::AccountId' },
                ':function:acme-iad-reconciler',
              ],
            ],
          },
        },
      ]),
    },
  });
});

test('one call waits longer than a run lasts, and the deployment fails in words of its own before the provider gives up', () => {
  const template = aSettled();
  const [call] = Object.values(
    template.findResources('AWS::Lambda::Function', { Properties: { Handler: 'index.isComplete' } }),
  );
  expect(call?.Properties.Timeout).toBeGreaterThan(60);
  expect(call?.Properties.Environment.Variables).toMatchObject({
    DETOUR_RECONCILER: 'acme-iad-reconciler',
    DETOUR_PARAMETERS: '/acme/iad',
    DETOUR_TABLE: 'acme-link-state',
    DETOUR_SITE: 'iad',
  });
  const [resource] = Object.values(template.findResources('Custom::DetourSettled'));
  const ownLimit = Number(resource?.Properties.TimeLimitSeconds);
  const machine = JSON.stringify(Object.values(template.findResources('AWS::StepFunctions::StateMachine')));
  const [, interval, attempts] = /IntervalSeconds\D+(\d+)\D+MaxAttempts\D+(\d+)/.exec(machine) ?? [];
  expect(Number(interval) * Number(attempts)).toBeGreaterThan(ownLimit);
  expect(Number(resource?.Properties.ServiceTimeout)).toBeGreaterThan(Number(interval) * Number(attempts));
});

test.each([5, 15, 30, 50])(
  'tries of two seconds each end about %s minutes after the first, and slower ones in time',
  (minutes) => {
    const { queryInterval, totalTimeout } = triesWithin(Duration.minutes(minutes));
    const tries = totalTimeout.toSeconds() / queryInterval.toSeconds();
    const takes = (callSeconds: number) => (tries * (queryInterval.toSeconds() + callSeconds)) / 60;
    expect(Math.abs(takes(2) - minutes)).toBeLessThan(0.2);
    expect(takes(3)).toBeLessThan(minutes + 5);
  },
);
