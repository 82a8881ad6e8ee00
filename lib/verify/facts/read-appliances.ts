// Pure: templates -> facts about appliances that routes of VPCs lead through.

import { field, listOf } from '../json';
import { type Resolved, resolve, type Scope } from '../resolve';
import type { ApplianceFact } from './appliances';
import type { Reference } from './facts';
import { property, type Resource, reference, referenceFrom, SUBNET } from './resource';
import { base, items, references } from './values';

const FIREWALL = 'AWS::NetworkFirewall::Firewall';
const FIREWALL_ENDPOINT = 'AWS::NetworkFirewall::VpcEndpointAssociation';
const ENDPOINT = 'AWS::EC2::VPCEndpoint';
const INSTANCE = 'AWS::EC2::Instance';
const INTERFACE = 'AWS::EC2::NetworkInterface';
const NAT = 'AWS::EC2::NatGateway';

/** The types of resources that each property of a route may name, of those that are modelled. */
export const APPLIANCES_BY_PROPERTY: Readonly<Record<string, readonly string[]>> = {
  VpcEndpointId: [ENDPOINT, FIREWALL, FIREWALL_ENDPOINT],
  NetworkInterfaceId: [INTERFACE],
  InstanceId: [INSTANCE],
  NatGatewayId: [NAT],
};

/** Subnets in the objects of a list, each under `SubnetId`. */
function subnetsIn(resource: Resource, name: string): readonly Reference[] {
  const list = items(resource, name);
  if (!list.ok) return [list];
  return list.value.map((item) =>
    referenceFrom(resolve(resource.scope, field(item, 'SubnetId')), name, [SUBNET], resource.existing),
  );
}

function instanceSubnets(resource: Resource): readonly Reference[] {
  if (property(resource, 'SubnetId').kind !== 'absent') return [reference(resource, 'SubnetId', SUBNET)];
  return subnetsIn(resource, 'NetworkInterfaces');
}

const READERS: Readonly<Record<string, (resource: Resource) => Pick<ApplianceFact, 'kind' | 'subnets'>>> = {
  [FIREWALL]: (r) => ({ kind: 'firewall', subnets: subnetsIn(r, 'SubnetMappings') }),
  [FIREWALL_ENDPOINT]: (r) => {
    const mapping = property(r, 'SubnetMapping');
    const subnet = field(mapping.kind === 'literal' ? mapping.value : undefined, 'SubnetId');
    return {
      kind: 'firewall',
      subnets: [referenceFrom(resolve(r.scope, subnet), 'SubnetMapping', [SUBNET], r.existing)],
    };
  },
  [ENDPOINT]: (r) => ({ kind: 'load-balanced', subnets: references(r, 'SubnetIds', SUBNET) }),
  [INSTANCE]: (r) => ({ kind: 'instance', subnets: instanceSubnets(r) }),
  [INTERFACE]: (r) => ({ kind: 'instance', subnets: [reference(r, 'SubnetId', SUBNET)] }),
  [NAT]: (r) => ({ kind: 'nat', subnets: [reference(r, 'SubnetId', SUBNET)] }),
};

/** Only an endpoint of a Gateway Load Balancer can be led through; others are where connections end. */
function canBePassed(resource: Resource): boolean {
  if (resource.type !== ENDPOINT) return true;
  const type = property(resource, 'VpcEndpointType');
  return type.kind === 'unknown' || (type.kind === 'literal' && type.value === 'GatewayLoadBalancer');
}

export function readAppliances(resources: readonly Resource[]): readonly ApplianceFact[] {
  return resources.flatMap((resource): ApplianceFact[] => {
    const read = READERS[resource.type];
    return read && canBePassed(resource) ? [{ ...base(resource), ...read(resource) }] : [];
  });
}

/**
 * What a value is picked from. AWS gives a firewall's endpoints as a list of `zone:endpoint` in no order, so which of them
 * `Fn::Select` and `Fn::Split` pick is not known: they stand for the firewall, and all of its subnets are tried.
 */
function pickedFrom(scope: Scope, value: unknown): Resolved {
  for (const pick of ['Fn::Select', 'Fn::Split']) {
    const of = field(value, pick);
    if (of !== undefined) return pickedFrom(scope, listOf(of)[1]);
  }
  return resolve(scope, value);
}

/** The appliance that a property of a route names. */
export function applianceReference(resource: Resource, name: string): Reference {
  const types = APPLIANCES_BY_PROPERTY[name] ?? [];
  const raw = field(field(resource.body, 'Properties'), name);
  const value = pickedFrom(resource.scope, raw);
  const picked = value.kind === 'resource' && value.attribute === 'EndpointIds' ? value : property(resource, name);
  return referenceFrom(picked, name, types, resource.existing);
}
