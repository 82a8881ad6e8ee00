// Pure: templates -> facts about what stands outside AWS.

import { TAGS } from '../../routing/tags';
import type { PremisesFacts } from './premises';
import { prefixFrom, property, type Resource, reference, tag, VPN } from './resource';
import { base, nameOf } from './values';

const VPC_ATTACHMENTS = ['AWS::EC2::TransitGatewayAttachment', 'AWS::EC2::TransitGatewayVpcAttachment'];

function plainText(resource: Resource, name: string): string | undefined {
  const value = property(resource, name);
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

function readCustomerGateway(resource: Resource): PremisesFacts['customerGateways'][number] {
  const [site, address] = [tag(resource, TAGS.site), plainText(resource, 'IpAddress')];
  return {
    ...base(resource),
    name: nameOf(resource, TAGS.site),
    ...(site === undefined ? {} : { site }),
    ...(address === undefined ? {} : { address }),
  };
}

export function readPremises(resources: readonly Resource[]): PremisesFacts {
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  return {
    customerGateways: of('AWS::EC2::CustomerGateway').map(readCustomerGateway),
    vpnRoutes: of('AWS::EC2::VPNConnectionRoute').map((r) => ({
      ...base(r),
      vpn: reference(r, 'VpnConnectionId', VPN),
      destination: prefixFrom(property(r, 'DestinationCidrBlock'), 'DestinationCidrBlock'),
    })),
    connects: of('AWS::EC2::TransitGatewayConnect').map((r) => ({
      ...base(r),
      link: nameOf(r, TAGS.link),
      transport: reference(r, 'TransportTransitGatewayAttachmentId', ...VPC_ATTACHMENTS),
    })),
  };
}
