// Pure: templates -> facts about links that carry BGP: VPNs, Direct Connect interfaces and associations, and what is
// allowed on them.

import { type Prefix, prefix } from '../../net/prefix';
import { ok } from '../../net/result';
import { CUSTOM_RESOURCES, TAGS } from '../../routing/tags';
import type { AllowedPrefixesFact, DirectConnectFact, Facts, Known, VpnFact } from './facts';
import { DIRECT_CONNECT_GATEWAY, GATEWAY, prefixFrom, property, type Resource, reference, tag, VPN } from './resource';
import { base, nameOf, prefixesIn } from './values';

const CUSTOMER_GATEWAYS = ['AWS::EC2::CustomerGateway', 'Custom::DetourCustomerGateway'];
const ASSOCIATION = 'AWS::DirectConnect::DirectConnectGatewayAssociation';
const OWN_INTERFACE = 'AWS::DirectConnect::TransitVirtualInterface';
const VIRTUAL_INTERFACES = [OWN_INTERFACE, 'Custom::DetourHostedInterface'];

function carriesBgp(resource: Resource): Known<boolean> {
  const value = property(resource, 'StaticRoutesOnly');
  if (value.kind === 'unknown') return { ok: false, error: value.why };
  return ok(!(value.kind === 'literal' && String(value.value) === 'true'));
}

/** Everything, unless the connection says more. Source: AWS, "AWS::EC2::VPNConnection", RemoteIpv4NetworkCidr. */
function remoteOf(resource: Resource): Known<Prefix> {
  const value = property(resource, 'RemoteIpv4NetworkCidr');
  return value.kind === 'absent' ? ok(prefix('0.0.0.0/0')) : prefixFrom(value, 'RemoteIpv4NetworkCidr');
}

function readVpn(resource: Resource): VpnFact {
  return {
    ...base(resource),
    link: nameOf(resource, TAGS.link),
    gateway: reference(resource, 'TransitGatewayId', GATEWAY),
    bgp: carriesBgp(resource),
    customerGateway: reference(resource, 'CustomerGatewayId', ...CUSTOMER_GATEWAYS),
    remote: remoteOf(resource),
  };
}

/** Plain text of a custom resource's `Link`. */
function linkOf(resource: Resource): string | undefined {
  const value = property(resource, 'Link');
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

/** The link of each Direct Connect gateway: its tag, or on one that no template makes, what is looked up on it. */
function linksByGateway(resources: readonly Resource[]): ReadonlyMap<string, string> {
  const tagged = resources
    .filter(({ type }) => type === DIRECT_CONNECT_GATEWAY)
    .map((resource): [string, string] => [resource.id, nameOf(resource, TAGS.link)]);
  const lookedUp = resources
    .filter(({ type }) => type === CUSTOM_RESOURCES.attachment)
    .flatMap((resource): [string, string][] => {
      const of = reference(resource, 'ResourceId', DIRECT_CONNECT_GATEWAY);
      const link = linkOf(resource);
      return of.ok && link !== undefined ? [[of.value, link]] : [];
    });
  return new Map([...lookedUp, ...tagged]);
}

function allowance(resource: Resource, gateway: string, prefixes: string) {
  return {
    ...base(resource),
    directConnectGateway: reference(resource, 'DirectConnectGatewayId', DIRECT_CONNECT_GATEWAY),
    gateway: reference(resource, gateway, GATEWAY),
    allowed: prefixesIn(resource, prefixes),
  };
}

function readAssociation(resource: Resource, links: ReadonlyMap<string, string>): DirectConnectFact {
  const fact = allowance(resource, 'AssociatedGatewayId', 'AllowedPrefixesToDirectConnectGateway');
  const link = fact.directConnectGateway.ok ? links.get(fact.directConnectGateway.value) : undefined;
  return { ...fact, link: link ?? resource.logicalId };
}

/** What a transit virtual interface carries when its MTU is left out. Source: AWS, CreateTransitVirtualInterface, mtu. */
const USUAL_MTU = 1_500;

function mtuOf(resource: Resource): { readonly mtu?: number } {
  const given = property(resource, 'Mtu');
  const own = resource.type === OWN_INTERFACE;
  const mtu = given.kind === 'absent' && own ? USUAL_MTU : given.kind === 'literal' ? Number(given.value) : Number.NaN;
  return Number.isInteger(mtu) ? { mtu } : {};
}

export function readBgpFacts(
  resources: readonly Resource[],
): Pick<Facts, 'vpns' | 'directConnects' | 'directConnectGateways' | 'virtualInterfaces' | 'allowedPrefixes'> {
  const of = (...types: readonly string[]) => resources.filter(({ type }) => types.includes(type));
  const links = linksByGateway(resources);
  return {
    // One on a virtual private gateway is no link of a transit gateway.
    vpns: of(VPN)
      .filter((resource) => property(resource, 'TransitGatewayId').kind !== 'absent')
      .map(readVpn),
    directConnects: of(ASSOCIATION).map((resource) => readAssociation(resource, links)),
    directConnectGateways: of(DIRECT_CONNECT_GATEWAY).map((r) => {
      const site = tag(r, TAGS.site);
      return { ...base(r), name: nameOf(r, TAGS.site), ...(site === undefined ? {} : { site }) };
    }),
    virtualInterfaces: of(...VIRTUAL_INTERFACES).map((resource) => ({
      ...base(resource),
      directConnectGateway: reference(resource, 'DirectConnectGatewayId', DIRECT_CONNECT_GATEWAY),
      ...mtuOf(resource),
    })),
    allowedPrefixes: of(CUSTOM_RESOURCES.allowedPrefixes).map(
      (resource): AllowedPrefixesFact => allowance(resource, 'TransitGatewayId', 'Prefixes'),
    ),
  };
}
