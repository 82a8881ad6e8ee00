// Pure: what each type of resource in the templates costs in a month, whatever traffic there is. A type that is not here has
// no price, which fails the generation of docs/cost.md.

import type { PriceName } from './prices';
import { DATABASE_GB, HOURS, LOG_MONTHS, RATES, type Scale } from './rates';

export interface Resource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Of a function: the folder of its code below dist/handlers; absent for those that the CDK brings. */
  readonly handler?: string;
  /** Link ends at the resource's site. */
  readonly ends: number;
}

/** So much of it in a month. */
export interface Amount {
  readonly price: PriceName;
  readonly quantity: number;
}

type Priced = (resource: Resource, scale: Scale) => readonly Amount[];

const nothing: Priced = () => [];

const attachment: Priced = () => [{ price: 'gateway-attachment-hour', quantity: HOURS }];

const TUNNELS = 2;

/** AWS charges for each public IPv4 address that it gives out, those that a service of its own holds too. */
const vpnConnection: Priced = ({ properties }) => [
  { price: 'vpn-connection-hour', quantity: HOURS },
  { price: 'gateway-attachment-hour', quantity: HOURS },
  { price: 'public-address-hour', quantity: TUNNELS * HOURS },
  { price: 'vpn-accelerator-hour', quantity: properties.EnableAcceleration === true ? TUNNELS * HOURS : 0 },
];

/** A gateway endpoint costs nothing. */
const endpoint: Priced = ({ properties: { VpcEndpointType, SubnetIds } }) => {
  const zones = VpcEndpointType === 'Interface' && Array.isArray(SubnetIds) ? SubnetIds.length : 0;
  return [{ price: 'endpoint-hour', quantity: zones * HOURS }];
};

/** An alarm on an expression costs as many as the metrics in it; one on a query as many as it finds, which is one here. */
const alarm: Priced = ({ properties: { Metrics } }) => {
  const isPaid = ({ MetricStat, Expression }: { MetricStat?: unknown; Expression?: unknown }) =>
    MetricStat !== undefined || JSON.stringify(Expression ?? '').includes('SELECT ');
  const stated = Array.isArray(Metrics) ? Metrics.filter(isPaid).length : 1;
  return [{ price: 'alarm-month', quantity: stated }];
};

const table: Priced = ({ properties: { Replicas } }) => {
  const replicas = Array.isArray(Replicas) ? Replicas.length : 1;
  return [{ price: 'database-gb-month', quantity: replicas * DATABASE_GB }];
};

/** Functions that the CDK brings run during deployments only. Throws for one of ours without a rate. */
const lambda: Priced = ({ properties, handler, ends }, scale) => {
  if (handler === undefined) return [];
  const rate = RATES[handler];
  if (!rate) throw new Error(`function ${handler} has no rate, say in .tools/cost/rates.ts how often it runs`);
  const { runs, seconds, writes, reads, metrics, metricRequests, logBytes } = rate(scale, ends);
  const memoryGb = Number(properties.MemorySize ?? 128) / 1024;
  const logGb = logBytes / 1e9;
  return [
    { price: 'function-arm-gb-second', quantity: seconds * memoryGb },
    { price: 'function-request', quantity: runs },
    { price: 'database-write', quantity: writes * scale.replicas },
    { price: 'database-read', quantity: reads },
    { price: 'metric-month', quantity: metrics },
    { price: 'metric-request', quantity: metricRequests },
    { price: 'log-gb', quantity: logGb },
    { price: 'log-gb-month', quantity: logGb * LOG_MONTHS },
  ];
};

const FREE = [
  'AWS::DirectConnect::DirectConnectGateway',
  'AWS::DirectConnect::TransitVirtualInterface',
  'AWS::EC2::CustomerGateway',
  'AWS::EC2::PrefixList',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::TransitGateway',
  'AWS::EC2::TransitGatewayRoute',
  'AWS::EC2::TransitGatewayRouteTable',
  'AWS::EC2::TransitGatewayRouteTableAssociation',
  'AWS::EC2::TransitGatewayRouteTablePropagation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCCidrBlock',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Permission',
  'AWS::RAM::ResourceShare',
  'AWS::Route53::RecordSet',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ReceiptRuleSet',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::SSM::Parameter',
] as const;

/** They cost by use: flow records, notices, mails, steps of deployments and of automations. The functions' own logs are counted with them. */
const BY_USE = [
  'AWS::EC2::FlowLog',
  'AWS::Events::Rule',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SES::ReceiptRule',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SSM::Document',
  'AWS::StepFunctions::StateMachine',
] as const;

/** Ours are functions, which are counted themselves. */
const CUSTOM = /^Custom::Detour/;

const PRICED: ReadonlyMap<string, Priced> = new Map<string, Priced>([
  ...[...FREE, ...BY_USE].map((type): [string, Priced] => [type, nothing]),
  ['AWS::CloudWatch::Alarm', alarm],
  ['AWS::CloudWatch::Dashboard', () => [{ price: 'dashboard-month', quantity: 1 }]],
  ['AWS::DirectConnect::DirectConnectGatewayAssociation', attachment],
  ['AWS::DynamoDB::GlobalTable', table],
  ['AWS::EC2::TransitGatewayAttachment', attachment],
  // Each end pays: the resource is counted once for each of them.
  ['AWS::EC2::TransitGatewayPeeringAttachment', attachment],
  ['AWS::EC2::VPCEndpoint', endpoint],
  ['AWS::EC2::VPNConnection', vpnConnection],
  ['AWS::Route53::HealthCheck', () => [{ price: 'health-check-month', quantity: 1 }]],
  ['AWS::Route53::HostedZone', () => [{ price: 'hosted-zone-month', quantity: 1 }]],
  ['AWS::KMS::Key', () => [{ price: 'key-month', quantity: 1 }]],
  ['AWS::Lambda::Function', lambda],
]);

/** Undefined: nobody has said what the type costs. Amounts of nothing are left out. */
export function amountsOf(resource: Resource, scale: Scale): readonly Amount[] | undefined {
  const priced = CUSTOM.test(resource.type) ? nothing : PRICED.get(resource.type);
  return priced?.(resource, scale).filter(({ quantity }) => quantity > 0);
}

/** Types that have an entry, for whoever looks for entries that nothing needs any more. */
export function pricedTypes(): readonly string[] {
  return [...PRICED.keys()];
}
