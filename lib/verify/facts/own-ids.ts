// Pure: which attributes of resources that are no part of a network's tables give their own ids. Routes and links name
// these resources.

export const OTHER_OWN_IDS: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::CustomerGateway': ['Ref', 'CustomerGatewayId'],
  'AWS::EC2::Instance': ['Ref', 'InstanceId'],
  'AWS::EC2::InternetGateway': ['Ref', 'InternetGatewayId'],
  'AWS::EC2::NatGateway': ['Ref', 'NatGatewayId'],
  'AWS::EC2::NetworkInterface': ['Ref', 'Id'],
  'AWS::EC2::TransitGatewayConnect': ['Ref', 'TransitGatewayAttachmentId'],
  'AWS::EC2::VPCEndpoint': ['Ref', 'Id'],
  'AWS::EC2::VPNGateway': ['Ref', 'VPNGatewayId'],
  'AWS::NetworkFirewall::Firewall': ['EndpointIds'],
  'AWS::NetworkFirewall::VpcEndpointAssociation': ['EndpointId'],
  'Custom::DetourCustomerGateway': ['CustomerGatewayId'],
};
