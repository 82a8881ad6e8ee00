// Pure: what templates say about routing, resource by resource, before it is put together. A value that a template does
// not settle is an error result with the reason, never a guess.

import type { Prefix } from '../../net/prefix';
import type { Result } from '../../net/result';
import type { ApplianceFact, VpcRouteFact } from './appliances';
import type { FailoverFacts } from './failover';
import type { GatewayFact } from './gateways';
import type { PremisesFacts } from './premises';
import type { ProberFacts } from './probers';

/** A value, or why it is not known. */
export type Known<T> = Result<T, string>;

/** The id of another resource, `stack.logicalId`, or why it is not known. */
export type Reference = Known<string>;

export interface Fact {
  readonly id: string;
  /** Where people find the resource: its construct path, else its id. */
  readonly source: string;
  readonly region: string | undefined;
  readonly exists: Known<true>;
}

export interface GatewayTableFact extends Fact {
  readonly name: string;
  readonly gateway: Reference;
}

interface VpcFact extends Fact {
  readonly name: string;
  readonly site: string | undefined;
  readonly cidr: Known<Prefix>;
}

interface VpcCidrFact extends Fact {
  readonly vpc: Reference;
  readonly cidr: Known<Prefix>;
}

interface SubnetFact extends Fact {
  readonly vpc: Reference;
  /** Its prefix, on subnets that hold nothing but probers and responders. */
  readonly probes?: Known<Prefix>;
}

interface VpcTableFact extends Fact {
  readonly vpc: Reference;
}

interface SubnetTableFact extends Fact {
  readonly subnet: Reference;
  readonly table: Reference;
}

interface VpcAttachmentFact extends Fact {
  readonly gateway: Reference;
  readonly vpc: Reference;
  readonly subnets: readonly Reference[];
  /** Both directions of a connection enter the VPC by one zone (`ApplianceModeSupport`). */
  readonly applianceMode: Known<boolean>;
}

export interface PeeringFact extends Fact {
  readonly link: string;
  readonly requester: Reference;
  readonly accepter: Reference;
}

/** Something in a template that accepts a peering. */
interface AcceptanceFact extends Fact {
  readonly peering: Reference;
}

export interface VpnFact extends Fact {
  readonly link: string;
  readonly gateway: Reference;
  /** False when it carries static routes only. */
  readonly bgp: Known<boolean>;
  readonly customerGateway: Reference;
  /** What its far end may send to. */
  readonly remote: Known<Prefix>;
}

interface DirectConnectGatewayFact extends Fact {
  readonly name: string;
  /** The tag `detour:site`: which premises are behind it. */
  readonly site?: string;
}

/** A Direct Connect gateway on a transit gateway. Its attachment goes by the id of the Direct Connect gateway. */
export interface DirectConnectFact extends Fact {
  readonly link: string;
  readonly directConnectGateway: Reference;
  readonly gateway: Reference;
  /** The prefixes of the association itself. */
  readonly allowed: Known<readonly Prefix[]>;
}

/** A transit virtual interface on a Direct Connect gateway, one's own or a hosted one that is accepted. */
interface VirtualInterfaceFact extends Fact {
  readonly directConnectGateway: Reference;
  /** The largest packet that it carries. Absent: not known, as of a hosted one that somebody else sized. */
  readonly mtu?: number;
}

/** Prefixes that are allowed on an association beside its own. */
export interface AllowedPrefixesFact extends Fact {
  readonly directConnectGateway: Reference;
  readonly gateway: Reference;
  readonly allowed: Known<readonly Prefix[]>;
}

/** An association or a propagation. */
interface MembershipFact extends Fact {
  readonly attachment: Reference;
  readonly table: Reference;
}

export interface GatewayRouteFact extends Fact {
  readonly table: Reference;
  readonly destination: Known<Prefix>;
  readonly target: { readonly kind: 'blackhole' } | { readonly kind: 'attachment'; readonly attachment: Reference };
}

export interface PrefixListFact extends Fact {
  readonly site: string | undefined;
  /** Absent on lists that steer nothing. */
  readonly steers: string | undefined;
  readonly vpc: string | undefined;
  readonly entries: Known<readonly Prefix[]>;
  /** How many it may hold, which is what it costs of route quotas. Absent: not known. */
  readonly maxEntries?: number;
}

/** Every list in the order of ids. */
export interface Facts extends FailoverFacts, ProberFacts, PremisesFacts {
  readonly gateways: readonly GatewayFact[];
  readonly gatewayTables: readonly GatewayTableFact[];
  readonly vpcs: readonly VpcFact[];
  readonly vpcCidrs: readonly VpcCidrFact[];
  readonly subnets: readonly SubnetFact[];
  readonly vpcTables: readonly VpcTableFact[];
  readonly subnetTables: readonly SubnetTableFact[];
  readonly vpcRoutes: readonly VpcRouteFact[];
  readonly appliances: readonly ApplianceFact[];
  readonly vpcAttachments: readonly VpcAttachmentFact[];
  readonly peerings: readonly PeeringFact[];
  readonly vpns: readonly VpnFact[];
  readonly directConnects: readonly DirectConnectFact[];
  /** Those that the templates make; one that exists already has interfaces that they do not show. */
  readonly directConnectGateways: readonly DirectConnectGatewayFact[];
  readonly virtualInterfaces: readonly VirtualInterfaceFact[];
  readonly allowedPrefixes: readonly AllowedPrefixesFact[];
  readonly acceptances: readonly AcceptanceFact[];
  readonly associations: readonly MembershipFact[];
  readonly propagations: readonly MembershipFact[];
  readonly gatewayRoutes: readonly GatewayRouteFact[];
  readonly prefixLists: readonly PrefixListFact[];
}
