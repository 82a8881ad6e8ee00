// Pure: templates -> facts. One reader per resource type; a type that has none says nothing about routing.

import { comparePrefixes, type Prefix } from '../../net/prefix';
import { err, ok } from '../../net/result';
import { TAGS } from '../../routing/tags';
import type { Assembly } from '../assembly';
import { field } from '../json';
import { resolve, type Scope } from '../resolve';
import { type ExistingPart, idsOf, withExisting } from './existing';
import type { Facts, GatewayRouteFact, Known, PrefixListFact, Reference } from './facts';
import { namedIds } from './named-ids';
import { readAppliances } from './read-appliances';
import { readBgpFacts } from './read-bgp';
import { readFailoverFacts } from './read-failover';
import { readGateway } from './read-gateways';
import { readPremises } from './read-premises';
import { readProberFacts } from './read-probers';
import { readVpcRoute } from './read-vpc-routes';
import {
  GATEWAY,
  GATEWAY_TABLE,
  PEERING,
  PEERING_WAIT,
  PREFIX_LIST,
  prefixFrom,
  property,
  type Resource,
  reference,
  resourcesOf,
  SUBNET,
  tag,
  VPC_TABLE,
} from './resource';
import { allKnown, base, items, nameOf, references } from './values';

const GATEWAY_ROUTE = 'AWS::EC2::TransitGatewayRoute';
const CONNECT = 'AWS::EC2::TransitGatewayConnect';
const VPC_ATTACHMENTS = ['AWS::EC2::TransitGatewayAttachment', 'AWS::EC2::TransitGatewayVpcAttachment'];
const ASSOCIATION = 'AWS::EC2::TransitGatewayRouteTableAssociation';
const POLICY_ASSOCIATION = 'AWS::EC2::TransitGatewayPolicyTableAssociation';
const PROPAGATION = 'AWS::EC2::TransitGatewayRouteTablePropagation';
const VPC = 'AWS::EC2::VPC';
const VPC_CIDR = 'AWS::EC2::VPCCidrBlock';
const VPC_ROUTE = 'AWS::EC2::Route';
const SUBNET_TABLE = 'AWS::EC2::SubnetRouteTableAssociation';

function entriesIn(scope: Scope, list: Known<readonly unknown[]>): Known<readonly Prefix[]> {
  if (!list.ok) return list;
  const cidrs = list.value.map((entry) => {
    const followed = resolve(scope, entry);
    if (followed.kind === 'unknown') return err(followed.why);
    return prefixFrom(resolve(scope, field(followed.kind === 'literal' ? followed.value : undefined, 'Cidr')), 'Cidr');
  });
  const known = allKnown(cidrs);
  return known.ok ? ok([...known.value].sort(comparePrefixes)) : known;
}

function sizeOf(resource: Resource): Pick<PrefixListFact, 'maxEntries'> {
  const size = property(resource, 'MaxEntries');
  const maxEntries = size.kind === 'literal' ? Number(size.value) : Number.NaN;
  return Number.isInteger(maxEntries) ? { maxEntries } : {};
}

function readPrefixList(resource: Resource): PrefixListFact {
  return {
    ...base(resource),
    site: tag(resource, TAGS.site),
    steers: tag(resource, TAGS.steers),
    vpc: tag(resource, TAGS.steersVpc),
    entries: entriesIn(resource.scope, items(resource, 'Entries')),
    ...sizeOf(resource),
  };
}

function readGatewayRoute(resource: Resource): GatewayRouteFact {
  const blackhole = property(resource, 'Blackhole');
  const drops = blackhole.kind === 'literal' && String(blackhole.value) === 'true';
  const attachment: Reference =
    blackhole.kind === 'unknown'
      ? err(blackhole.why)
      : reference(resource, 'TransitGatewayAttachmentId', PEERING, CONNECT, ...VPC_ATTACHMENTS);
  return {
    ...base(resource),
    table: reference(resource, 'TransitGatewayRouteTableId', GATEWAY_TABLE),
    destination: prefixFrom(property(resource, 'DestinationCidrBlock'), 'DestinationCidrBlock'),
    target: drops ? { kind: 'blackhole' } : { kind: 'attachment', attachment },
  };
}

function readMembership(resource: Resource) {
  return {
    ...base(resource),
    attachment: reference(resource, 'TransitGatewayAttachmentId', PEERING, CONNECT, ...VPC_ATTACHMENTS),
    table:
      resource.type === POLICY_ASSOCIATION
        ? err('it is associated with a policy table, which is not modelled')
        : reference(resource, 'TransitGatewayRouteTableId', GATEWAY_TABLE),
  };
}

/** Off unless it is switched on. Source: AWS, "AWS::EC2::TransitGatewayVpcAttachment", Options. */
function applianceMode(resource: Resource): Known<boolean> {
  const options = property(resource, 'Options');
  if (options.kind === 'unknown') return err(options.why);
  const mode = resolve(
    resource.scope,
    field(options.kind === 'literal' ? options.value : undefined, 'ApplianceModeSupport'),
  );
  return mode.kind === 'unknown' ? err(mode.why) : ok(mode.kind === 'literal' && mode.value === 'enable');
}

function readVpcAttachment(resource: Resource) {
  return {
    ...base(resource),
    gateway: reference(resource, 'TransitGatewayId', GATEWAY),
    vpc: reference(resource, 'VpcId', VPC),
    subnets: references(resource, 'SubnetIds', SUBNET),
    applianceMode: applianceMode(resource),
  };
}

function readPeering(resource: Resource) {
  return {
    ...base(resource),
    link: nameOf(resource, TAGS.link),
    requester: reference(resource, 'TransitGatewayId', GATEWAY),
    accepter: reference(resource, 'PeerTransitGatewayId', GATEWAY),
  };
}

/** A wait for a peering accepts it when that is its role. */
function accepts(resource: Resource): boolean {
  const role = property(resource, 'Role');
  return role.kind === 'literal' && role.value === 'accept';
}

function readVpc(resource: Resource) {
  return {
    ...base(resource),
    name: nameOf(resource, TAGS.vpc),
    site: tag(resource, TAGS.site),
    cidr: prefixFrom(property(resource, 'CidrBlock'), 'CidrBlock'),
  };
}

function readVpcCidr(resource: Resource) {
  const family = property(resource, 'Ipv6CidrBlock').kind === 'absent' ? '' : 'Ipv6';
  const cidr = prefixFrom(property(resource, `${family}CidrBlock`), `${family}CidrBlock`);
  return { ...base(resource), vpc: reference(resource, 'VpcId', VPC), cidr };
}

/** A subnet; its prefix only matters where it holds nothing but probers and responders. */
function readSubnet(resource: Resource) {
  const subnet = { ...base(resource), vpc: reference(resource, 'VpcId', VPC) };
  if (tag(resource, TAGS.probe) === undefined) return subnet;
  return { ...subnet, probes: prefixFrom(property(resource, 'CidrBlock'), 'CidrBlock') };
}

function readVpcNetworks(of: (...types: readonly string[]) => readonly Resource[], lists: readonly PrefixListFact[]) {
  const listOf = new Map(lists.map((list) => [list.id, list]));
  return {
    vpcs: of(VPC).map(readVpc),
    vpcCidrs: of(VPC_CIDR).map(readVpcCidr),
    subnets: of(SUBNET).map(readSubnet),
    vpcTables: of(VPC_TABLE).map((r) => ({ ...base(r), vpc: reference(r, 'VpcId', VPC) })),
    subnetTables: of(SUBNET_TABLE).map((r) => ({
      ...base(r),
      subnet: reference(r, 'SubnetId', SUBNET),
      table: reference(r, 'RouteTableId', VPC_TABLE),
    })),
    vpcRoutes: of(VPC_ROUTE).map((r) => readVpcRoute(r, listOf)),
    vpcAttachments: of(...VPC_ATTACHMENTS).map(readVpcAttachment),
  };
}

/**
 * Everything the templates of an assembly say about routing, beside what they use and did not make. Total: what cannot
 * be read is said to be unknown.
 */
export function readFacts(assembly: Assembly, existing: readonly ExistingPart[]): Facts {
  const resources = resourcesOf(assembly, new Set([...idsOf(existing), ...namedIds(assembly)]));
  const of = (...types: readonly string[]) => resources.filter((resource) => types.includes(resource.type));
  const prefixLists = of(PREFIX_LIST).map(readPrefixList);
  return withExisting(
    {
      gateways: of(GATEWAY).map(readGateway),
      gatewayTables: of(GATEWAY_TABLE).map((r) => ({
        ...base(r),
        name: nameOf(r, TAGS.table),
        gateway: reference(r, 'TransitGatewayId', GATEWAY),
      })),
      ...readVpcNetworks(of, prefixLists),
      appliances: readAppliances(resources),
      peerings: of(PEERING).map(readPeering),
      acceptances: of(PEERING_WAIT.type)
        .filter(accepts)
        .map((r) => ({ ...base(r), peering: reference(r, 'TransitGatewayAttachmentId', PEERING) })),
      associations: of(ASSOCIATION, POLICY_ASSOCIATION).map(readMembership),
      propagations: of(PROPAGATION).map(readMembership),
      gatewayRoutes: of(GATEWAY_ROUTE).map(readGatewayRoute),
      prefixLists,
      ...readBgpFacts(resources),
      ...readFailoverFacts(resources),
      ...readPremises(resources),
      ...readProberFacts(resources),
    },
    existing,
  );
}
