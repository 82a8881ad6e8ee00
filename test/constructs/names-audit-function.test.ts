import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { NamesAuditFunction } from '../../lib/constructs/names-audit-function';

function aFunction(healthCheckIds: readonly string[] = ['check-1', 'check-2']): Template {
  const stack = new Stack(new App(), 'Test', { env: { region: 'us-east-1' } });
  new NamesAuditFunction(stack, 'Audit', {
    site: 'iad',
    tableName: 'acme-link-state',
    namesPath: '/acme/names/iad',
    parameters: 5,
    hostedZoneIds: ['Z1'],
    healthCheckIds,
    encryptionKey: Key.fromKeyArn(stack, 'LogKey', 'arn:aws:kms:us-east-1:111111111111:key/logs'),
  });
  return Template.fromStack(stack);
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

function statementsOf(template: Template, type: 'Policy' | 'ManagedPolicy'): readonly Statement[] {
  const policies = Object.values(template.findResources(`AWS::IAM::${type}`));
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

const ofRoute53 = (resource: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:route53:::${resource}`]],
});

test('it may read its own zones, health checks, parameters and stack, and write its log, and nothing else', () => {
  const [log, ...rest] = statementsOf(aFunction(), 'Policy');
  expect(log?.Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  const parameters = [
    { Ref: 'AWS::Partition' },
    ':ssm:us-east-1:',
    { Ref: 'AWS::AccountId' },
    ':parameter/acme/names/iad',
  ];
  expect(rest.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    ['route53:ListResourceRecordSets', ofRoute53('hostedzone/Z1')],
    ['ssm:GetParametersByPath', { 'Fn::Join': ['', ['arn:', ...parameters]] }],
    ['cloudformation:DescribeStacks', { Ref: 'AWS::StackId' }],
    ['route53:GetHealthCheck', ['healthcheck/check-1', 'healthcheck/check-2'].map(ofRoute53)],
  ]);
});

test('however many health checks there are, IAM takes its policies, and it may read each', () => {
  const ids = Array.from({ length: 125 }, (_, i) => `${String(i).padStart(8, '0')}-1111-2222-3333-444444444444`);
  const template = aFunction(ids);
  const own = statementsOf(template, 'Policy');
  const more = statementsOf(template, 'ManagedPolicy');
  expect(JSON.stringify(own).length).toBeLessThan(10_240);
  expect(more).toHaveLength(3);
  for (const statement of more) expect(JSON.stringify(statement).length).toBeLessThan(6_144);
  const text = JSON.stringify([own, more]);
  for (const id of ids) expect(text).toContain(`healthcheck/${id}"`);
});

test('it is started each quarter of an hour, in no VPC, and is not started again for what is over', () => {
  const template = aFunction();
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(15 minutes)',
    Targets: [Match.objectLike({ RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 } })],
  });
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    MaximumEventAgeInSeconds: 60,
    MaximumRetryAttempts: 0,
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Timeout: 300,
    VpcConfig: Match.absent(),
    Environment: {
      Variables: {
        DETOUR_SITE: 'iad',
        DETOUR_TABLE: 'acme-link-state',
        DETOUR_NAMES_PATH: '/acme/names/iad',
        DETOUR_NAMES: '5',
        DETOUR_STACK: { Ref: 'AWS::StackId' },
      },
    },
  });
});
