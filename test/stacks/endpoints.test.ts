import { contentsOf } from '../../.tools/bundles/contents';
import { describeBundles } from '../../.tools/bundles/describe';
import { gatewayServices, INTERFACE_SERVICES } from '../../lib/stacks/endpoint-services';
import type { AwsSite, Topology } from '../../lib/topology/topology';
import { type Assembly, assemblyOf, byPath, type Resource, stackOf, type Template } from '../support/assembly';
import { allDependencies, deploy } from '../support/deployment';
import { awsSite, triangle } from '../support/topologies';

const VPCS = [
  { name: 'apps', cidr: '10.10.0.0/18', azs: 2 },
  { name: 'tools', cidr: '10.10.64.0/24', azs: 3 },
];

/** The triangle, with the functions of one site in this VPC. */
function functionsIn(vpc: string | undefined, changes: Partial<Topology> = {}): Topology {
  const placed: Partial<AwsSite> = vpc === undefined ? {} : { controller: { vpc } };
  const sites = [awsSite('iad', 1, { vpcs: VPCS, ...placed }), awsSite('cmh', 2), awsSite('pdx', 3)];
  return triangle({ sites, ...changes });
}

const withMails = functionsIn('tools', {
  maintenance: { dropped: 'alert', providers: [], mail: { recipient: 'maintenance@acme.example' } },
  policy: { ...triangle().policy, admission: 'iad' },
});
const outside = assemblyOf(functionsIn(undefined));
const inside = assemblyOf(functionsIn('tools'));
const { template } = stackOf(inside, 'acme-iad-endpoints-tools');
const endpoints = (kind: string, of: Template = template) =>
  Object.values(byPath(of, 'AWS::EC2::VPCEndpoint')).filter(({ Properties }) => Properties.VpcEndpointType === kind);

const read = (StackName: string, OutputName: string) => ({
  'Fn::GetStackOutput': { StackName, OutputName, Region: 'us-east-1' },
});
const list = (StackName: string, OutputName: string) => ({ 'Fn::Split': [',', read(StackName, OutputName)] });

/** Those that run all the time. */
function lasting(assembly: Assembly, site: string): readonly [string, Resource][] {
  return ['signals', 'controller'].flatMap((of) =>
    Object.entries(byPath(stackOf(assembly, `acme-${site}-${of}`).template, 'AWS::Lambda::Function')).filter(([path]) =>
      /^(Health|Status|Mail|Reconciler)\/Handler\/Function$/.test(path),
    ),
  );
}

test('nothing is made for functions outside of VPCs, and they are in none', () => {
  expect([...outside.keys()].filter((name) => name.includes('endpoints'))).toEqual([]);
  for (const [, { Properties }] of lasting(outside, 'iad')) expect(Properties).not.toHaveProperty('VpcConfig');
});

test('functions of the site run in the workload subnets of the VPC, and those of other sites do not', () => {
  const placed = lasting(inside, 'iad');
  expect(placed.map(([path]) => path)).toEqual([
    'Health/Handler/Function',
    'Status/Handler/Function',
    'Reconciler/Handler/Function',
  ]);
  for (const [, { Properties }] of placed)
    expect(Properties.VpcConfig).toEqual({
      SubnetIds: list('acme-iad-endpoints-tools', 'SubnetIds'),
      SecurityGroupIds: [read('acme-iad-endpoints-tools', 'SecurityGroupId')],
    });
  for (const [, { Properties }] of lasting(inside, 'cmh')) expect(Properties).not.toHaveProperty('VpcConfig');
});

test('their subnets are those of every zone of the VPC', () => {
  const { Outputs = {}, Resources } = stackOf(inside, 'acme-iad').template;
  const subnets = Object.entries(Resources).filter(
    ([, { Type, Metadata }]) =>
      Type === 'AWS::EC2::Subnet' && String(Metadata?.['aws:cdk:path']).includes('/tools/Network/workload/'),
  );
  expect(subnets).toHaveLength(3);
  expect((Outputs.WorkloadSubnetIdstools as { readonly Value: unknown }).Value).toEqual({
    'Fn::Join': [',', subnets.map(([id]) => ({ Ref: id }))],
  });
  expect(template.Outputs).toMatchObject({ SubnetIds: { Value: read('acme-iad', 'WorkloadSubnetIdstools') } });
});

test('they reach every service that they ask, and nothing else', () => {
  expect(endpoints('Interface').map(({ Properties }) => Properties.ServiceName)).toEqual(
    ['ec2', 'events', 'monitoring', 'sns', 'ssm'].map((service) => `com.amazonaws.us-east-1.${service}`),
  );
  for (const { Properties } of endpoints('Interface'))
    expect(Properties).toMatchObject({
      PrivateDnsEnabled: true,
      SubnetIds: list('acme-iad', 'WorkloadSubnetIdstools'),
      VpcId: read('acme-iad', 'VpcIdtools'),
    });
  const [database, ...others] = endpoints('Gateway');
  expect(others).toEqual([]);
  expect(database?.Properties).toMatchObject({
    ServiceName: 'com.amazonaws.us-east-1.dynamodb',
    RouteTableIds: list('acme-iad', 'WorkloadRouteTableIdstools'),
  });
  const functions = byPath(template, 'AWS::EC2::SecurityGroup')['Endpoints/FunctionsGroup'];
  expect(functions?.Properties).not.toHaveProperty('SecurityGroupIngress');
  expect(functions?.Properties.SecurityGroupEgress).toEqual([
    expect.objectContaining({ FromPort: 443, ToPort: 443, DestinationSecurityGroupId: expect.anything() }),
    expect.objectContaining({ FromPort: 443, ToPort: 443, DestinationPrefixListId: expect.anything() }),
  ]);
});

/** AWS's names of endpoints for services that the SDK calls otherwise. */
const ENDPOINTS: Readonly<Record<string, string>> = { cloudwatch: 'monitoring', eventbridge: 'events' };
/** In no VPC is there a way to it: sites whose functions ask it may name none. */
const NOWHERE = ['direct-connect'];

test('there is a way to each service of which their code has a client, and to no other', () => {
  const placed = ['health-event', 'link-status', 'maintenance-mail', 'reconciler'];
  const bundles = describeBundles().map(contentsOf);
  const asked = bundles.flatMap(({ handler, clients }) => (placed.includes(handler) ? clients : []));
  const services = new Set(asked.map(({ service }) => ENDPOINTS[service] ?? service));
  const ways = [...INTERFACE_SERVICES, ...gatewayServices(withMails, 'iad'), ...NOWHERE];
  expect(ways.sort()).toEqual([...services].sort());
});

test('endpoints let in the VPC, and callers of the account', () => {
  const group = byPath(template, 'AWS::EC2::SecurityGroup')['Endpoints/EndpointsGroup']?.Properties;
  expect(group?.SecurityGroupIngress).toEqual([expect.objectContaining({ CidrIp: '10.10.64.0/24', FromPort: 443 })]);
  expect(group?.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '127.0.0.1/32' })]);
  for (const { Properties } of [...endpoints('Interface'), ...endpoints('Gateway')]) {
    const { Statement } = Properties.PolicyDocument as { readonly Statement: readonly object[] };
    expect(Statement).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ]);
  }
});

test('where mails are read there is a way to S3 too, and the function that reads them is in the VPC', () => {
  const mailed = assemblyOf(withMails);
  const gateways = endpoints('Gateway', stackOf(mailed, 'acme-iad-endpoints-tools').template);
  expect(gateways.map(({ Properties }) => Properties.ServiceName)).toEqual([
    'com.amazonaws.us-east-1.dynamodb',
    'com.amazonaws.us-east-1.s3',
  ]);
  const [mail] = lasting(mailed, 'iad').filter(([path]) => path.startsWith('Mail/'));
  expect(mail?.[1].Properties).toHaveProperty('VpcConfig');
});

test('the ways are there before the functions go into a VPC, and until they have left it', () => {
  for (const part of ['signals', 'controller'])
    expect(allDependencies(inside, `acme-iad-${part}`)).toContain('acme-iad-endpoints-tools');
  const elsewhere = assemblyOf(functionsIn('apps'));
  for (const [from, to] of [
    [outside, inside],
    [inside, elsewhere],
    [inside, outside],
  ] as const)
    expect(deploy(from, to).broken).toEqual([]);
  expect(deploy(inside, elsewhere).steps.at(-1)).toBe('delete acme-iad-endpoints-tools');
  expect(deploy(inside, outside).steps.at(-1)).toBe('delete acme-iad-endpoints-tools');
});

test('a site without links has no functions, and no ways for any', () => {
  const alone = triangle({ sites: [awsSite('iad', 1, { controller: { vpc: 'core' } })], links: [] });
  expect([...assemblyOf(alone).keys()]).toEqual(['acme-iad', 'acme-iad-routes']);
});
