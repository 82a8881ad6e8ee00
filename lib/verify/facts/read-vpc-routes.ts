// Pure: templates -> facts about routes of VPCs: for which prefixes, and what they lead to.

import type { Prefix } from '../../net/prefix';
import { err, ok } from '../../net/result';
import type { VpcRouteFact } from './appliances';
import type { Known, PrefixListFact } from './facts';
import { APPLIANCES_BY_PROPERTY, applianceReference } from './read-appliances';
import { GATEWAY, PREFIX_LIST, prefixFrom, property, type Resource, reference, VPC_TABLE } from './resource';
import { base } from './values';

type Target = VpcRouteFact['target'];

/** Ways to the internet, by the property of the route that names them. */
const INTERNET: Readonly<Record<string, string>> = {
  CarrierGatewayId: 'a carrier gateway',
  EgressOnlyInternetGatewayId: 'an egress-only internet gateway',
};

/** What is out of the model, by the property of the route that names it. */
const UNMODELLED: Readonly<Record<string, string>> = {
  CoreNetworkArn: 'a Cloud WAN core network, which is not modelled',
  LocalGatewayId: 'a local gateway, which is not modelled',
  VpcPeeringConnectionId: 'a VPC peering, which is out of what is modelled: it bypasses transit gateways',
};

/** `GatewayId` names gateways of several kinds, and `local`. */
function gatewayTarget(resource: Resource): Target {
  const value = property(resource, 'GatewayId');
  if (value.kind === 'literal' && value.value === 'local') return { kind: 'local' };
  if (value.kind === 'literal' && /^igw-/.test(String(value.value)))
    return { kind: 'internet', by: 'an internet gateway' };
  const internet = reference(resource, 'GatewayId', 'AWS::EC2::InternetGateway');
  if (internet.ok) return { kind: 'internet', by: 'an internet gateway' };
  const isPrivate = reference(resource, 'GatewayId', 'AWS::EC2::VPNGateway').ok;
  const why = isPrivate ? 'it is a virtual private gateway, which is not modelled' : internet.error;
  return { kind: 'unknown', why: `it leads to GatewayId: ${why}` };
}

/** The first that is given counts; CloudFormation takes no more than one. */
function targetOf(resource: Resource): Target {
  const given = (name: string) => property(resource, name).kind !== 'absent';
  const named = (names: Readonly<Record<string, unknown>>) => Object.keys(names).find(given);
  if (given('TransitGatewayId')) return { kind: 'gateway', gateway: reference(resource, 'TransitGatewayId', GATEWAY) };
  if (given('GatewayId')) return gatewayTarget(resource);
  const appliance = named(APPLIANCES_BY_PROPERTY);
  if (appliance !== undefined) return { kind: 'appliance', appliance: applianceReference(resource, appliance) };
  const internet = named(INTERNET);
  if (internet !== undefined) return { kind: 'internet', by: INTERNET[internet] ?? internet };
  const other = named(UNMODELLED);
  const why = other === undefined ? 'it names no target' : `it leads to ${UNMODELLED[other] ?? other}`;
  return { kind: 'unknown', why };
}

function destinationsOf(resource: Resource, lists: ReadonlyMap<string, PrefixListFact>): Known<readonly Prefix[]> {
  if (property(resource, 'DestinationPrefixListId').kind !== 'absent') {
    const list = reference(resource, 'DestinationPrefixListId', PREFIX_LIST);
    return list.ok ? (lists.get(list.value)?.entries ?? err('the prefix list is not known')) : list;
  }
  const family = property(resource, 'DestinationIpv6CidrBlock').kind === 'absent' ? '' : 'Ipv6';
  const name = `Destination${family}CidrBlock`;
  const destination = prefixFrom(property(resource, name), name);
  return destination.ok ? ok([destination.value]) : destination;
}

function listOf(resource: Resource): Pick<VpcRouteFact, 'list'> {
  const list = reference(resource, 'DestinationPrefixListId', PREFIX_LIST);
  return list.ok ? { list: list.value } : {};
}

export function readVpcRoute(resource: Resource, lists: ReadonlyMap<string, PrefixListFact>): VpcRouteFact {
  return {
    ...base(resource),
    table: reference(resource, 'RouteTableId', VPC_TABLE),
    destinations: destinationsOf(resource, lists),
    ...listOf(resource),
    target: targetOf(resource),
  };
}
