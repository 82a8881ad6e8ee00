import { METADATA_KEY } from '../../lib/routing/tags';
import type { DirectConnectLink } from '../../lib/topology/topology';
import { assemblyOf, byPath, type DeployedStack, pathOf, type Resource, stackOf } from '../support/assembly';
import { changedResources } from '../support/template-diff';
import { awsSite, directConnect, hybrid, peering } from '../support/topologies';

const GATEWAY = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';
const base = hybrid();
const assembly = assemblyOf(base);

function withLink(changes: Partial<DirectConnectLink>, dropped: readonly (keyof DirectConnectLink)[] = []) {
  const links = base.links.map((link) => {
    if (link.name !== 'ord-iad-dx') return link;
    const kept = Object.fromEntries(Object.entries(link).filter(([key]) => !dropped.some((gone) => gone === key)));
    return { ...kept, ...changes } as DirectConnectLink;
  });
  return stackOf(assemblyOf(hybrid({ links })), 'acme-link-ord-iad-dx');
}

const created = stackOf(assembly, 'acme-link-ord-iad-dx');
const hosted = withLink({ virtualInterface: 'dxvif-ffabc999' }, ['connection', 'vlan']);
const existing = withLink(
  { virtualInterface: 'dxvif-ffabc999', directConnectGateway: GATEWAY, amazonAsn: 64600, mtu: 1500 },
  ['connection', 'vlan'],
);
const secured = withLink({
  mtu: 1500,
  bgp: [
    { amazonAddress: '169.254.255.1/30', customerAddress: '169.254.255.2/30', authKeySecret: 'detour/first' },
    { amazonAddress: '169.254.255.5/30', customerAddress: '169.254.255.6/30', authKeySecret: 'detour/second' },
  ],
});

function only({ template }: DeployedStack, type: string): Resource {
  const [resource, ...more] = Object.values(byPath(template, type));
  if (!resource || more.length > 0) throw new Error(`${more.length + 1} resources of ${type}, or none`);
  return resource;
}

const count = ({ template }: DeployedStack, type: string) => Object.keys(byPath(template, type)).length;

/** The resource at the other end of a `Fn::GetAtt`, with the attribute. */
function source({ template }: DeployedStack, value: unknown): string {
  const [id = '', attribute] = (value as { readonly 'Fn::GetAtt': readonly string[] })['Fn::GetAtt'];
  const resource = template.Resources[id];
  return `${resource && pathOf(resource)} ${attribute}`;
}

/** What a resource waits for, beside the guard for which all of them wait (deployment-guards.test.ts). */
function awaitedIn({ template }: DeployedStack, ids: readonly string[] = []): readonly Resource[] {
  const awaited = ids.flatMap((id) => template.Resources[id] ?? []);
  return awaited.filter(({ Type }) => Type !== 'Custom::DetourDrainGuard');
}

const read = (OutputName: string) => ({
  'Fn::GetStackOutput': { StackName: 'acme-iad', OutputName, Region: 'us-east-1' },
});

describe('a link of its own gateway and interface', () => {
  test('is one stack in the region of its AWS end, beside its site', () => {
    expect([created.region, created.dependencies, created.terminationProtection]).toEqual([
      'us-east-1',
      ['acme-iad'],
      true,
    ]);
  });

  test('has a gateway with the number of the link, tagged with the link', () => {
    const gateway = only(created, 'AWS::DirectConnect::DirectConnectGateway');
    expect(gateway.Properties).toMatchObject({
      DirectConnectGatewayName: 'acme-ord-iad-dx',
      AmazonSideAsn: '4266000004',
      Tags: expect.arrayContaining([{ Key: 'detour:link', Value: 'ord-iad-dx' }]),
    });
    expect(gateway.DeletionPolicy).toBeUndefined();
  });

  test('has an interface on the connection, for jumbo frames, toward the number of the premises', () => {
    const { Properties } = only(created, 'AWS::DirectConnect::TransitVirtualInterface');
    expect(Properties).toMatchObject({
      VirtualInterfaceName: 'acme-ord-iad-dx',
      ConnectionId: 'dxcon-ffabc124',
      Vlan: 104,
      Mtu: 8500,
      BgpPeers: [{ AddressFamily: 'ipv4', Asn: '65010' }],
      Tags: expect.arrayContaining([{ Key: 'detour:link', Value: 'ord-iad-dx' }]),
    });
    expect(source(created, Properties.DirectConnectGatewayId)).toBe('Gateway/Gateway DirectConnectGatewayId');
    expect(count(created, 'Custom::DetourHostedInterface')).toBe(0);
  });

  test('lets nothing be announced before it can be carried and answered', () => {
    const { DependsOn } = only(created, 'AWS::DirectConnect::TransitVirtualInterface');
    expect(awaitedIn(created, DependsOn).map(pathOf).sort()).toEqual([
      'Attachment/AllowedPrefixes/Prefixes',
      'Attachment/Propagations/spokes',
      'Attachment/Propagations/transit',
    ]);
    const propagations = Object.values(byPath(created.template, 'AWS::EC2::TransitGatewayRouteTablePropagation'));
    for (const propagation of propagations)
      expect(awaitedIn(created, propagation.DependsOn).map(({ Type }) => Type)).toEqual([
        'AWS::EC2::TransitGatewayRouteTableAssociation',
      ]);
  });
});

describe.each([
  ['created', created],
  ['hosted', hosted],
  ['existing', existing],
])('a link with an interface that is %s', (_, stack) => {
  test('is associated with every aggregate, and with nothing else', () => {
    const { Properties } = only(stack, 'AWS::DirectConnect::DirectConnectGatewayAssociation');
    expect(Properties.AssociatedGatewayId).toEqual(read('TransitGatewayId'));
    expect(Properties.AllowedPrefixesToDirectConnectGateway).toEqual(['10.10.0.0/16', '10.20.0.0/16', '10.30.0.0/16']);
  });

  test('allows the VPCs of its own site and its own probe subnet beside them', () => {
    const association = only(stack, 'AWS::DirectConnect::DirectConnectGatewayAssociation');
    const { Properties, DependsOn } = only(stack, 'Custom::DetourAllowedPrefixes');
    expect(Properties).toMatchObject({
      Link: 'ord-iad-dx',
      TransitGatewayId: read('TransitGatewayId'),
      DirectConnectGatewayId: association.Properties.DirectConnectGatewayId,
      Prefixes: ['10.10.0.0/18', '10.10.48.64/28'],
      AssociationPrefixes: association.Properties.AllowedPrefixesToDirectConnectGateway,
    });
    expect(awaitedIn(stack, DependsOn)).toEqual([association]);
  });

  test('finds its attachment by the gateway, once that is associated', () => {
    const association = only(stack, 'AWS::DirectConnect::DirectConnectGatewayAssociation');
    const { Properties, DependsOn } = only(stack, 'Custom::DetourAttachment');
    expect(Properties).toMatchObject({
      Link: 'ord-iad-dx',
      TransitGatewayId: read('TransitGatewayId'),
      ResourceId: association.Properties.DirectConnectGatewayId,
      ResourceType: 'direct-connect-gateway',
    });
    expect(awaitedIn(stack, DependsOn)).toEqual([association]);
    const outputs = stack.template.Outputs as { readonly AttachmentId: { readonly Value: unknown } };
    expect(source(stack, outputs.AttachmentId.Value)).toBe('Attachment/Lookup/Attachment AttachmentId');
  });

  test('looks up in transit, and is learned by spokes and transit', () => {
    const association = only(stack, 'AWS::EC2::TransitGatewayRouteTableAssociation');
    const propagations = byPath(stack.template, 'AWS::EC2::TransitGatewayRouteTablePropagation');
    expect(association.Properties.TransitGatewayRouteTableId).toEqual(read('TransitTableId'));
    const learning = Object.values(propagations).map(({ Properties }) => Properties.TransitGatewayRouteTableId);
    expect(learning).toEqual([read('SpokesTableId'), read('TransitTableId')]);
    for (const { Properties } of [association, ...Object.values(propagations)])
      expect(source(stack, Properties.TransitGatewayAttachmentId)).toBe('Attachment/Lookup/Attachment AttachmentId');
  });

  test('carries its link and its premises', () => {
    expect(stack.template.Metadata?.[METADATA_KEY]).toMatchObject({
      version: 1,
      sites: [{ name: 'ord', kind: 'on-prem' }],
      links: [{ name: 'ord-iad-dx', kind: 'direct-connect', between: ['ord', 'iad'] }],
    });
  });
});

describe('a hosted interface', () => {
  test('is accepted with a gateway of the link, which stays when the link goes', () => {
    const gateway = only(hosted, 'AWS::DirectConnect::DirectConnectGateway');
    expect([gateway.DeletionPolicy, gateway.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
    const { Properties } = only(hosted, 'Custom::DetourHostedInterface');
    expect(Properties).toMatchObject({ Link: 'ord-iad-dx', VirtualInterfaceId: 'dxvif-ffabc999', Role: 'confirm' });
    expect(Properties).toMatchObject({ Mtu: 8500, CustomerAsn: 65010 });
    expect(Properties).not.toHaveProperty('AmazonAsn');
    expect(source(hosted, Properties.DirectConnectGatewayId)).toBe('Gateway/Gateway DirectConnectGatewayId');
    expect(count(hosted, 'AWS::DirectConnect::TransitVirtualInterface')).toBe(0);
  });

  test('is only looked at when it hangs on a gateway that is there', () => {
    expect(count(existing, 'AWS::DirectConnect::DirectConnectGateway')).toBe(0);
    expect(count(existing, 'AWS::DirectConnect::TransitVirtualInterface')).toBe(0);
    const { Properties } = only(existing, 'Custom::DetourHostedInterface');
    expect(Properties).toMatchObject({ DirectConnectGatewayId: GATEWAY, Role: 'check' });
    expect(Properties).toMatchObject({ Mtu: 1500, CustomerAsn: 65010, AmazonAsn: 64600 });
    expect(only(existing, 'AWS::DirectConnect::DirectConnectGatewayAssociation').Properties).toMatchObject({
      DirectConnectGatewayId: GATEWAY,
    });
  });
});

describe('a BGP session', () => {
  test('has its addresses, and there may be two', () => {
    const { Properties } = only(secured, 'AWS::DirectConnect::TransitVirtualInterface');
    expect(Properties.Mtu).toBe(1500);
    expect(Properties.BgpPeers).toMatchObject([
      { AmazonAddress: '169.254.255.1/30', CustomerAddress: '169.254.255.2/30' },
      { AmazonAddress: '169.254.255.5/30', CustomerAddress: '169.254.255.6/30' },
    ]);
  });

  test('has its key in a secret, and never in the template', () => {
    const { Properties } = only(secured, 'AWS::DirectConnect::TransitVirtualInterface');
    expect((Properties.BgpPeers as readonly { readonly AuthKey: string }[]).map(({ AuthKey }) => AuthKey)).toEqual([
      '{{resolve:secretsmanager:detour/first:SecretString:::}}',
      '{{resolve:secretsmanager:detour/second:SecretString:::}}',
    ]);
    for (const { template } of assembly.values()) expect(JSON.stringify(template)).not.toContain('AuthKey');
  });
});

/** What a function of the stack may do at AWS, beside writing logs, by the path of its role's policy. */
function permissions({ template }: DeployedStack): readonly string[] {
  const policies = Object.entries(byPath(template, 'AWS::IAM::Policy'));
  return policies.flatMap(([path, { Properties }]) => {
    const { Statement } = Properties.PolicyDocument as { Statement: readonly { Action: unknown; Resource: unknown }[] };
    return Statement.filter(({ Action }) => /"(ec2|directconnect):/.test(JSON.stringify(Action))).map(
      ({ Action, Resource: on }) => `${path.split('/').at(-4) ?? path} ${Action} ${JSON.stringify(on)}`,
    );
  });
}

test('a function may change one association, find attachments, and accept one interface', () => {
  const arn = (text: string) => expect.stringContaining(text);
  expect(permissions(created)).toEqual([
    'Lookup ec2:DescribeTransitGatewayAttachments "*"',
    arn(
      'AllowedPrefixes directconnect:DescribeDirectConnectGatewayAssociations {"Fn::Join":["",["arn:aws:directconnect::"',
    ),
    'AllowedPrefixes directconnect:UpdateDirectConnectGatewayAssociation "*"',
  ]);
  expect(permissions(hosted).slice(3)).toEqual([
    arn('HostedInterface directconnect:DescribeVirtualInterfaces {"Fn::Join":["",["arn:aws:directconnect:us-east-1:"'),
    arn(':dxvif/dxvif-ffabc999'),
  ]);
  expect(permissions(existing).slice(3)).toEqual([arn('HostedInterface directconnect:DescribeVirtualInterfaces')]);
});

describe('what a change of the topology changes in a link', () => {
  const changes = (links = base.links, sites = base.sites) =>
    changedResources(assembly, assemblyOf(hybrid({ links, sites })));

  test('another link between the same sites changes nothing of it', () => {
    const more = changes([...base.links, directConnect('ord-iad-dx2', ['ord', 'iad'], 7, { cost: 9 })]);
    expect(more.filter((line) => line.includes('acme-link-') && !line.includes('acme-link-ord-iad-dx2'))).toEqual([]);
  });

  test('another VPC is allowed in place', () => {
    const vpcs = [
      { name: 'core', cidr: '10.10.0.0/18', azs: 2 },
      { name: 'more', cidr: '10.10.64.0/18', azs: 2 },
    ];
    const sites = base.sites.map((site) => (site.name === 'iad' ? awsSite('iad', 1, { vpcs }) : site));
    expect(changes(base.links, sites).filter((line) => line.includes('acme-link-ord-iad-dx'))).toEqual([
      '~ acme-link-ord-iad-dx Custom::DetourAllowedPrefixes Attachment/AllowedPrefixes/Prefixes',
    ]);
  });

  test('another AWS site is allowed in place', () => {
    const more = changes([...base.links, peering('cmh', 'dub', 9)], [...base.sites, awsSite('dub', 5)]);
    expect(more.filter((line) => line.includes('acme-link-ord-iad-dx'))).toEqual([
      '~ acme-link-ord-iad-dx AWS::DirectConnect::DirectConnectGatewayAssociation Attachment/Association',
      '~ acme-link-ord-iad-dx Custom::DetourAllowedPrefixes Attachment/AllowedPrefixes/Prefixes',
    ]);
  });
});
