// What docs/security.md says of everything that is made, held to the templates of the examples.

import { readFileSync } from 'node:fs';
import { exampleFiles } from '../../.tools/example-files';
import { assemblyOf, type DeployedStack, pathOf, type Resource, readsOf } from '../support/assembly';

const page = readFileSync('docs/security.md', 'utf8');
const section = (title: string) => page.split(/^## /m).find((text) => text.startsWith(title)) ?? '';

interface Made {
  readonly stack: DeployedStack;
  readonly resource: Resource;
}

const made = exampleFiles().flatMap(({ topology }) =>
  [...assemblyOf(topology).values()].flatMap((stack) =>
    Object.values(stack.template.Resources).map((resource): Made => ({ stack, resource })),
  ),
);
const ofType = (type: string) => made.filter(({ resource }) => resource.Type === type);
const kindOf = ({ name }: DeployedStack) =>
  /-(link-state|link|routes|controller|endpoints|probes|signals|health|dns|dashboard)\b/.exec(name)?.[1] ?? 'site';

/** How the page calls what a type is; what belongs to another resource goes by that one's name. */
const WORDS: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'alarm',
  'AWS::CloudWatch::Dashboard': 'dashboard',
  'AWS::DirectConnect::DirectConnectGateway': 'Direct Connect gateways',
  'AWS::DirectConnect::DirectConnectGatewayAssociation': 'associations',
  'AWS::DirectConnect::TransitVirtualInterface': 'virtual interfaces',
  'AWS::DynamoDB::GlobalTable': 'DynamoDB table',
  'AWS::EC2::CustomerGateway': 'customer gateways',
  'AWS::EC2::FlowLog': 'flow log',
  'AWS::EC2::PrefixList': 'managed prefix lists',
  'AWS::EC2::Route': 'routes',
  'AWS::EC2::RouteTable': 'route tables',
  'AWS::EC2::SecurityGroup': 'security groups',
  'AWS::EC2::Subnet': 'subnets',
  'AWS::EC2::SubnetRouteTableAssociation': 'route tables',
  'AWS::EC2::TransitGateway': 'Transit gateways',
  'AWS::EC2::TransitGatewayAttachment': 'attachments',
  'AWS::EC2::TransitGatewayPeeringAttachment': 'peerings',
  'AWS::EC2::TransitGatewayRoute': 'routes',
  'AWS::EC2::TransitGatewayRouteTable': 'route tables',
  'AWS::EC2::TransitGatewayRouteTableAssociation': 'route tables',
  'AWS::EC2::TransitGatewayRouteTablePropagation': 'route tables',
  'AWS::EC2::VPC': 'VPCs',
  'AWS::EC2::VPCCidrBlock': 'second CIDR block',
  'AWS::EC2::VPCEndpoint Gateway': 'gateway endpoint',
  'AWS::EC2::VPCEndpoint Interface': 'interface endpoint',
  'AWS::EC2::VPNConnection': 'VPN connections',
  'AWS::Events::Rule': 'Rules',
  'AWS::IAM::ManagedPolicy': 'policy',
  'AWS::IAM::Policy': 'role',
  'AWS::IAM::Role': 'role',
  'AWS::KMS::Key': 'KMS keys',
  'AWS::Lambda::EventInvokeConfig': 'Functions',
  'AWS::Lambda::EventSourceMapping': 'stream',
  'AWS::Lambda::Function': 'Functions',
  'AWS::Lambda::Permission': 'Functions',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::RAM::ResourceShare': 'shares of transit gateways',
  'AWS::Route53::HealthCheck': 'health checks',
  'AWS::Route53::HostedZone': 'private hosted zones',
  'AWS::Route53::RecordSet': 'failover records',
  'AWS::S3::Bucket': 'bucket',
  'AWS::S3::BucketPolicy': 'bucket',
  'AWS::SES::ReceiptRule': 'receipt rule',
  'AWS::SES::ReceiptRuleSet': 'receipt rule',
  'AWS::SNS::Subscription': 'topic',
  'AWS::SNS::Topic': 'topic',
  'AWS::SNS::TopicPolicy': 'topic',
  'AWS::SQS::Queue': 'dead-letter queue',
  'AWS::SQS::QueuePolicy': 'dead-letter queue',
  'AWS::SSM::Document': 'documents of Systems Manager',
  'AWS::SSM::Parameter': 'parameters of Systems Manager',
  'AWS::StepFunctions::StateMachine': 'state machine',
};

test('the page names every type of resource that any example has', () => {
  const types = made.flatMap(({ resource: { Type, Properties } }) =>
    Type.startsWith('Custom::') ? [] : [[Type, Properties?.VpcEndpointType].filter(Boolean).join(' ')],
  );
  expect([...new Set(types)].sort()).toEqual(Object.keys(WORDS));
  const text = section('What is created').replaceAll(/\s+/g, ' ');
  expect(Object.values(WORDS).filter((word) => !text.includes(word))).toEqual([]);
});

test('what stays when its stack goes is what the page lists', () => {
  const retained = made.filter(({ resource }) => resource.DeletionPolicy === 'Retain');
  const places = retained.map(({ stack, resource }) => {
    const place = pathOf(resource).replace(/^Vpcs\/[^/]+\//, 'Vpcs/*/');
    return `${kindOf(stack)} ${resource.Type} ${place}`;
  });
  expect([...new Set(places)].sort()).toEqual([
    'link AWS::DirectConnect::DirectConnectGateway Gateway/Gateway',
    'link AWS::KMS::Key LogKey/Key',
    'link AWS::Logs::LogGroup Vpn/LogGroup',
    'link-state AWS::DynamoDB::GlobalTable Audit/Table',
    'link-state AWS::DynamoDB::GlobalTable Database/Table',
    'signals AWS::KMS::Key Mail/Mails/Key',
    'signals AWS::S3::Bucket Mail/Mails/Bucket',
    'site AWS::EC2::TransitGateway TransitGateway/Gateway',
    'site AWS::EC2::TransitGatewayRouteTable TransitGateway/SpokesTable',
    'site AWS::EC2::TransitGatewayRouteTable TransitGateway/TransitTable',
    'site AWS::KMS::Key LinkStateKey/Key',
    'site AWS::KMS::Key LogKey/Key',
    'site AWS::Logs::LogGroup Vpcs/*/FlowLogs/LogGroup',
  ]);
});

test('a Direct Connect gateway stays only where an interface hangs on it that nobody here made', () => {
  const gateways = ofType('AWS::DirectConnect::DirectConnectGateway');
  const interfaces = (stack: DeployedStack, type: string) =>
    Object.values(stack.template.Resources).filter((resource) => resource.Type === type).length;
  expect(gateways.length).toBeGreaterThan(2);
  for (const { stack, resource } of gateways) {
    const hosted = interfaces(stack, 'Custom::DetourHostedInterface');
    expect(interfaces(stack, 'AWS::DirectConnect::TransitVirtualInterface')).toBe(1 - hosted);
    expect(resource.DeletionPolicy).toBe(hosted === 1 ? 'Retain' : undefined);
  }
});

/** Type and stack of the key, in the own stack or in that of the site. */
function keyOf({ stack, resource }: Made): string {
  const { KmsKeyId } = resource.Properties as { readonly KmsKeyId: object };
  const [read] = readsOf(KmsKeyId);
  if (read) return `${read.StackName} ${read.OutputName}`;
  const [id = ''] = (KmsKeyId as { readonly 'Fn::GetAtt': readonly string[] })['Fn::GetAtt'];
  return `${stack.name} ${stack.template.Resources[id]?.Type}`;
}

test('every log group is encrypted with the key of its site or of its link, and keeps three months', () => {
  const groups = ofType('AWS::Logs::LogGroup');
  expect(groups.length).toBeGreaterThan(30);
  for (const group of groups) {
    const { name } = group.stack;
    const site = name
      .replace(/^acme-dashboard$/, 'acme-iad')
      .replace(/-(routes|controller|endpoints-\w+|probes|signals|dns)$/, '');
    expect(keyOf(group)).toBe(site === name ? `${name} AWS::KMS::Key` : `${site} LogKeyArn`);
    expect(group.resource.Properties.RetentionInDays).toBe(90);
  }
});

test('each site has a key for logs, one for its replicas and one for its topic, Direct Connect links and VPNs have one, mails have one', () => {
  const keys = ofType('AWS::KMS::Key');
  for (const { resource } of keys) expect(resource.Properties).toMatchObject({ EnableKeyRotation: true });
  const stacks = new Map(made.map(({ stack }) => [stack, keys.filter((key) => key.stack === stack).length]));
  for (const [stack, count] of stacks) {
    const has = (type: string) => Object.values(stack.template.Resources).some(({ Type }) => Type.endsWith(type));
    const link = has('PeeringAttachment') ? 0 : 1;
    const due: Readonly<Record<string, number>> = { site: 3, link, signals: has('::Bucket') ? 1 : 0 };
    expect([stack.name, count]).toEqual([stack.name, due[kindOf(stack)] ?? 0]);
  }
});

test('every function logs to a group of its own stack', () => {
  const functions = ofType('AWS::Lambda::Function');
  expect(functions.length).toBeGreaterThan(100);
  for (const { stack, resource } of functions) {
    const { LogGroup } = resource.Properties.LoggingConfig as { readonly LogGroup: { readonly Ref: string } };
    expect(stack.template.Resources[LogGroup.Ref]?.Type).toBe('AWS::Logs::LogGroup');
  }
});

test('an endpoint of a responder permits no call, and others no other account', () => {
  const policies = ofType('AWS::EC2::VPCEndpoint').map(({ stack, resource: { Properties } }) => {
    const { Statement } = Properties.PolicyDocument as { Statement: readonly Record<string, unknown>[] };
    return [
      kindOf(stack),
      Properties.VpcEndpointType,
      ...Statement.map(({ Effect, Condition }) => [Effect, Condition]),
    ];
  });
  const account = { Ref: 'AWS::AccountId' };
  const own = { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } };
  const callers = { StringEquals: { 'aws:PrincipalAccount': account } };
  expect(new Set(policies.map((policy) => JSON.stringify(policy)))).toEqual(
    new Set([
      JSON.stringify(['probes', 'Gateway', ['Allow', own]]),
      JSON.stringify(['probes', 'Interface', ['Deny', undefined]]),
      JSON.stringify(['endpoints', 'Interface', ['Allow', callers]]),
      JSON.stringify(['endpoints', 'Gateway', ['Allow', callers]]),
    ]),
  );
});

test('the key of each log group serves groups of the name that CloudFormation gives it', () => {
  const keys = ofType('AWS::KMS::Key').flatMap(({ stack, resource }) => {
    const served = [...JSON.stringify(resource).matchAll(/:log-group:([\w-]+)\*/g)].map(([, prefix]) => prefix ?? '');
    return served.map((prefix) => ({ region: stack.region, prefix }));
  });
  const unserved = ofType('AWS::Logs::LogGroup').filter(
    ({ stack: { name, region } }) => !keys.some((key) => key.region === region && name.startsWith(key.prefix)),
  );
  expect(unserved.map(({ stack, resource }) => `${stack.name} ${pathOf(resource)}`)).toEqual([]);
});
