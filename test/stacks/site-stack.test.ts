import { METADATA_KEY } from '../../lib/routing/tags';
import { toBackbone } from '../../lib/topology/backbone';
import { assemblyOf, byPath, pathOf, type Resource, stackOf } from '../support/assembly';
import { awsSite, hybrid, topology, triangle } from '../support/topologies';

const assembly = assemblyOf(triangle());
const iad = stackOf(assembly, 'acme-iad');
const cmh = stackOf(assembly, 'acme-cmh');
const hybridAssembly = assemblyOf(hybrid());

function tagsOf(resource: Resource): Record<string, string> {
  const tags = (resource.Properties.Tags ?? []) as readonly { Key: string; Value: string }[];
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

function one(type: string): Resource {
  const [found, ...more] = Object.values(byPath(iad.template, type));
  if (!found || more.length > 0) throw new Error(`expected one ${type}`);
  return found;
}

test('the stack is bound to its region only, and protected', () => {
  expect(iad).toMatchObject({ region: 'us-east-1', account: 'unknown-account', terminationProtection: true });
  expect(iad.template.Description).toBe('Site iad of backbone acme: transit gateway, VPCs and steering prefix lists');
});

test('a site with an account is bound to it, and still looks nothing up', () => {
  const account = '111122223333';
  const { sites, links } = triangle();
  const owned = topology({ sites: sites.map((site) => ({ ...site, account })), links });
  const stacks = assemblyOf(owned);
  expect(stackOf(stacks, 'acme-pdx').account).toBe(account);
  const [peering] = Object.values(
    byPath(stackOf(stacks, 'acme-link-iad-pdx').template, 'AWS::EC2::TransitGatewayPeeringAttachment'),
  );
  expect(peering?.Properties).toMatchObject({ PeerAccountId: account });
});

test('the gateway shares nothing by default and outlives the stack', () => {
  expect(one('AWS::EC2::TransitGateway')).toMatchObject({
    Properties: {
      AmazonSideAsn: 64512,
      AutoAcceptSharedAttachments: 'disable',
      DefaultRouteTableAssociation: 'disable',
      DefaultRouteTablePropagation: 'disable',
      DnsSupport: 'enable',
      VpnEcmpSupport: 'enable',
    },
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
});

test('the gateway has the tables spokes and transit, which outlive the stack', () => {
  const tables = Object.values(byPath(iad.template, 'AWS::EC2::TransitGatewayRouteTable'));
  expect(tables.map(tagsOf)).toEqual([
    { Name: 'acme-iad-spokes', 'detour:site': 'iad', 'detour:table': 'spokes' },
    { Name: 'acme-iad-transit', 'detour:site': 'iad', 'detour:table': 'transit' },
  ]);
  for (const table of tables) expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('each VPC is attached in every zone by its transit subnets', () => {
  const vpcs = byPath(iad.template, 'AWS::EC2::VPC');
  expect(Object.values(vpcs).map((vpc) => vpc.Properties.CidrBlock)).toEqual(['10.10.0.0/18', '10.10.64.0/18']);
  expect(Object.values(vpcs).map(tagsOf)).toEqual([
    { Name: 'acme-iad-apps', 'detour:site': 'iad', 'detour:vpc': 'apps' },
    { Name: 'acme-iad-databases', 'detour:site': 'iad', 'detour:vpc': 'databases' },
  ]);
  const subnets = byPath(iad.template, 'AWS::EC2::Subnet');
  const cidrs = Object.entries(subnets).map(([path, { Properties }]) => [path, Properties.CidrBlock]);
  expect(Object.fromEntries(cidrs)).toMatchObject({
    'Vpcs/apps/Network/workload/1/Subnet': '10.10.0.0/21',
    'Vpcs/apps/Network/workload/2/Subnet': '10.10.8.0/21',
    'Vpcs/apps/Network/transit/1/Subnet': '10.10.32.0/28',
    'Vpcs/apps/Network/transit/2/Subnet': '10.10.32.16/28',
  });
  const attachment = byPath(iad.template, 'AWS::EC2::TransitGatewayAttachment')['Vpcs/apps/Attachment/Attachment'];
  const ids = Object.entries(iad.template.Resources);
  const idOf = (path: string) => ids.find(([, resource]) => resource === subnets[path])?.[0];
  expect(attachment?.Properties.SubnetIds).toEqual([
    { Ref: idOf('Vpcs/apps/Network/transit/1/Subnet') },
    { Ref: idOf('Vpcs/apps/Network/transit/2/Subnet') },
  ]);
});

test('the subnets of a zone are in the zone, up to four', () => {
  const vpcs = [{ name: 'core', cidr: '10.10.0.0/18', azs: 4 }];
  const wide = assemblyOf(triangle({ sites: [awsSite('iad', 1, { vpcs }), awsSite('cmh', 2), awsSite('pdx', 3)] }));
  const subnets = byPath(stackOf(wide, 'acme-iad').template, 'AWS::EC2::Subnet');
  for (const [i, kind] of [0, 1, 2, 3].flatMap((n) => [[n, 'workload'] as const, [n, 'transit'] as const]))
    expect(subnets[`Vpcs/core/Network/${kind}/${i + 1}/Subnet`]?.Properties.AvailabilityZone).toEqual({
      'Fn::Select': [i, { 'Fn::GetAZs': '' }],
    });
});

test('a VPC looks up in spokes, and both tables learn it', () => {
  const count = (type: string, table: string) =>
    Object.values(byPath(iad.template, type)).filter(({ Properties }) =>
      JSON.stringify(Properties.TransitGatewayRouteTableId).includes(table),
    ).length;
  expect(count('AWS::EC2::TransitGatewayRouteTableAssociation', 'SpokesTable')).toBe(2);
  expect(count('AWS::EC2::TransitGatewayRouteTableAssociation', 'TransitTable')).toBe(0);
  expect(count('AWS::EC2::TransitGatewayRouteTablePropagation', 'SpokesTable')).toBe(2);
  expect(count('AWS::EC2::TransitGatewayRouteTablePropagation', 'TransitTable')).toBe(2);
});

test('every workload table leads to every other site, and to the own one where there is another VPC', () => {
  const destinations = (stack: typeof iad) => {
    const all = Object.entries(byPath(stack.template, 'AWS::EC2::Route'));
    const routes = all.filter(([path]) => path.startsWith('Vpcs/'));
    return Object.fromEntries(routes.map(([path, { Properties }]) => [path, Properties.DestinationCidrBlock]));
  };
  expect(destinations(cmh)).toEqual({
    'Vpcs/core/Routes/1/iad': '10.10.0.0/16',
    'Vpcs/core/Routes/1/pdx': '10.30.0.0/16',
    'Vpcs/core/Routes/2/iad': '10.10.0.0/16',
    'Vpcs/core/Routes/2/pdx': '10.30.0.0/16',
  });
  expect(destinations(iad)).toMatchObject({
    'Vpcs/apps/Routes/1/cmh': '10.20.0.0/16',
    'Vpcs/apps/Routes/1/iad': '10.10.0.0/16',
    'Vpcs/databases/Routes/2/iad': '10.10.0.0/16',
  });
});

test('a VPC route waits for the attachment of its VPC', () => {
  const attachments = byPath(iad.template, 'AWS::EC2::TransitGatewayAttachment');
  for (const [path, route] of Object.entries(byPath(iad.template, 'AWS::EC2::Route'))) {
    // Probe subnets are in the first VPC.
    const vpc = path.startsWith('Probes/') ? 'apps' : path.split('/')[1];
    const [awaited] = route.DependsOn ?? [];
    expect(iad.template.Resources[awaited ?? '']).toBe(attachments[`Vpcs/${vpc}/Attachment/Attachment`]);
  }
});

test('flow logs go to an encrypted group that only they can write to', () => {
  const all = Object.entries(byPath(iad.template, 'AWS::Logs::LogGroup'));
  const groups = all.filter(([path]) => path.includes('/FlowLogs/'));
  expect(groups).toHaveLength(2);
  for (const [, { Properties }] of groups) {
    expect(Properties.RetentionInDays).toBe(90);
    expect(JSON.stringify(Properties.KmsKeyId)).toContain('LogKey');
  }
  expect(Object.keys(byPath(iad.template, 'AWS::EC2::FlowLog'))).toHaveLength(2);
  const policies = Object.entries(byPath(iad.template, 'AWS::IAM::Policy'));
  for (const [, { Properties }] of policies.filter(([path]) => path.includes('/FlowLogs/')))
    expect(JSON.stringify(Properties)).not.toContain('"Resource":"*"');
});

test('one key for the logs of a site, rotated, that CloudWatch Logs may use for the stacks of the site alone', () => {
  const keys = byPath(iad.template, 'AWS::KMS::Key');
  expect(Object.keys(keys)).toEqual(['LogKey/Key', 'Alarms/Key', 'LinkStateKey/Key']);
  const { Properties } = keys['LogKey/Key'] as Resource;
  expect(Properties.EnableKeyRotation).toBe(true);
  const [, logs] = (Properties.KeyPolicy as { Statement: unknown[] }).Statement;
  expect(logs).toMatchObject({ Principal: { Service: 'logs.us-east-1.amazonaws.com' } });
  expect(JSON.stringify(logs)).toContain(':log-group:acme-iad*');
});

test('there is a steering list for every other site, and one for each of its VPCs', () => {
  const lists = Object.values(byPath(cmh.template, 'AWS::EC2::PrefixList'));
  const said = lists.map((list) => ({ ...tagsOf(list), ...list.Properties, Tags: undefined }));
  expect(said).toEqual([
    expect.objectContaining({ 'detour:steers': 'iad', PrefixListName: 'acme-cmh-steers-iad' }),
    expect.objectContaining({ 'detour:steers': 'iad', 'detour:steers-vpc': 'apps' }),
    expect.objectContaining({ 'detour:steers': 'iad', 'detour:steers-vpc': 'databases' }),
    expect.objectContaining({ 'detour:steers': 'pdx', PrefixListName: 'acme-cmh-steers-pdx' }),
    expect.objectContaining({ 'detour:steers': 'pdx', 'detour:steers-vpc': 'core' }),
  ]);
  expect(lists[0]?.Properties).toMatchObject({
    AddressFamily: 'IPv4',
    MaxEntries: 8,
    Entries: ['10.10.0.0/19', '10.10.32.0/19', '10.10.64.0/19', '10.10.96.0/19'].map((Cidr) => ({ Cidr })),
  });
});

test('premises are steered as a whole, by what they announce, from every site', () => {
  for (const site of ['cmh', 'iad', 'pdx']) {
    const lists = Object.values(byPath(stackOf(hybridAssembly, `acme-${site}`).template, 'AWS::EC2::PrefixList'));
    const toPremises = lists.filter((list) => tagsOf(list)['detour:steers'] === 'ord');
    expect(toPremises.map(({ Properties }) => [Properties.PrefixListName, Properties.Entries])).toEqual([
      [
        `acme-${site}-steers-ord`,
        ['10.40.0.0/18', '10.40.64.0/18', '10.40.128.0/18', '10.40.192.0/18'].map((Cidr) => ({ Cidr })),
      ],
    ]);
  }
});

test('every workload table leads to premises, whether or not the site has a link to them', () => {
  for (const site of ['cmh', 'iad']) {
    const routes = byPath(stackOf(hybridAssembly, `acme-${site}`).template, 'AWS::EC2::Route');
    const tables = Object.keys(routes).filter((path) => path.endsWith('/ord'));
    expect(tables).toEqual(['Vpcs/core/Routes/1/ord', 'Vpcs/core/Routes/2/ord']);
    for (const path of tables) expect(routes[path]?.Properties.DestinationCidrBlock).toBe('10.40.0.0/16');
  }
});

test('nothing in any template refers to a steering list but what permits to steer by it, and what tells its id', () => {
  for (const { template } of [...assembly.values(), ...hybridAssembly.values()]) {
    const lists = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::EC2::PrefixList');
    const others = Object.values(template.Resources).filter(
      ({ Type }) => !['AWS::IAM::ManagedPolicy', 'AWS::SSM::Parameter'].includes(Type),
    );
    const text = JSON.stringify([others, template.Outputs]);
    for (const [id] of lists) expect(text).not.toMatch(new RegExp(`"(Ref|Fn::GetAtt)":\\[?"${id}"`));
  }
});

/** Statements of the policy that permits to steer at a site of the hybrid backbone. */
function steeringPolicy(site: string) {
  const policies = Object.values(byPath(stackOf(hybridAssembly, `acme-${site}`).template, 'AWS::IAM::ManagedPolicy'));
  return policies.flatMap(({ Properties }) => {
    const { Statement } = Properties.PolicyDocument as {
      readonly Statement: readonly { readonly Action: readonly string[] }[];
    };
    return Statement;
  });
}

test('overrides are permitted in the two tables of the site, by the lists of whole sites, and nowhere else', () => {
  const { Resources } = stackOf(hybridAssembly, 'acme-cmh').template;
  const named = Object.entries(Resources).filter(([id]) =>
    new RegExp(`"Ref":"${id}"`).test(JSON.stringify(steeringPolicy('cmh'))),
  );
  expect(named.map(([, resource]) => pathOf(resource)).sort()).toEqual([
    'Steering/iad/All/Size/8',
    'Steering/ord/All/Size/8',
    'Steering/pdx/All/Size/8',
    'TransitGateway/SpokesTable',
    'TransitGateway/TransitTable',
  ]);
});

test('no table is deleted or shared by what permits to steer', () => {
  const actions = steeringPolicy('cmh').flatMap(({ Action }) => Action);
  expect([...new Set(actions)].sort()).toEqual([
    'ec2:CreateTransitGatewayPrefixListReference',
    'ec2:CreateTransitGatewayRoute',
    'ec2:DeleteTransitGatewayPrefixListReference',
    'ec2:DisableTransitGatewayRouteTablePropagation',
    'ec2:EnableTransitGatewayRouteTablePropagation',
    'ec2:GetManagedPrefixListEntries',
    'ec2:ModifyTransitGatewayPrefixListReference',
    'ec2:ReplaceTransitGatewayRoute',
    'ec2:SearchTransitGatewayRoutes',
  ]);
});

test('people are told over a topic that nobody reads on its way, and that alarms of the site alone may use', () => {
  const mailed = assemblyOf(triangle({ notify: { email: 'oncall@acme.example' } }));
  for (const [from, subscriptions] of [
    [assembly, []],
    [mailed, ['oncall@acme.example']],
  ] as const) {
    const { template } = stackOf(from, 'acme-cmh');
    const [topic] = Object.values(byPath(template, 'AWS::SNS::Topic'));
    expect(topic?.Properties.KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^AlarmsKey/), 'Arn'] });
    const endpoints = Object.values(byPath(template, 'AWS::SNS::Subscription')).map(
      ({ Properties }) => Properties.Endpoint,
    );
    expect(endpoints).toEqual(subscriptions);
    const policies = [
      byPath(template, 'AWS::KMS::Key')['Alarms/Key']?.Properties.KeyPolicy,
      Object.values(byPath(template, 'AWS::SNS::TopicPolicy'))[0]?.Properties.PolicyDocument,
    ] as { readonly Statement: readonly { readonly Principal: { readonly Service?: string } }[] }[];
    for (const { Statement } of policies) {
      const forAlarms = Statement.filter(({ Principal }) => Principal.Service === 'cloudwatch.amazonaws.com');
      expect(forAlarms).toHaveLength(1);
      expect(JSON.stringify(forAlarms)).toContain(':alarm:acme-cmh-*');
      expect(forAlarms[0]).toMatchObject({
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      });
    }
  }
});

test('the template carries its part of the backbone', () => {
  const flow = { from: 'iad', to: 'pdx', survive: { links: 2, risks: 1 } };
  const refined = triangle({ flows: [flow, { from: 'pdx', to: 'iad', survive: { links: 1, risks: 1 } }] });
  const { sites, policy } = toBackbone(refined);
  expect(stackOf(assemblyOf(refined), 'acme-iad').template.Metadata?.[METADATA_KEY]).toEqual({
    version: 1,
    backbone: { name: 'acme', policy, flows: [flow] },
    sites: sites.filter(({ name }) => name === 'iad'),
  });
});
