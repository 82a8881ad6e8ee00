import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HandlerFunction, type HandlerFunctionProps } from '../../lib/constructs/handler-function';

function aFunction(changes: Partial<HandlerFunctionProps> = {}): Template {
  const stack = new Stack(new App(), 'Test');
  new HandlerFunction(stack, 'Reader', {
    handler: 'attachment-lookup',
    description: 'Reads',
    statements: [new PolicyStatement({ actions: ['ec2:DescribeVpcs'], resources: ['*'] })],
    encryptionKey: Key.fromKeyArn(stack, 'LogKey', 'arn:aws:kms:us-east-1:111111111111:key/logs'),
    ...changes,
  });
  return Template.fromStack(stack);
}

test('a function may do what it is given and write to its own log group', () => {
  const template = aFunction();
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  const [group] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  expect(policy?.Properties.PolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': [group, 'Arn'] },
    },
    { Effect: 'Allow', Action: 'ec2:DescribeVpcs', Resource: '*' },
  ]);
});

test('its log group is encrypted, and ends with it', () => {
  aFunction().hasResource('AWS::Logs::LogGroup', {
    DeletionPolicy: 'Delete',
    Properties: { KmsKeyId: 'arn:aws:kms:us-east-1:111111111111:key/logs', RetentionInDays: 90 },
  });
});

test('what is left out has its default', () => {
  aFunction().hasResourceProperties('AWS::Lambda::Function', {
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    MemorySize: 256,
    Timeout: 30,
    LoggingConfig: { LogFormat: 'JSON' },
    Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
  });
});

test('what is given is taken', () => {
  aFunction({
    entry: 'index.onMail',
    environment: { SITE: 'iad' },
    timeout: Duration.minutes(2),
    memorySize: 512,
    reservedConcurrentExecutions: 1,
  }).hasResourceProperties('AWS::Lambda::Function', {
    Handler: 'index.onMail',
    MemorySize: 512,
    Timeout: 120,
    ReservedConcurrentExecutions: 1,
    Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps', SITE: 'iad' } },
  });
});
