import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { MaintenanceMail, type MaintenanceMailProps } from '../../lib/constructs/maintenance-mail';
import { readProvider } from '../../lib/controller/signals/maintnote/provider-schema';
import { detourApp } from '../../lib/stacks/detour-app';
import { temporaryFolder } from '../support/folders';

const PROVIDER = { name: 'carrier-a', senders: ['@carrier-a.example'], announcesAs: ['Carrier A'] };

function deployed(changes: Partial<MaintenanceMailProps> = {}) {
  const stack = new Stack(detourApp(temporaryFolder()), 'Test', { env: { region: 'us-east-1' } });
  const mail = new MaintenanceMail(stack, 'Mail', {
    site: 'iad',
    recipient: 'maintenance@acme.example',
    receiptRuleName: 'acme-maintenance',
    providers: [PROVIDER],
    dropped: 'alert',
    tableName: 'acme',
    linksPath: '/acme/links',
    providersPath: '/acme/providers',
    encryptionKey: Key.fromKeyArn(
      stack,
      'LogKey',
      'arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
    ),
    ...changes,
  });
  return { mail, stack };
}

const { mail, stack } = deployed();
const template = Template.fromStack(stack);

const RULE_ARN = Match.objectLike({
  'Fn::Join': ['', Match.arrayWith([':receipt-rule-set/acme-maintenance:receipt-rule/acme-maintenance'])],
});

test('a mail goes into the bucket, then to the function, over TLS and scanned', () => {
  template.hasResourceProperties('AWS::SES::ReceiptRule', {
    RuleSetName: 'acme-maintenance',
    Rule: {
      Enabled: true,
      ScanEnabled: true,
      TlsPolicy: 'Require',
      Recipients: ['maintenance@acme.example'],
      Actions: [
        { S3Action: { ObjectKeyPrefix: 'mail/' } },
        { LambdaAction: { InvocationType: 'Event', FunctionArn: Match.anyValue() } },
      ],
    },
  });
  template.hasResourceProperties('AWS::Lambda::Permission', {
    Principal: 'ses.amazonaws.com',
    SourceArn: Match.objectLike({ 'Fn::Join': Match.anyValue() }),
    SourceAccount: { Ref: 'AWS::AccountId' },
  });
});

test('a rule set is made unless one is named', () => {
  expect(mail.ruleSetName).toBe('acme-maintenance');
  template.hasResourceProperties('AWS::SES::ReceiptRuleSet', { RuleSetName: 'acme-maintenance' });
  const given = Template.fromStack(deployed({ ruleSetName: 'inbound' }).stack);
  given.resourceCountIs('AWS::SES::ReceiptRuleSet', 0);
  given.hasResourceProperties('AWS::SES::ReceiptRule', { RuleSetName: 'inbound' });
});

test('the bucket is encrypted, private, in versions, kept for 400 days, and stays', () => {
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 400, Status: 'Enabled' })] },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    },
  });
});

test('nobody but the receipt rule writes mails, and nobody does without TLS', () => {
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({
          Effect: 'Allow',
          Action: 's3:PutObject',
          Principal: { Service: 'ses.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnEquals: { 'aws:SourceArn': RULE_ARN },
          },
        }),
        Match.objectLike({
          Effect: 'Deny',
          Action: 's3:PutObject',
          Principal: { AWS: '*' },
          Condition: { StringNotEquals: { 'aws:PrincipalServiceName': 'ses.amazonaws.com' } },
        }),
      ]),
    },
  });
});

test('the function may read messages and parameters, and is called for what is dropped', () => {
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  const actions = policy?.Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: unknown }) => Action);
  expect(actions).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    's3:GetObject',
    'kms:Decrypt',
    'ssm:GetParametersByPath',
    'sqs:SendMessage',
  ]);
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { object: { key: [{ prefix: 'dropped/' }] } },
    },
    Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { DETOUR_PROVIDERS_PATH: '/acme/providers', DETOUR_DROPPED: 'alert' } },
  });
});

test('what is written down about a provider is what the function reads', () => {
  const [parameter] = Object.values(template.findResources('AWS::SSM::Parameter'));
  expect(parameter?.Properties.Name).toBe('/acme/providers/carrier-a');
  expect(readProvider(parameter?.Properties.Value)).toEqual(PROVIDER);
});
