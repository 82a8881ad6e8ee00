// Templates that somebody wrote by hand: a gateway with one VPC in each of two regions, and a peering between them.

/** The parts that both have. `own` and `other` are the numbers of the second byte of their addresses. */
function site(own: number, other: number, peering: string, more: string): string {
  return `AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Block: {Type: String, Default: 10.${own}.0.0/16}
  Elsewhere: {Type: String, Default: 10.${other}.0.0/16}
${more}
  Gateway: {Type: AWS::EC2::TransitGateway, Properties: {DefaultRouteTableAssociation: disable, DefaultRouteTablePropagation: disable}}
  Table: {Type: AWS::EC2::TransitGatewayRouteTable, Properties: {TransitGatewayId: !Ref Gateway}}
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Block}}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]
      AvailabilityZone: !Select [0, !GetAZs '']
  Edge:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: !Select [1, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]}
  Attachment:
    Type: AWS::EC2::TransitGatewayVpcAttachment
    Properties: {TransitGatewayId: !Ref Gateway, VpcId: !Ref Vpc, SubnetIds: [!Ref Edge]}
  Uses:
    Type: AWS::EC2::TransitGatewayRouteTableAssociation
    Properties: {TransitGatewayAttachmentId: !Ref Attachment, TransitGatewayRouteTableId: !Ref Table}
  Learns:
    Type: AWS::EC2::TransitGatewayRouteTablePropagation
    Properties: {TransitGatewayAttachmentId: !Ref Attachment, TransitGatewayRouteTableId: !Ref Table}
  PeerUses:
    Type: AWS::EC2::TransitGatewayRouteTableAssociation
    Properties: {TransitGatewayAttachmentId: !Ref ${peering}, TransitGatewayRouteTableId: !Ref Table}
  Onward:
    Type: AWS::EC2::TransitGatewayRoute
    Properties:
      TransitGatewayRouteTableId: !Ref Table
      DestinationCidrBlock: !Ref Elsewhere
      TransitGatewayAttachmentId: !Ref ${peering}
  Routes: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  SubnetRoutes:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Routes}
  ToGateway:
    Type: AWS::EC2::Route
    DependsOn: Attachment
    Properties: {RouteTableId: !Ref Routes, DestinationCidrBlock: !Ref Elsewhere, TransitGatewayId: !Ref Gateway}
`;
}

/** East asks for the peering, and has to be told the gateway in the west. */
export const EAST = site(
  1,
  2,
  'Peering',
  `  PeerGateway: {Type: String, Description: the gateway in the west}
Resources:
  Peering:
    Type: AWS::EC2::TransitGatewayPeeringAttachment
    Properties:
      TransitGatewayId: !Ref Gateway
      PeerTransitGatewayId: !Ref PeerGateway
      PeerAccountId: !Ref AWS::AccountId
      PeerRegion: us-west-2`,
);

/** West has to be told the peering, once it is there. */
export const WEST = site(2, 1, 'PeeringId', '  PeeringId: {Type: String}\nResources:');

/** What makes the two know each other. */
export const KNOWN = ['east.PeerGateway=ref:west.Gateway', 'west.PeeringId=ref:east.Peering'] as const;
