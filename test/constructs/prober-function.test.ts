import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ProberFunction } from '../../lib/constructs/prober-function';
import { proberSettings } from '../../lib/controller/probing/settings';

function templateOf(): Template {
  const stack = new Stack(new App(), 'Site', { env: { region: 'us-east-1' } });
  new ProberFunction(stack, 'Prober', {
    link: 'iad-pdx',
    site: 'iad',
    subnetId: 'subnet-0123456789abcdef0',
    securityGroupId: 'sg-0123456789abcdef0',
    target: '10.30.48.30',
    port: 443,
    fullSizeBytes: 8_500,
    intervalMs: 1_000,
    timeoutMs: 500,
    fall: 3,
    rise: 10,
    lossThreshold: 0.2,
    tableName: 'acme-link-state',
    encryptionKey: Key.fromKeyArn(
      stack,
      'LogKey',
      'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ),
  });
  return Template.fromStack(stack);
}

const template = templateOf();
const [handler] = Object.values(template.findResources('AWS::Lambda::Function'));
const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
  ({ Properties }) => Properties.PolicyDocument.Statement,
);

test('the function is told what its code wants to know', () => {
  expect(proberSettings(handler?.Properties.Environment.Variables)).toEqual({
    end: {
      link: 'iad-pdx',
      site: 'iad',
      policy: { intervalMs: 1_000, timeoutMs: 500, fall: 3, rise: 10, lossThreshold: 0.2 },
    },
    target: { host: '10.30.48.30', port: 443 },
    fullSizeBytes: 8_500,
    tableName: 'acme-link-state',
  });
});

test('it runs in the probe subnet, twice at once at most, and longer than the time between two starts', () => {
  expect(handler?.Properties).toMatchObject({
    VpcConfig: { SubnetIds: ['subnet-0123456789abcdef0'], SecurityGroupIds: ['sg-0123456789abcdef0'] },
    ReservedConcurrentExecutions: 2,
    Timeout: 90,
  });
});

test('it is started each minute, and a start that failed is not made again', () => {
  const once = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(1 minute)',
    Targets: [Match.objectLike({ RetryPolicy: once })],
  });
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', once);
});

test('of the database it is allowed nothing here: who deploys it grants the one observation', () => {
  expect(statements.filter(({ Action }) => JSON.stringify(Action).includes('dynamodb'))).toEqual([]);
});

test('what Lambda may do with network interfaces, the code may not', () => {
  const of = (effect: string) =>
    statements
      .filter(({ Effect, Action }) => Effect === effect && JSON.stringify(Action).includes('ec2:'))
      .flatMap(({ Action }) => Action)
      .sort();
  expect(of('Deny')).toEqual(of('Allow'));
  const denial = statements.find(({ Effect }) => Effect === 'Deny');
  const [[functionId] = ['']] = Object.entries(template.findResources('AWS::Lambda::Function'));
  expect(denial.Condition).toEqual({
    ArnEquals: { 'lambda:SourceFunctionArn': { 'Fn::GetAtt': [functionId, 'Arn'] } },
  });
});
