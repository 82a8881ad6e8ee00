// Pure: what an assembly deploys for links that carry BGP, and for probes.

import { TAGS } from '../../../routing/tags';
import type { Facts } from '../../../verify/facts/facts';
import { type Resource, tag } from '../../../verify/facts/resource';
import { field, listOf } from '../../../verify/json';
import { type DeployedResources, regionOf, templateValue } from './deployed-resources';
import { type Inventory, tunnelsOf } from './inventory';

const CUSTOMER_GATEWAYS = ['AWS::EC2::CustomerGateway', 'Custom::DetourCustomerGateway'];
const ENDPOINT = 'AWS::EC2::VPCEndpoint';
const RESPONDER = 'Custom::DetourResponder';
const INTERFACES = ['AWS::DirectConnect::TransitVirtualInterface', 'Custom::DetourHostedInterface'];

/** What a template may leave to others: of a hosted interface the owner of its connection decides. */
const USUAL = { connection: 'hosted', vlan: 0, asn: 65_000, amazonAsn: 64_512, mtu: 1500, address: '192.0.2.1' };

export function deployedVpns(resources: DeployedResources, { vpns }: Facts): Inventory['vpns'] {
  return vpns.flatMap(({ id, link, gateway, exists }, i) => {
    if (!gateway.ok || !exists.ok) return [];
    const resource = resources.byId(id);
    const customerGateway = resource && resources.property(resource, 'CustomerGatewayId');
    const ends = { gateway: gateway.value, customerGateway: customerGateway ?? `${id}.CustomerGateway` };
    return [{ id, link, ...ends, tunnels: tunnelsOf(i) }];
  });
}

export function deployedAssociations({ directConnects }: Facts): Inventory['associations'] {
  return directConnects.flatMap(({ id, link, gateway, directConnectGateway: dx, exists }) =>
    gateway.ok && dx.ok && exists.ok ? [{ id, link, gateway: gateway.value, directConnectGateway: dx.value }] : [],
  );
}

function amazonAsn(resources: DeployedResources, resource: Resource, directConnectGateway: string): number {
  const gateway = resources.byId(directConnectGateway);
  const own = gateway && resources.number(gateway, 'AmazonSideAsn');
  return own ?? resources.number(resource, 'AmazonAsn') ?? USUAL.amazonAsn;
}

function customerAsn(resources: DeployedResources, resource: Resource): number {
  const [peer] = listOf(templateValue(resource, 'BgpPeers'));
  const asn = field(peer, 'Asn');
  const ofPeer = asn === undefined ? undefined : Number(resources.text(resource, asn));
  return ofPeer ?? resources.number(resource, 'CustomerAsn') ?? USUAL.asn;
}

/** Interfaces of links: one on a gateway that no transit gateway has is none. */
export function deployedInterfaces(resources: DeployedResources, facts: Facts): Inventory['virtualInterfaces'] {
  const associations = deployedAssociations(facts);
  return resources.of(...INTERFACES).flatMap((resource) => {
    const directConnectGateway = resources.property(resource, 'DirectConnectGatewayId');
    const association = associations.find((one) => one.directConnectGateway === directConnectGateway);
    if (!association) return [];
    return [
      {
        id: resources.property(resource, 'VirtualInterfaceId') ?? resource.id,
        link: association.link,
        region: regionOf(resource),
        directConnectGateway: association.directConnectGateway,
        connection: resources.property(resource, 'ConnectionId') ?? USUAL.connection,
        vlan: resources.number(resource, 'Vlan') ?? USUAL.vlan,
        customerAsn: customerAsn(resources, resource),
        amazonAsn: amazonAsn(resources, resource, association.directConnectGateway),
        mtu: resources.number(resource, 'Mtu') ?? USUAL.mtu,
      },
    ];
  });
}

export function deployedCustomerGateways(resources: DeployedResources): Inventory['customerGateways'] {
  return resources.of(...CUSTOMER_GATEWAYS).map((resource) => {
    const address = resources.property(resource, 'IpAddress');
    const certificate = resources.property(resource, 'CertificateArn');
    const deviceName = resources.property(resource, 'DeviceName');
    const link = tag(resource, TAGS.link) ?? resources.property(resource, 'Link');
    return {
      id: resource.id,
      region: regionOf(resource),
      asn: resources.number(resource, 'BgpAsn') ?? resources.number(resource, 'BgpAsnExtended') ?? USUAL.asn,
      ...(address === undefined ? {} : { address }),
      ...(certificate === undefined ? {} : { certificate }),
      ...(deviceName === undefined ? {} : { deviceName }),
      tags: new Map(link === undefined ? [] : [[TAGS.link, link]]),
    };
  });
}

/** Interface endpoints in one subnet, with the address that something in the template gives them. */
export function deployedEndpoints(resources: DeployedResources): Inventory['endpoints'] {
  const responders = resources.of(RESPONDER);
  return resources.of(ENDPOINT).flatMap((resource) => {
    const [only, ...more] = listOf(templateValue(resource, 'SubnetIds'));
    const [vpc, service] = [resources.property(resource, 'VpcId'), resources.property(resource, 'ServiceName')];
    const isInterface = resources.property(resource, 'VpcEndpointType') === 'Interface' && more.length === 0;
    const subnet = only === undefined ? undefined : resources.text(resource, only);
    if (!isInterface || subnet === undefined || vpc === undefined || service === undefined) return [];
    const responder = responders.find((one) => resources.property(one, 'VpcEndpointId') === resource.id);
    const address = (responder && resources.property(responder, 'Address')) ?? USUAL.address;
    return [{ id: resource.id, region: regionOf(resource), vpc, service, subnet, address }];
  });
}
