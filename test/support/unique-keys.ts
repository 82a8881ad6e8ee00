// What AWS has once only: of two resources with the same key the second is refused as long as the first is there.

import { METADATA_KEY } from '../../lib/routing/tags';
import { type Assembly, type Resource, stackOf, type Template } from './assembly';

/** Properties that no two resources of a type have in common. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::Subnet': ['VpcId', 'CidrBlock'],
  'AWS::EC2::VPCCidrBlock': ['VpcId', 'CidrBlock'],
  'AWS::EC2::Route': ['RouteTableId', 'DestinationCidrBlock'],
  'AWS::EC2::TransitGatewayRoute': ['TransitGatewayRouteTableId', 'DestinationCidrBlock'],
  'AWS::EC2::TransitGatewayRouteTableAssociation': ['TransitGatewayAttachmentId'],
  'AWS::EC2::TransitGatewayRouteTablePropagation': ['TransitGatewayRouteTableId', 'TransitGatewayAttachmentId'],
  'AWS::EC2::CustomerGateway': ['IpAddress', 'CertificateArn', 'BgpAsn', 'BgpAsnExtended', 'DeviceName'],
  'Custom::DetourCustomerGateway': ['CertificateArn', 'BgpAsn', 'DeviceName'],
  'AWS::DirectConnect::TransitVirtualInterface': ['ConnectionId', 'Vlan'],
  'Custom::DetourHostedInterface': ['VirtualInterfaceId'],
};

interface Existing {
  readonly vpcs: readonly { readonly id: string; readonly cidr: string }[];
}

/** The CIDR of a VPC that the template makes, or of one of which it says that it is there. */
function cidrOf({ Resources, Metadata }: Template, vpc: unknown): unknown {
  if (typeof vpc === 'object' && vpc !== null && 'Ref' in vpc) return Resources[String(vpc.Ref)]?.Properties.CidrBlock;
  const { existing } = (Metadata?.[METADATA_KEY] ?? {}) as { readonly existing?: Existing };
  return existing?.vpcs.find(({ id }) => id === vpc)?.cidr;
}

/** The gateway, by the existing interface where one hangs on it: who wrote it otherwise does not move it. */
function directConnectGatewayOf({ Resources }: Template, gateway: unknown): unknown {
  const hosted = Object.values(Resources).find(({ Type }) => Type === 'Custom::DetourHostedInterface');
  return hosted ? `the gateway of ${hosted.Properties.VirtualInterfaceId}` : gateway;
}

/** `see` gives a property's value as the deployment sees it. */
export function uniqueKeys(
  assembly: Assembly,
  stack: string,
  { Type, Properties = {} }: Resource,
  see: (value: unknown) => unknown,
): readonly string[] {
  const { template, account, region } = stackOf(assembly, stack);
  const value = (name: string) => see(Properties[name]);
  const where = Type.startsWith('AWS::EC2::') ? [account, region] : [];
  const key = (...parts: readonly unknown[]) => JSON.stringify([Type, ...where, ...parts]);
  const gateway = value('TransitGatewayId');
  switch (Type) {
    case 'AWS::EC2::TransitGatewayAttachment':
      // A gateway has one attachment of a VPC, and does not learn a CIDR that another VPC has brought before.
      return [key(gateway, value('VpcId')), key(gateway, cidrOf(template, Properties.VpcId))];
    case 'AWS::EC2::TransitGatewayPeeringAttachment':
      return [key(...[gateway, value('PeerTransitGatewayId')].map((end) => JSON.stringify(end)).sort())];
    case 'AWS::DirectConnect::DirectConnectGatewayAssociation':
      // All associations allow the same aggregates, and those of one gateway must not overlap.
      return [key(directConnectGatewayOf(template, value('DirectConnectGatewayId')))];
    default: {
      const names = TOGETHER[Type];
      return names ? [key(...names.map(value))] : [];
    }
  }
}
