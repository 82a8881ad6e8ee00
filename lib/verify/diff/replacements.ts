// Pure: resources that carry traffic and are made anew by a deployment, or taken away. Which properties make another
// resource of it is CloudFormation's word (AWS, resource and property reference, "Update requires: Replacement"); a
// resource whose property names one that is made anew is made anew itself.

import { TAGS } from '../../routing/tags';
import { property, type Resource, resourcesOf, tag } from '../facts/resource';
import { canonicalJson, compareText, field, isObject } from '../json';

import type { Replaced } from './difference-schema';
import type { Compared } from './side';

/** The properties of each type of which another value makes another resource. */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::TransitGateway': ['AmazonSideAsn', 'MulticastSupport'],
  'AWS::EC2::TransitGatewayRouteTable': ['TransitGatewayId'],
  'AWS::EC2::TransitGatewayAttachment': ['TransitGatewayId', 'VpcId'],
  'AWS::EC2::TransitGatewayVpcAttachment': ['TransitGatewayId', 'VpcId', 'SubnetIds'],
  'AWS::EC2::TransitGatewayPeeringAttachment': [
    'TransitGatewayId',
    'PeerTransitGatewayId',
    'PeerAccountId',
    'PeerRegion',
  ],
  'AWS::EC2::VPC': ['CidrBlock', 'InstanceTenancy', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'VpcEncryptionControl'],
  'AWS::EC2::CustomerGateway': ['Type', 'IpAddress', 'BgpAsn', 'BgpAsnExtended', 'DeviceName', 'CertificateArn'],
  'AWS::EC2::VPNConnection': [
    'TransitGatewayId',
    'CustomerGatewayId',
    'StaticRoutesOnly',
    'EnableAcceleration',
    'VpnTunnelOptionsSpecifications',
    'TunnelInsideIpVersion',
    'OutsideIpAddressType',
    'TransportTransitGatewayAttachmentId',
    'Type',
    'VpnGatewayId',
    'VpnConcentratorId',
    'PreSharedKeyStorage',
    'LocalIpv4NetworkCidr',
    'LocalIpv6NetworkCidr',
    'RemoteIpv4NetworkCidr',
    'RemoteIpv6NetworkCidr',
  ],
  'AWS::DirectConnect::DirectConnectGateway': ['AmazonSideAsn'],
  'AWS::DirectConnect::DirectConnectGatewayAssociation': ['DirectConnectGatewayId', 'AssociatedGatewayId'],
  'AWS::DirectConnect::TransitVirtualInterface': ['DirectConnectGatewayId', 'Vlan'],
};

type Resources = ReadonlyMap<string, Resource>;

function carriersIn({ assembly }: Compared): Resources {
  const all = resourcesOf(assembly, new Set()).filter(({ type }) => Object.hasOwn(REPLACING, type));
  return new Map(all.map((resource) => [resource.id, resource]));
}

/** A value as CloudFormation compares it. What comes from a resource that is made anew is another value at either side. */
function comparable(resource: Resource, name: string, replaced: ReadonlySet<string>, side: 'before' | 'after'): string {
  const value = property(resource, name);
  if (value.kind === 'resource') {
    const id = `${value.scope.stack.id}.${value.logicalId}`;
    return canonicalJson([id, value.attribute, ...(replaced.has(id) ? [side] : [])]);
  }
  if (value.kind === 'literal' && !isObject(value.value)) return canonicalJson(value.value) ?? '';
  return canonicalJson(field(field(resource.body, 'Properties'), name)) ?? '';
}

/** Why it does not stand afterwards: a property, another type or place, or that it is gone. Undefined: it stands. */
function reasonFor(resource: Resource, next: Resource | undefined, replaced: ReadonlySet<string>): string | undefined {
  if (!next) return 'gone';
  if (next.type !== resource.type) return 'Type';
  const [from, to] = [resource.scope.stack, next.scope.stack];
  if (from.region !== to.region) return 'the region of its stack';
  if (from.account !== to.account) return 'the account of its stack';
  return REPLACING[resource.type]?.find(
    (name) => comparable(resource, name, replaced, 'before') !== comparable(next, name, replaced, 'after'),
  );
}

/** Ids of what does not stand afterwards, with the reason of each. One that is replaced may replace others. */
function reasonsIn(before: Resources, after: Resources): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (let size = -1; size < reasons.size; ) {
    size = reasons.size;
    const replaced = new Set(reasons.keys());
    for (const [id, resource] of before) {
      const why = reasons.has(id) ? undefined : reasonFor(resource, after.get(id), replaced);
      if (why !== undefined) reasons.set(id, why);
    }
  }
  return reasons;
}

/** The links whose attachments they are, by id. */
function linksOf({ understood: { facts } }: Compared): ReadonlyMap<string, string> {
  return new Map([...facts.peerings, ...facts.vpns, ...facts.directConnects].map(({ id, link }) => [id, link]));
}

/** In the order of sources. */
export function replacements(base: Compared, head: Compared): readonly Replaced[] {
  const before = carriersIn(base);
  const links = linksOf(base);
  const reasons = reasonsIn(before, carriersIn(head));
  return [...before.values()]
    .flatMap((resource): Replaced[] => {
      const why = reasons.get(resource.id);
      if (why === undefined) return [];
      const { type, source } = resource;
      const [link, site] = [tag(resource, TAGS.link) ?? links.get(resource.id), tag(resource, TAGS.site)];
      return [{ type, source, why, ...(link === undefined ? {} : { link }), ...(site === undefined ? {} : { site }) }];
    })
    .sort((a, b) => compareText(a.source, b.source));
}

/** The types that are looked at, with what makes another resource of each. */
export function replacingProperties(): Readonly<Record<string, readonly string[]>> {
  return REPLACING;
}
