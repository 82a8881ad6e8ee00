import { METADATA_KEY } from '../../lib/routing/tags';
import { toBackbone } from '../../lib/topology/backbone';
import { assemblyOf, byPath, type Resource, stackOf } from '../support/assembly';
import { hybrid, premises, vpn } from '../support/topologies';

const topology = hybrid();
const assembly = assemblyOf(topology);
const link = stackOf(assembly, 'acme-link-ord-iad-vpn');
const routes = stackOf(assembly, 'acme-iad-routes');

const read = (StackName: string, OutputName: string, Region = 'us-east-1') => ({
  'Fn::GetStackOutput': { StackName, OutputName, Region },
});

function only(type: string, { template } = link): Resource {
  const [found, ...more] = Object.values(byPath(template, type));
  if (!found || more.length > 0) throw new Error(`expected one ${type}`);
  return found;
}

function logicalIdOf(resource: Resource, { template } = link): string {
  const [id] = Object.entries(template.Resources).find(([, other]) => other === resource) ?? [];
  return id ?? '';
}

/** Where the attachment id of this VPN is read in its own stack. */
const attachment = { 'Fn::GetAtt': [logicalIdOf(only('Custom::DetourAttachment')), 'AttachmentId'] };
const edgeTable = { Ref: logicalIdOf(only('AWS::EC2::TransitGatewayRouteTable')) };

test('the stack is in the region of the AWS end, and carries its link and the premises', () => {
  expect(link).toMatchObject({ region: 'us-east-1', terminationProtection: true });
  const { links, sites } = toBackbone(topology);
  expect(link.template.Metadata?.[METADATA_KEY]).toEqual({
    version: 1,
    sites: sites.filter(({ name }) => name === 'ord'),
    links: links.filter(({ name }) => name === 'ord-iad-vpn'),
  });
});

test('the customer gateway is the router of the premises', () => {
  expect(only('AWS::EC2::CustomerGateway').Properties).toMatchObject({
    Type: 'ipsec.1',
    IpAddress: '203.0.113.5',
    BgpAsn: 65010,
  });
});

test('links to one router have customer gateways that differ, of which two deployments never have the same', () => {
  const second = vpn('ord-iad-vpn2', ['ord', 'iad'], 7, { customerGateway: { ip: '203.0.113.5' }, cost: 60 });
  const both = assemblyOf(hybrid({ prefix: 'spare', links: [...topology.links, second] }));
  const names = ['ord-iad-vpn', second.name].map((name) => {
    const { IpAddress, DeviceName } = only('AWS::EC2::CustomerGateway', stackOf(both, `spare-link-${name}`)).Properties;
    return `${IpAddress} ${DeviceName}`;
  });
  expect(names).toEqual(['203.0.113.5 spare-ord-iad-vpn', '203.0.113.5 spare-ord-iad-vpn2']);
});

test('the connection ends at the gateway of the site, speaks BGP, and keeps its keys where no template shows them', () => {
  const connection = only('AWS::EC2::VPNConnection');
  expect(connection.Properties).toMatchObject({
    Type: 'ipsec.1',
    TransitGatewayId: read('acme-iad', 'TransitGatewayId'),
    CustomerGatewayId: { Ref: logicalIdOf(only('AWS::EC2::CustomerGateway')) },
    StaticRoutesOnly: false,
    EnableAcceleration: false,
    PreSharedKeyStorage: 'SecretsManager',
  });
  for (const { template } of assembly.values()) expect(JSON.stringify(template)).not.toContain('"PreSharedKey"');
});

test('accelerated tunnels are asked for', () => {
  const links = [...topology.links.slice(0, 3), vpn('fast', ['iad', 'ord'], 7, { acceleration: true })];
  const fast = stackOf(assemblyOf(hybrid({ links })), 'acme-link-fast');
  expect(only('AWS::EC2::VPNConnection', fast).Properties.EnableAcceleration).toBe(true);
});

test('the tunnels are two, negotiate nothing weak, come up by themselves and are replaced on request only', () => {
  const tunnels = only('AWS::EC2::VPNConnection').Properties.VpnTunnelOptionsSpecifications as readonly unknown[];
  expect(tunnels).toHaveLength(2);
  const strong = {
    EncryptionAlgorithms: [{ Value: 'AES256-GCM-16' }],
    IntegrityAlgorithms: [{ Value: 'SHA2-384' }, { Value: 'SHA2-512' }],
    DHGroupNumbers: [{ Value: 19 }, { Value: 20 }, { Value: 21 }],
  };
  const phase = (n: number) => Object.fromEntries(Object.entries(strong).map(([key, v]) => [`Phase${n}${key}`, v]));
  for (const tunnel of tunnels)
    expect(tunnel).toMatchObject({
      IKEVersions: [{ Value: 'ikev2' }],
      ...phase(1),
      ...phase(2),
      StartupAction: 'start',
      DPDTimeoutAction: 'restart',
      EnableTunnelLifecycleControl: true,
    });
});

test('tunnels and BGP log to an encrypted group that is kept for three months', () => {
  const [group] = Object.entries(byPath(link.template, 'AWS::Logs::LogGroup')).filter(([path]) => /^Vpn\//.test(path));
  expect(group?.[1].Properties).toMatchObject({ RetentionInDays: 90 });
  expect(JSON.stringify(group?.[1].Properties.KmsKeyId)).toContain('LogKey');
  const tunnels = JSON.stringify(only('AWS::EC2::VPNConnection').Properties.VpnTunnelOptionsSpecifications);
  expect(tunnels.match(/"LogEnabled":true/g)).toHaveLength(2);
  expect(tunnels.match(/"BgpLogEnabled":true/g)).toHaveLength(2);
  const id = group ? logicalIdOf(group[1]) : '';
  expect(tunnels.match(new RegExp(`:log-group:",\\{"Ref":"${id}"\\}\\]\\]`, 'g'))).toHaveLength(4);
});

test('the attachment is looked up by the connection', () => {
  expect(only('Custom::DetourAttachment').Properties).toMatchObject({
    Link: 'ord-iad-vpn',
    TransitGatewayId: read('acme-iad', 'TransitGatewayId'),
    ResourceId: { Ref: logicalIdOf(only('AWS::EC2::VPNConnection')) },
    ResourceType: 'vpn',
  });
});

test('the VPN is associated with a table of its own, and nothing else is', () => {
  expect(only('AWS::EC2::TransitGatewayRouteTable').Properties).toMatchObject({
    TransitGatewayId: read('acme-iad', 'TransitGatewayId'),
    Tags: expect.arrayContaining([
      { Key: 'Name', Value: 'acme-iad-edge-ord-iad-vpn' },
      { Key: 'detour:link', Value: 'ord-iad-vpn' },
      { Key: 'detour:table', Value: 'edge-ord-iad-vpn' },
    ]),
  });
  expect(only('AWS::EC2::TransitGatewayRouteTableAssociation').Properties).toEqual({
    TransitGatewayAttachmentId: attachment,
    TransitGatewayRouteTableId: edgeTable,
  });
});

test('spokes and transit learn from the VPN, and its own table learns the VPCs of the site and nothing else', () => {
  const propagations = Object.values(byPath(link.template, 'AWS::EC2::TransitGatewayRouteTablePropagation'));
  expect(propagations.map(({ Properties }) => Properties)).toEqual([
    { TransitGatewayAttachmentId: read('acme-iad', 'VpcAttachmentIdcore'), TransitGatewayRouteTableId: edgeTable },
    { TransitGatewayAttachmentId: attachment, TransitGatewayRouteTableId: read('acme-iad', 'SpokesTableId') },
    { TransitGatewayAttachmentId: attachment, TransitGatewayRouteTableId: read('acme-iad', 'TransitTableId') },
  ]);
});

/** Everything waits for the guard (deployment-guards.test.ts). */
function besideGuard(awaited: readonly string[] = []): readonly string[] {
  return awaited.filter((id) => link.template.Resources[id]?.Type !== 'Custom::DetourDrainGuard');
}

test('the VPN may carry traffic only after its table knows the VPCs', () => {
  const awaited = besideGuard(only('AWS::EC2::TransitGatewayRouteTableAssociation').DependsOn);
  const types = awaited.map((id) => link.template.Resources[id]?.Properties.TransitGatewayAttachmentId);
  expect(types).toEqual([read('acme-iad', 'VpcAttachmentIdcore')]);
});

test('nothing is sent over the VPN before its answers find a table', () => {
  const propagations = byPath(link.template, 'AWS::EC2::TransitGatewayRouteTablePropagation');
  const association = logicalIdOf(only('AWS::EC2::TransitGatewayRouteTableAssociation'));
  for (const table of ['spokes', 'transit'])
    expect(besideGuard(propagations[`Propagations/${table}`]?.DependsOn)).toEqual([association]);
});

test('its table leads to every AWS site beyond, over peerings, and never back to premises', () => {
  const all = Object.entries(byPath(routes.template, 'AWS::EC2::TransitGatewayRoute'));
  const edge = all.filter(([path]) => path.startsWith('Baseline/edge-ord-iad-vpn/'));
  expect(edge.map(([, { Properties }]) => Properties.DestinationCidrBlock)).toEqual(['10.20.0.0/16', '10.30.0.0/16']);
  for (const [, { Properties }] of edge) {
    expect(Properties.TransitGatewayRouteTableId).toEqual(read('acme-link-ord-iad-vpn', 'EdgeTableId'));
    expect(JSON.stringify(Properties.TransitGatewayAttachmentId)).toMatch(/LinksiadcmhPeering|LinksiadpdxPeering/);
  }
});

test('a number of four bytes is written where EC2 takes it', () => {
  const sites = topology.sites.map((site) => (site.name === 'ord' ? premises('ord', 4, { asn: 4_200_000_010 }) : site));
  const large = stackOf(assemblyOf(hybrid({ sites })), 'acme-link-ord-iad-vpn');
  const { Properties } = only('AWS::EC2::CustomerGateway', large);
  expect(Properties).toMatchObject({ BgpAsnExtended: 4_200_000_010 });
  expect(Properties).not.toHaveProperty('BgpAsn');
});

test('a VPC whose name has hyphens is told apart from every other', () => {
  const vpcs = ['a-b', 'ab', 'axb'].map((name, i) => ({ name, cidr: `10.10.${i * 64}.0/18`, azs: 2 }));
  const sites = topology.sites.map((site) => (site.name === 'iad' ? { ...site, vpcs } : site));
  const { template } = stackOf(assemblyOf(hybrid({ sites: sites as typeof topology.sites })), 'acme-iad');
  const offered = Object.keys(template.Outputs ?? {}).filter((name) => name.startsWith('VpcAttachmentId'));
  expect(offered).toEqual(['VpcAttachmentIdaXb', 'VpcAttachmentIdab', 'VpcAttachmentIdaxb']);
});
