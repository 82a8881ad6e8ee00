import { METADATA_KEY } from '../../lib/routing/tags';
import { toBackbone } from '../../lib/topology/backbone';
import { assemblyOf, byPath, type Resource, readsOf, stackOf } from '../support/assembly';
import { triangle } from '../support/topologies';

const assembly = assemblyOf(triangle());
const link = stackOf(assembly, 'acme-link-iad-pdx');
const routes = stackOf(assembly, 'acme-iad-routes');

const read = (StackName: string, OutputName: string, Region: string) => ({
  'Fn::GetStackOutput': { StackName, OutputName, Region },
});

function at(type: string, path: string): Resource {
  const resource = byPath(routes.template, type)[path];
  if (!resource) throw new Error(`no ${type} at ${path}`);
  return resource;
}

/** The construct path of the custom resource whose attachment the resource names. */
function linkOf({ Properties }: Resource, { template } = routes): string | undefined {
  const attachment = Properties.TransitGatewayAttachmentId as { readonly 'Fn::GetAtt': readonly [string, string] };
  const [id, attribute] = attachment['Fn::GetAtt'];
  expect(attribute).toBe('AttachmentId');
  const ends = byPath(template, 'Custom::DetourPeering');
  return Object.keys(ends).find((path) => ends[path] === template.Resources[id]);
}

function statementsOf({ Properties }: Resource): readonly { readonly Action: unknown; readonly Resource: unknown }[] {
  return (Properties.PolicyDocument as { Statement: [] }).Statement;
}

test('the requester asks for the peering, in its region', () => {
  expect(link.region).toBe('us-west-2');
  const [peering, ...more] = Object.values(byPath(link.template, 'AWS::EC2::TransitGatewayPeeringAttachment'));
  expect(more).toEqual([]);
  expect(peering?.Properties).toMatchObject({
    TransitGatewayId: read('acme-pdx', 'TransitGatewayId', 'us-west-2'),
    PeerTransitGatewayId: read('acme-iad', 'TransitGatewayId', 'us-east-1'),
    PeerRegion: 'us-east-1',
    PeerAccountId: { Ref: 'AWS::AccountId' },
    Tags: expect.arrayContaining([
      { Key: 'detour:link', Value: 'iad-pdx' },
      { Key: 'Name', Value: 'acme-iad-pdx' },
    ]),
  });
});

test('a link stack carries its link', () => {
  expect(link.template.Metadata?.[METADATA_KEY]).toEqual({
    version: 1,
    links: toBackbone(triangle()).links.filter(({ name }) => name === 'iad-pdx'),
  });
});

test('each end of a peering looks up in transit', () => {
  const associations = byPath(routes.template, 'AWS::EC2::TransitGatewayRouteTableAssociation');
  expect(Object.values(associations).map((association) => linkOf(association))).toEqual([
    'Links/iad-cmh/Peering',
    'Links/iad-pdx/Peering',
  ]);
  for (const { Properties } of Object.values(associations))
    expect(Properties.TransitGatewayRouteTableId).toEqual(read('acme-iad', 'TransitTableId', 'us-east-1'));
});

test('the custom resource names the attachment and the role', () => {
  expect(at('Custom::DetourPeering', 'Links/iad-pdx/Peering').Properties).toMatchObject({
    TransitGatewayAttachmentId: read('acme-link-iad-pdx', 'AttachmentId', 'us-west-2'),
    Role: 'accept',
  });
  expect(at('Custom::DetourPeering', 'Links/iad-cmh/Peering').Properties).toMatchObject({
    TransitGatewayAttachmentId: read('acme-link-iad-cmh', 'AttachmentId', 'us-east-1'),
    Role: 'wait',
  });
});

test('only the accepter may accept, and only that attachment', () => {
  const policies = Object.entries(byPath(routes.template, 'AWS::IAM::Policy'));
  const accepting = policies.filter(([, policy]) => JSON.stringify(policy).includes('ec2:AcceptTransit'));
  expect(accepting.map(([path]) => path)).toEqual(['Links/iad-pdx/PermissionToAccept']);
  const statements = accepting.flatMap(([, policy]) => statementsOf(policy));
  expect(readsOf(statements.map(({ Resource }) => Resource))).toEqual([
    { StackName: 'acme-link-iad-pdx', OutputName: 'AttachmentId', Region: 'us-west-2' },
  ]);
  expect(JSON.stringify(statements)).toContain(':transit-gateway-attachment/');
});

test('the accepter has its permission before it accepts', () => {
  const before = at('Custom::DetourPeering', 'Links/iad-pdx/Peering').DependsOn ?? [];
  expect(before.map((id) => routes.template.Resources[id]?.Type)).toContain('AWS::IAM::Policy');
});

test('only the description of peerings, which EC2 cannot restrict, is allowed on everything', () => {
  const statements = Object.values(byPath(routes.template, 'AWS::IAM::Policy')).flatMap(statementsOf);
  const unrestricted = statements.filter(({ Resource }) => Resource === '*');
  expect(unrestricted.map(({ Action }) => Action)).toEqual(['ec2:DescribeTransitGatewayPeeringAttachments']);
});

test('every function logs to the one encrypted group', () => {
  const [group, ...more] = Object.values(byPath(routes.template, 'AWS::Logs::LogGroup'));
  expect(more).toEqual([]);
  expect(group?.Properties).toMatchObject({
    KmsKeyId: read('acme-iad', 'LogKeyArn', 'us-east-1'),
    RetentionInDays: 90,
  });
  const functions = Object.values(byPath(routes.template, 'AWS::Lambda::Function'));
  expect(functions).toHaveLength(5);
  for (const { Properties } of functions) {
    expect(Properties.Runtime).toBe('nodejs24.x');
    expect(JSON.stringify(Properties.LoggingConfig)).toContain('LogGroup');
  }
});

test.each(['spokes', 'transit'])('table %s has one route to every other site over the cheapest path', (table) => {
  const prefix = `Baseline/${table}/`;
  const all = Object.entries(byPath(routes.template, 'AWS::EC2::TransitGatewayRoute'));
  const own = all.filter(([path]) => path.startsWith(prefix));
  const said = own.map(([path, route]) => [
    path.slice(prefix.length),
    route.Properties.DestinationCidrBlock,
    linkOf(route),
  ]);
  expect(said).toEqual([
    ['cmh', '10.20.0.0/16', 'Links/iad-cmh/Peering'],
    ['pdx', '10.30.0.0/16', 'Links/iad-pdx/Peering'],
  ]);
  const output = table === 'spokes' ? 'SpokesTableId' : 'TransitTableId';
  for (const [, { Properties }] of own)
    expect(Properties.TransitGatewayRouteTableId).toEqual(read('acme-iad', output, 'us-east-1'));
});

test('a link that costs more than the way around carries no baseline', () => {
  const links = triangle().links.map((each) => (each.name === 'iad-pdx' ? { ...each, cost: 100 } : each));
  const detour = stackOf(assemblyOf(triangle({ links })), 'acme-iad-routes');
  const { 'Baseline/spokes/pdx': toPdx } = byPath(detour.template, 'AWS::EC2::TransitGatewayRoute');
  expect(toPdx && linkOf(toPdx, detour)).toBe('Links/iad-cmh/Peering');
});
