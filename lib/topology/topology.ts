// Pure: the validated topology, with every default filled in. Lists are sorted by name; prefixes and addresses are
// canonical text, so that the whole value is JSON.

import type { AcceptedFinding, FlowRequirement } from '../routing/backbone';
import type { Policy } from '../routing/policy';

export interface Topology {
  readonly version: 1;
  /** Name of the backbone; also the default of `prefix`. */
  readonly name: string;
  /** Prefix of stack names and of named resources, so that several deployments fit in one account. */
  readonly prefix: string;
  readonly sites: readonly Site[];
  readonly links: readonly Link[];
  /** Every flow that must survive something, the refinements of the file applied to the default. */
  readonly flows: readonly FlowRequirement[];
  /** What verification finds and the file accepts; absent: nothing. */
  readonly accepted?: readonly AcceptedFinding[];
  readonly services: readonly Service[];
  readonly policy: Policy;
  readonly notify: Notify;
  readonly maintenance: Maintenance;
  /** Who has to approve what automations are about to order; absent: nobody. */
  readonly approval?: Approval;
  readonly shareWith: readonly string[];
}

export type Site = AwsSite | OnPremSite;

export interface AwsSite {
  readonly kind: 'aws';
  readonly name: string;
  readonly region: string;
  /** Absent: stacks bind to the region only. */
  readonly account?: string;
  readonly asn: number;
  /** The aggregate. */
  readonly cidr: string;
  readonly vpcs: readonly Vpc[];
  /** An existing gateway to use. */
  readonly transitGatewayId?: string;
  /** A /20 whose /28 number `index` belongs to that link; absent: carved from the first VPC. */
  readonly probeCidr?: string;
  /** The VPC that its functions run in, but for probers; absent: none. */
  readonly controller?: { readonly vpc: string };
}

export interface OnPremSite {
  readonly kind: 'on-prem';
  readonly name: string;
  readonly asn: number;
  readonly cidr: string;
  /** What the site announces: the specifics. */
  readonly announces: readonly string[];
  /** Its firewalls keep state of connections for each link by itself. Absent: none does. */
  readonly stateful?: true;
}

export interface Vpc {
  readonly name: string;
  readonly cidr: string;
  /** Number of zones that get subnets, 2 to 4. */
  readonly azs: number;
  /** An existing VPC to attach; its subnets and route tables are then named too. */
  readonly existing?: {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly routeTableIds: readonly string[];
  };
}

export type Link = PeeringLink | DirectConnectLink | VpnLink;

interface LinkBase {
  readonly name: string;
  /** Two different site names, in the order of the file. */
  readonly between: readonly [string, string];
  /** 1 to 255, unique at each of its sites; fixes everything derived from the link. */
  readonly index: number;
  /** 1 to 65535. */
  readonly cost: number;
  readonly sharedRisks: readonly string[];
  readonly circuitIds: readonly string[];
  /** Who alone may announce maintenance of the circuits; absent: any provider. */
  readonly provider?: string;
  readonly capacityGbps?: number;
  /** Bytes; absent: what the kind gives. */
  readonly mtu?: number;
  readonly mssClamp: boolean;
  /** An address on premises that answers TCP. */
  readonly probe?: { readonly target: string; readonly port: number };
}

export interface PeeringLink extends LinkBase {
  readonly kind: 'transit-gateway-peering';
}

export interface DirectConnectLink extends LinkBase {
  readonly kind: 'direct-connect';
  /** `dxcon-…`, with a VLAN; or an existing virtual interface. */
  readonly connection?: string;
  readonly vlan?: number;
  readonly virtualInterface?: string;
  /** An existing Direct Connect gateway, which then holds the existing virtual interface. */
  readonly directConnectGateway?: string;
  /** Autonomous system number of the Direct Connect gateway. */
  readonly amazonAsn: number;
  /** One or two BGP peers; AWS chooses what is left out. */
  readonly bgp: readonly BgpPeer[];
}

export interface BgpPeer {
  readonly amazonAddress?: string;
  readonly customerAddress?: string;
  /** Name or ARN of a Secrets Manager secret. */
  readonly authKeySecret?: string;
}

export interface VpnLink extends LinkBase {
  readonly kind: 'site-to-site-vpn';
  readonly customerGateway: { readonly ip?: string; readonly certificateArn?: string };
  readonly acceleration: boolean;
}

export interface Service {
  readonly name: string;
  readonly zone: string;
  readonly primary: ServiceEndpoint;
  readonly secondary: ServiceEndpoint;
  readonly tertiary?: ServiceEndpoint;
  /** Seconds, at most 60. */
  readonly ttl: number;
}

export interface ServiceEndpoint {
  readonly site: string;
  /** An IP address, or a host name for a CNAME. */
  readonly address: string;
  /** An alarm of CloudWatch in the site's region that is on while the service is not well there; absent: none is asked. */
  readonly alarm?: string;
}

/** How providers announce maintenance. */
export interface Maintenance {
  /** Absent: notices are not received by mail. */
  readonly mail?: {
    readonly recipient: string;
    /** An existing receipt rule set; absent: one of its own. */
    readonly ruleSet?: string;
  };
  /** What is done for notices that a person puts into the bucket. */
  readonly dropped: 'alert' | 'trusted';
  readonly providers: readonly Provider[];
}

interface Provider {
  readonly name: string;
  /** Mail addresses, and domains as `@carrier.example`. */
  readonly senders: readonly string[];
  /** What it calls itself in its notices. */
  readonly announcesAs: readonly string[];
}

interface Approval {
  /** ARNs, each once. */
  readonly approvers: readonly string[];
  /** How many of them are needed. */
  readonly approvals: number;
}

interface Notify {
  readonly email?: string;
  /** At least one of the two; absent: nothing is told in a chat. */
  readonly chat?: Chat;
}

/** Ids as Slack and Microsoft give them. */
interface Chat {
  readonly slack?: { readonly workspace: string; readonly channel: string };
  /** The channel is percent-encoded. */
  readonly teams?: { readonly team: string; readonly tenant: string; readonly channel: string };
}
