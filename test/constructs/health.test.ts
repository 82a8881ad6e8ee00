import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HealthForward } from '../../lib/constructs/health-forward';
import { HealthRule } from '../../lib/constructs/health-rule';
import { HEALTH_EVENTS, healthEvent } from '../support/health-events';

const app = new App();
const site = new Stack(app, 'Site', { env: { region: 'us-east-1' } });
new HealthRule(site, 'Health', {
  site: 'iad',
  tableName: 'acme-link-state',
  linksPath: '/acme/links',
  encryptionKey: Key.fromKeyArn(site, 'LogKey', 'arn:aws:kms:us-east-1:111122223333:key/logs'),
});
const backup = new Stack(app, 'Backup', { env: { region: 'us-west-2' } });
new HealthForward(backup, 'Health', { region: 'us-east-1' });

const [rule, forward] = [Template.fromStack(site), Template.fromStack(backup)];

function onlyOf(template: Template, type: string) {
  const [[id, resource] = ['', undefined], ...others] = Object.entries(template.findResources(type));
  if (!resource || others.length > 0) throw new Error(`${others.length + 1} of ${type}`);
  return { id, properties: resource.Properties };
}

/** As EventBridge matches: each key of the pattern has a list, one value of which is the event's. */
function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.includes(event);
  if (typeof pattern !== 'object' || pattern === null || typeof event !== 'object' || event === null) return false;
  const values = new Map(Object.entries(event));
  return Object.entries(pattern).every(([key, inner]) => matches(inner, values.get(key)));
}

const patternOf = (template: Template) => onlyOf(template, 'AWS::Events::Rule').properties.EventPattern;

test.each(HEALTH_EVENTS)('the rule takes %s', (name) => {
  expect(matches(patternOf(rule), healthEvent(name))).toBe(true);
});

test.each([
  ['another service', { service: 'EC2' }],
  ['an account notification', { eventTypeCategory: 'accountNotification' }],
])('the rule does not take %s', (_what, detail) => {
  expect(matches(patternOf(rule), healthEvent('dx-maintenance-scheduled', detail))).toBe(false);
});

test('a backup region sends on what was delivered there, and nothing that came from elsewhere, nor drills', () => {
  const taken = HEALTH_EVENTS.filter((name) => matches(patternOf(forward), healthEvent(name)));
  expect(taken).toEqual(['dx-maintenance-scheduled-backup-copy']);
  const drill = { ...healthEvent('drill-with-iso-times'), region: 'us-west-2' };
  expect(matches(patternOf(forward), drill)).toBe(false);
});

test('what neither EventBridge nor the function can get done is kept in one queue', () => {
  const queue = { 'Fn::GetAtt': [onlyOf(rule, 'AWS::SQS::Queue').id, 'Arn'] };
  expect(onlyOf(rule, 'AWS::Events::Rule').properties.Targets).toEqual([
    expect.objectContaining({
      DeadLetterConfig: { Arn: queue },
      RetryPolicy: { MaximumEventAgeInSeconds: 7_200, MaximumRetryAttempts: 185 },
    }),
  ]);
  rule.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    DestinationConfig: { OnFailure: { Destination: queue } },
    MaximumRetryAttempts: 2,
    MaximumEventAgeInSeconds: 7_200,
  });
});

test('the function knows its site, and reads the parameters of links and no others', () => {
  rule.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: { DETOUR_SITE: 'iad', DETOUR_TABLE: 'acme-link-state', DETOUR_LINKS_PATH: '/acme/links' },
    },
  });
  rule.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Effect: 'Allow',
          Action: 'ssm:GetParametersByPath',
          Resource: { 'Fn::Join': ['', Match.arrayWith([':parameter/acme/links'].map(Match.stringLikeRegexp))] },
        },
      ]),
    },
  });
});

test('what sends on may put events on one bus', () => {
  const { PolicyDocument } = onlyOf(forward, 'AWS::IAM::Policy').properties;
  const join = { 'Fn::Join': ['', expect.arrayContaining([':events:us-east-1:', ':event-bus/default'])] };
  expect(PolicyDocument.Statement).toEqual([{ Effect: 'Allow', Action: 'events:PutEvents', Resource: join }]);
});

test('queues are encrypted, and speak TLS only', () => {
  for (const template of [rule, forward]) {
    template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  }
});
