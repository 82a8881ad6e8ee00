// Values of templates as texts, on stacks that are written here.

import { inventoryIn } from '../../../../lib/twin/http/inventory';
import { DeployedValues } from '../../../../lib/twin/http/inventory/deployed-values';
import type { Assembly } from '../../../../lib/verify/assembly';
import { understand } from '../../../../lib/verify/verify';

/** A place in a text that Fn::Sub fills. */
function hole(name: string): string {
  return `\${${name}}`;
}

const NETWORK = {
  Resources: {
    Gateway: { Type: 'AWS::EC2::TransitGateway', Properties: { Tags: [{ Key: 'detour:site', Value: 'iad' }] } },
    Peer: { Type: 'AWS::EC2::TransitGatewayPeeringAttachment', Properties: { TransitGatewayId: { Ref: 'Gateway' } } },
    Wait: {
      Type: 'Custom::DetourPeering',
      Properties: { TransitGatewayAttachmentId: { Ref: 'Peer' }, Role: 'accept' },
    },
    Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    Named: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'oncall' } },
    Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'acme-link-state' } },
  },
  Outputs: {
    Id: { Value: { Ref: 'Gateway' } },
    Arn: { Value: { 'Fn::Join': ['', ['arn:aws:ec2:', { Ref: 'AWS::Region' }, ':', { Ref: 'Gateway' }]] } },
    Loop: { Value: { 'Fn::GetStackOutput': { StackName: 'net', Region: 'us-east-1', OutputName: 'Loop' } } },
  },
};

function assemblyWith(resources: object): Assembly {
  const stack = (id: string, region: string, template: object) => ({ id, name: id, region, template });
  return { stacks: [stack('net', 'us-east-1', NETWORK), stack('use', 'us-west-2', { Resources: resources })] };
}

function textOf(value: unknown, at: 'net' | 'use' = 'net') {
  const assembly = assemblyWith({});
  const stack = assembly.stacks.find(({ id }) => id === at);
  if (!stack) throw new Error(`there is no stack ${at}`);
  const text = new DeployedValues(new Set()).text({ assembly, stack }, value);
  return text.ok ? text.value : `unknown: ${text.error}`;
}

const output = (OutputName: string) => ({
  'Fn::GetStackOutput': { StackName: 'net', Region: 'us-east-1', OutputName },
});

describe('values of templates', () => {
  test.each([
    ['text', 'text'],
    [17, '17'],
    [true, 'true'],
    [{ Ref: 'Gateway' }, 'net.Gateway'],
    [{ 'Fn::GetAtt': ['Gateway', 'Id'] }, 'net.Gateway'],
    [{ 'Fn::GetAtt': ['Wait', 'AttachmentId'] }, 'net.Peer'],
    [{ Ref: 'AWS::AccountId' }, '111122223333'],
    [{ Ref: 'AWS::Region' }, 'us-east-1'],
    [{ Ref: 'AWS::Partition' }, 'aws'],
    [{ Ref: 'Topic' }, 'arn:aws:sns:us-east-1:111122223333:net-Topic'],
    [{ 'Fn::GetAtt': ['Named', 'TopicArn'] }, 'arn:aws:sns:us-east-1:111122223333:oncall'],
    [{ 'Fn::GetAtt': ['Named', 'TopicName'] }, 'oncall'],
    [{ Ref: 'Table' }, 'acme-link-state'],
    [{ 'Fn::GetAtt': ['Table', 'Arn'] }, 'net.Table.Arn'],
    [{ 'Fn::Join': [':', ['a', { Ref: 'Gateway' }, { 'Fn::Join': ['-', ['b', 1]] }]] }, 'a:net.Gateway:b-1'],
    [{ 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    [{ 'Fn::Sub': `${hole('AWS::Region')}-x` }, 'us-east-1-x'],
  ])('%j is %s', (value, expected) => {
    expect(textOf(value)).toBe(expected);
  });

  test('are what the stack that made them says, wherever they are read', () => {
    expect(textOf(output('Id'), 'use')).toBe('net.Gateway');
    expect(textOf(output('Arn'), 'use')).toBe('arn:aws:ec2:us-east-1:net.Gateway');
    expect(textOf({ Ref: 'AWS::Region' }, 'use')).toBe('us-west-2');
  });

  test.each([
    [{ 'Fn::If': ['a', 'b', 'c'] }],
    [{ Ref: 'Nothing' }],
    [output('Nothing')],
    [output('Loop')],
    [{ 'Fn::Join': ['', ['a', { Ref: 'Nothing' }]] }],
    [{ 'Fn::Join': 'a' }],
    [['a', 'list']],
    [undefined],
  ])('%j is only known on AWS', (value) => {
    expect(textOf(value)).toMatch(/^unknown: ./);
  });
});

const HEALTH_CHECK = {
  Type: 'CLOUDWATCH_METRIC',
  AlarmIdentifier: { Name: { 'Fn::Join': ['-', ['reachable', { Ref: 'AWS::Region' }]] }, Region: 'us-west-2' },
  InsufficientDataHealthStatus: 'LastKnownStatus',
  Inverted: false,
};

describe('what an assembly deploys', () => {
  const assembly = assemblyWith({
    Site: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/acme/site', Type: 'String', Value: { Ref: 'Zone' } } },
    Later: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/acme/later', Type: 'String', Value: { 'Fn::If': [] } },
    },
    Perhaps: { Type: 'AWS::SSM::Parameter', Condition: 'C', Properties: { Name: '/acme/perhaps', Value: 'x' } },
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'acme.internal' } },
    Check: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: HEALTH_CHECK } },
    Broken: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'HTTP', Port: 'many' } } },
    Many: {
      Type: 'AWS::Route53::HealthCheck',
      Properties: {
        HealthCheckConfig: { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [{ Ref: 'Check' }] },
      },
    },
    Record: {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        HostedZoneId: { Ref: 'Zone' },
        Name: 'db.acme.internal',
        Type: 'A',
        TTL: '60',
        SetIdentifier: 'primary',
        Failover: 'PRIMARY',
        HealthCheckId: { 'Fn::GetAtt': ['Check', 'HealthCheckId'] },
        ResourceRecords: ['10.0.0.1'],
      },
    },
    Shared: {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        HostedZoneId: { Ref: 'Zone' },
        Name: 'other.acme.internal.',
        Type: 'A',
        AliasTarget: { HostedZoneId: { Ref: 'Zone' }, DNSName: 'db.acme.internal', EvaluateTargetHealth: true },
      },
    },
  });
  const { inventory, unread } = inventoryIn(assembly, understand(assembly));

  test('are parameters, of which those that only AWS knows are named and left out', () => {
    expect(inventory.parameters).toEqual([
      { name: '/acme/site', region: 'us-west-2', type: 'String', value: 'use.Zone' },
    ]);
    expect([...unread].sort()).toEqual([
      expect.stringMatching(/^net output Loop: /),
      expect.stringMatching(/^use\.Broken: /),
      expect.stringMatching(/^use\.Later: /),
    ]);
  });

  test('are health checks, zones and record sets that name each other', () => {
    expect(inventory.healthChecks.map(({ id, config }) => ({ id, ...config }))).toEqual([
      {
        id: 'use.Check',
        ...HEALTH_CHECK,
        AlarmIdentifier: { Name: 'reachable-us-west-2', Region: 'us-west-2' },
      },
      { id: 'use.Many', Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: ['use.Check'] },
    ]);
    expect(inventory.hostedZones).toEqual([{ id: 'use.Zone', name: 'acme.internal.' }]);
    expect(inventory.recordSets).toEqual([
      {
        zone: 'use.Zone',
        name: 'db.acme.internal.',
        type: 'A',
        ttl: 60,
        values: ['10.0.0.1'],
        setIdentifier: 'primary',
        failover: 'PRIMARY',
        healthCheck: 'use.Check',
      },
      {
        zone: 'use.Zone',
        name: 'other.acme.internal.',
        type: 'A',
        values: [],
        alias: { name: 'db.acme.internal.', zone: 'use.Zone', evaluatesHealth: true },
      },
    ]);
  });

  test('are sites in their regions, and topics', () => {
    expect([...inventory.regions]).toEqual([['iad', 'us-east-1']]);
    expect(inventory.topics).toEqual([
      'arn:aws:sns:us-east-1:111122223333:oncall',
      'arn:aws:sns:us-east-1:111122223333:net-Topic',
    ]);
  });
});
