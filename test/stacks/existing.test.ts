import path from 'node:path';
import { METADATA_KEY } from '../../lib/routing/tags';
import { loadTopology } from '../../lib/topology/load';
import { assemblyOf, byPath, type Resource, stackOf } from '../support/assembly';

const loaded = loadTopology(path.join(__dirname, '../../examples/existing.yaml'));
if (!loaded.ok) throw new Error('the example has mistakes');
const assembly = assemblyOf(loaded.value);
const iad = stackOf(assembly, 'acme-iad');

const GATEWAY = 'tgw-0a1b2c3d4e5f60718';
const VPC = 'vpc-0a1b2c3d4e5f60718';
const SUBNETS = ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'];
const TABLES = ['rtb-0a1b2c3d4e5f60711', 'rtb-0a1b2c3d4e5f60712'];

/** Every resource of every stack whose properties name one of these ids, as `type property`. */
function namers(ids: readonly string[]): readonly string[] {
  const named = [...assembly.values()].flatMap(({ template }) =>
    Object.values(template.Resources).flatMap(({ Type, Properties = {} }) =>
      Object.entries(Properties).flatMap(([name, value]) =>
        ids.some((id) => JSON.stringify(value).includes(id)) ? [`${Type} ${name}`] : [],
      ),
    ),
  );
  return [...new Set(named)].sort();
}

function types(prefix: string): readonly string[] {
  const below = Object.values(iad.template.Resources).filter(({ Metadata }) =>
    String(Metadata?.['aws:cdk:path']).startsWith(`acme-iad/${prefix}`),
  );
  return [...new Set(below.map(({ Type }) => Type))].sort();
}

test('no gateway is made where one exists, and its site has tables of its own in it', () => {
  expect(byPath(iad.template, 'AWS::EC2::TransitGateway')).toEqual({});
  const tables = Object.values(byPath(iad.template, 'AWS::EC2::TransitGatewayRouteTable'));
  expect(tables.map(({ Properties }) => Properties.TransitGatewayId)).toEqual([GATEWAY, GATEWAY]);
  for (const table of tables) expect(table).toMatchObject({ DeletionPolicy: 'Retain' });
});

test('what Detour does to an existing gateway is tables and attachments, and reading', () => {
  const others = namers([GATEWAY]).filter((line) => !/^(AWS::EC2::Route|AWS::EC2::TransitGateway)/.test(line));
  // The functions of its site are told its id, and alarms watch what it drops.
  expect(others).toEqual(['AWS::CloudWatch::Alarm Dimensions', 'AWS::SSM::Parameter Value']);
  expect(namers([GATEWAY])).toEqual(
    expect.arrayContaining([
      'AWS::EC2::Route TransitGatewayId',
      'AWS::EC2::TransitGatewayAttachment TransitGatewayId',
      'AWS::EC2::TransitGatewayRouteTable TransitGatewayId',
    ]),
  );
});

test('links find an existing gateway under the same output as any other', () => {
  expect(iad.template.Outputs).toMatchObject({ TransitGatewayId: { Value: GATEWAY } });
  const peering = stackOf(assembly, 'acme-link-iad-pdx');
  const [request] = Object.values(byPath(peering.template, 'AWS::EC2::TransitGatewayPeeringAttachment'));
  expect(request?.Properties.PeerTransitGatewayId).toEqual({
    'Fn::GetStackOutput': { StackName: 'acme-iad', OutputName: 'TransitGatewayId', Region: 'us-east-1' },
  });
});

test('what Detour does to an existing VPC is one attachment, and routes in the tables that are given', () => {
  expect(namers([VPC, ...SUBNETS, ...TABLES])).toEqual([
    'AWS::EC2::Route RouteTableId',
    'AWS::EC2::TransitGatewayAttachment SubnetIds',
    'AWS::EC2::TransitGatewayAttachment VpcId',
  ]);
  expect(types('Vpcs/apps/')).toEqual([
    'AWS::EC2::Route',
    'AWS::EC2::TransitGatewayAttachment',
    'AWS::EC2::TransitGatewayRouteTableAssociation',
    'AWS::EC2::TransitGatewayRouteTablePropagation',
  ]);
});

test('an existing VPC is attached by the subnets that are given, and known to both tables', () => {
  const attachments = byPath(iad.template, 'AWS::EC2::TransitGatewayAttachment');
  expect(attachments['Vpcs/apps/Attachment/Attachment']?.Properties).toMatchObject({
    TransitGatewayId: GATEWAY,
    VpcId: VPC,
    SubnetIds: SUBNETS,
  });
  const below = (type: string) =>
    Object.keys(byPath(iad.template, type)).filter((at) => at.startsWith('Vpcs/apps/Attachment/'));
  expect(below('AWS::EC2::TransitGatewayRouteTableAssociation')).toEqual(['Vpcs/apps/Attachment/Association']);
  expect(below('AWS::EC2::TransitGatewayRouteTablePropagation')).toEqual([
    'Vpcs/apps/Attachment/Propagations/spokes',
    'Vpcs/apps/Attachment/Propagations/transit',
  ]);
});

test('each table that is given leads to every other site, and to the rest of its own', () => {
  const routes = Object.values(byPath(iad.template, 'AWS::EC2::Route')).map(({ Properties }) => Properties);
  for (const table of TABLES)
    expect(
      routes.filter(({ RouteTableId }) => RouteTableId === table).map((route) => route.DestinationCidrBlock),
    ).toEqual(['10.20.0.0/16', '10.30.0.0/16', '10.10.0.0/16']);
});

test('the order in which subnets and tables are given changes nothing', () => {
  const sites = loaded.value.sites.map((site) => {
    if (site.kind !== 'aws') return site;
    const vpcs = site.vpcs.map(({ existing, ...vpc }) =>
      existing === undefined
        ? vpc
        : {
            ...vpc,
            existing: {
              vpcId: existing.vpcId,
              subnetIds: [...existing.subnetIds].reverse(),
              routeTableIds: [...existing.routeTableIds].reverse(),
            },
          },
    );
    return { ...site, vpcs };
  });
  expect(stackOf(assemblyOf({ ...loaded.value, sites }), 'acme-iad').template).toEqual(iad.template);
});

test('the metadata says what no template makes', () => {
  expect(iad.template.Metadata?.[METADATA_KEY]).toMatchObject({
    existing: {
      gateways: [{ id: GATEWAY, site: 'iad' }],
      vpcs: [{ id: VPC, site: 'iad', name: 'apps', cidr: '10.10.0.0/18', routeTableIds: TABLES }],
    },
  });
  expect(stackOf(assembly, 'acme-cmh').template.Metadata?.[METADATA_KEY]).not.toHaveProperty('existing');
});

function shares(stack: string): readonly Resource['Properties'][] {
  const all = byPath(stackOf(assembly, stack).template, 'AWS::RAM::ResourceShare');
  return Object.values(all).map(({ Properties }) => Properties);
}

test('a gateway is shared with accounts, which may be strangers, and with organizations, whose share admits none', () => {
  const arn = { 'Fn::Join': ['', expect.arrayContaining([expect.stringMatching(/:transit-gateway\/$/)])] };
  expect(shares('acme-cmh')).toEqual([
    expect.objectContaining({
      Name: 'acme-cmh-accounts',
      Principals: ['111122223333'],
      AllowExternalPrincipals: true,
      ResourceArns: [arn],
    }),
    expect.objectContaining({
      Name: 'acme-cmh-organizations',
      Principals: ['arn:aws:organizations::444455556666:ou/o-exampleorgid/ou-examplerootid-exampleouid'],
      AllowExternalPrincipals: false,
      ResourceArns: [arn],
    }),
  ]);
});

test('a gateway that exists is not shared', () => {
  expect(shares('acme-iad')).toEqual([]);
});

test('nothing is shared when nobody is named', () => {
  const alone = assemblyOf({ ...loaded.value, shareWith: [] });
  for (const { template } of alone.values()) expect(byPath(template, 'AWS::RAM::ResourceShare')).toEqual({});
});
