import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { LogKey } from '../../lib/constructs/log-key';
import { Probes } from '../../lib/stacks/probes';
import { probeVpc } from '../../lib/topology/probe-subnets';
import type { AwsSite, Topology, VpnLink } from '../../lib/topology/topology';
import { buildHandlers } from '../support/assembly';
import { awsSite, peering, topology } from '../support/topologies';

beforeAll(() => buildHandlers());

const VPC = 'vpc-0123456789abcdef0';
const GATEWAY = 'tgw-0123456789abcdef0';

/** The VPC that holds a site's probe subnets, on a gateway, and the probes. */
function probesOf(given: Topology, name: string): Template {
  const site = given.sites.find((candidate): candidate is AwsSite => candidate.name === name);
  const vpc = site && probeVpc(site);
  if (!site || !vpc) throw new Error(`${name} has no room for probes`);
  const stack = new Stack(new App(), 'Test', { env: { region: site.region } });
  const { key } = new LogKey(stack, 'LogKey', { description: 'Logs', logGroupNamePrefix: 'Test' });
  new Probes(stack, 'Probes', {
    topology: given,
    site,
    vpcId: VPC,
    transitGatewayId: GATEWAY,
    namePrefix: `acme-${name}`,
    encryptionKey: key,
  });
  return Template.fromStack(stack);
}

const pair = (changes: Partial<AwsSite> = {}) =>
  topology({ sites: [awsSite('iad', 1, changes), awsSite('cmh', 2)], links: [peering('cmh', 'iad', 7)] });

const vpn: VpnLink = {
  kind: 'site-to-site-vpn',
  name: 'vpn',
  between: ['ord', 'iad'],
  index: 3,
  cost: 20,
  sharedRisks: [],
  circuitIds: [],
  mssClamp: false,
  customerGateway: { ip: '203.0.113.1' },
  acceleration: false,
};

const withPremises = (link: VpnLink) =>
  topology({
    sites: [
      awsSite('iad', 1),
      { kind: 'on-prem', name: 'ord', asn: 65010, cidr: '10.40.0.0/16', announces: ['10.40.0.0/17'] },
    ],
    links: [link],
  });

/** The one resource with these properties: its logical id. */
function idOf(template: Template, type: string, properties: object = {}): string {
  const [id, ...more] = Object.keys(template.findResources(type, { Properties: Match.objectLike(properties) }));
  if (id === undefined || more.length > 0) throw new Error(`expected one ${type}`);
  return id;
}

describe('an end of a peering', () => {
  const iad = probesOf(pair(), 'iad');
  const subnet = idOf(iad, 'AWS::EC2::Subnet', { CidrBlock: '10.10.48.112/28' });

  it('has the probe subnet of its index, in the first zone of the gateway attachment, known by its tag', () => {
    const found = iad.findResources('AWS::EC2::Subnet')[subnet];
    expect(found?.Properties.AvailabilityZone).toEqual({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] });
    expect(found?.Properties.Tags).toContainEqual({ Key: 'detour:probe', Value: 'cmh-iad' });
  });

  it('has a route table that leads to the far probe subnet and nowhere else', () => {
    const association = idOf(iad, 'AWS::EC2::SubnetRouteTableAssociation', { SubnetId: { Ref: subnet } });
    const { RouteTableId } = iad.findResources('AWS::EC2::SubnetRouteTableAssociation')[association]?.Properties ?? {};
    const routes = Object.values(iad.findResources('AWS::EC2::Route', { Properties: { RouteTableId } }));
    expect(routes.map(({ Properties }) => Properties.DestinationCidrBlock)).toEqual(['10.20.48.112/28']);
    expect(routes[0]?.Properties.TransitGatewayId).toBe(GATEWAY);
  });

  it('lets the prober out to the far end and to DynamoDB, and nowhere else', () => {
    iad.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: Match.stringLikeRegexp('^Prober'),
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [
        Match.objectLike({ CidrIp: '10.20.48.112/28', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }),
        Match.objectLike({
          DestinationPrefixListId: {
            'Fn::GetAtt': [idOf(iad, 'Custom::DetourManagedPrefixList'), 'PrefixListId'],
          },
          FromPort: 443,
          ToPort: 443,
        }),
      ],
    });
  });

  it('lets the far end in to the responder, and nobody else, and nothing out', () => {
    iad.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: Match.stringLikeRegexp('^Responder'),
      SecurityGroupIngress: [Match.objectLike({ CidrIp: '10.20.48.112/28', IpProtocol: 'tcp', FromPort: 443 })],
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '127.0.0.1/32' })],
    });
  });

  it('answers at the last usable address of its subnet, as a listener of which nothing else can be used', () => {
    const responder = { VpcEndpointType: 'Interface', SubnetIds: [{ Ref: subnet }] };
    iad.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      ...responder,
      PrivateDnsEnabled: false,
      ServiceName: 'com.amazonaws.us-east-1.sts',
      PolicyDocument: Match.objectLike({ Statement: [Match.objectLike({ Effect: 'Deny', Action: '*' })] }),
    });
    iad.hasResourceProperties('Custom::DetourResponder', {
      Link: 'cmh-iad',
      VpcEndpointId: { Ref: idOf(iad, 'AWS::EC2::VPCEndpoint', responder) },
      SubnetId: { Ref: subnet },
      Address: '10.10.48.126',
    });
  });

  it('may move that one endpoint and no other, before it does', () => {
    const responder = idOf(iad, 'AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' });
    const moves = iad.findResources('AWS::IAM::Policy', {
      Properties: { PolicyDocument: { Statement: [Match.objectLike({ Action: 'ec2:ModifyVpcEndpoint' })] } },
    });
    const [[policy, found] = ['']] = Object.entries(moves);
    const resources: unknown[] = found?.Properties.PolicyDocument.Statement[0].Resource;
    expect(resources.map((arn) => JSON.stringify(arn).match(/(vpc-endpoint|subnet)\/",\{"Ref":"(\w+)"/)?.[2])).toEqual([
      responder,
      subnet,
    ]);
    const [address] = Object.values(iad.findResources('Custom::DetourResponder'));
    expect(address?.DependsOn).toContain(policy);
  });

  it('reaches DynamoDB by a gateway endpoint in its own table only, for the own account only', () => {
    const association = idOf(iad, 'AWS::EC2::SubnetRouteTableAssociation', { SubnetId: { Ref: subnet } });
    const { RouteTableId } = iad.findResources('AWS::EC2::SubnetRouteTableAssociation')[association]?.Properties ?? {};
    iad.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      ServiceName: 'com.amazonaws.us-east-1.dynamodb',
      RouteTableIds: [RouteTableId],
      PolicyDocument: Match.objectLike({
        Statement: [
          Match.objectLike({
            Condition: {
              StringEquals: {
                'aws:PrincipalAccount': { Ref: 'AWS::AccountId' },
                'aws:ResourceAccount': { Ref: 'AWS::AccountId' },
              },
            },
          }),
        ],
      }),
    });
  });

  it('makes the VPC no larger', () => {
    iad.resourceCountIs('AWS::EC2::VPCCidrBlock', 0);
  });
});

test('a site has one way to DynamoDB and one set of functions for all of its links', () => {
  const sites = [awsSite('iad', 1), awsSite('cmh', 2), awsSite('pdx', 3)];
  const iad = probesOf(topology({ sites, links: [peering('cmh', 'iad', 1), peering('iad', 'pdx', 2)] }), 'iad');
  iad.resourceCountIs('Custom::DetourResponder', 2);
  iad.resourceCountIs('Custom::DetourManagedPrefixList', 1);
  iad.resourceCountIs('AWS::StepFunctions::StateMachine', 2);
  const [gateway] = Object.values(
    iad.findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: 'Gateway' } }),
  );
  expect(gateway?.Properties.RouteTableIds).toHaveLength(2);
});

test('a probeCidr outside the VPC becomes a block of it before its subnets', () => {
  const iad = probesOf(pair({ probeCidr: '10.10.240.0/20' }), 'iad');
  const block = idOf(iad, 'AWS::EC2::VPCCidrBlock', { CidrBlock: '10.10.240.0/20' });
  const subnet = idOf(iad, 'AWS::EC2::Subnet', { CidrBlock: '10.10.240.112/28' });
  expect(iad.findResources('AWS::EC2::Subnet')[subnet]?.DependsOn).toContain(block);
});

test('a probeCidr inside the VPC makes it no larger', () => {
  const iad = probesOf(
    pair({ vpcs: [{ name: 'core', cidr: '10.10.0.0/17', azs: 2 }], probeCidr: '10.10.96.0/20' }),
    'iad',
  );
  iad.resourceCountIs('AWS::EC2::VPCCidrBlock', 0);
  idOf(iad, 'AWS::EC2::Subnet', { CidrBlock: '10.10.96.112/28' });
});

test('a target on premises is asked at its port, and may ask at the port of the responder', () => {
  const iad = probesOf(withPremises({ ...vpn, probe: { target: '10.40.255.5', port: 8443 } }), 'iad');
  iad.hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupEgress: Match.arrayWith([
      Match.objectLike({ CidrIp: '10.40.255.5/32', FromPort: 8443, ToPort: 8443 }),
    ]),
  });
  iad.hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: [Match.objectLike({ CidrIp: '10.40.255.5/32', FromPort: 443, ToPort: 443 })],
  });
});

test('without a target on premises the probe subnet is kept free: it reaches nothing and nothing answers', () => {
  const iad = probesOf(withPremises(vpn), 'iad');
  idOf(iad, 'AWS::EC2::Subnet', { CidrBlock: '10.10.48.48/28' });
  iad.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  iad.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  iad.resourceCountIs('AWS::EC2::Route', 0);
});
