// Pure: what exists beside the network and what AWS's APIs tell of it: in which region a site is, and by which ids its
// ends of BGP links go.

import type { Network, Session } from '../../../routing/network';
import type { HealthCheckConfig } from '../route53/health-check-config';

interface VpnConnection {
  readonly id: string;
  readonly link: string;
  readonly gateway: string;
  readonly customerGateway: string;
  /** Outside addresses of its two tunnels, at AWS. */
  readonly tunnels: readonly [string, string];
}

/** A Direct Connect gateway on a transit gateway. */
interface DirectConnectAssociation {
  readonly id: string;
  readonly link: string;
  readonly directConnectGateway: string;
  readonly gateway: string;
}

/** A transit virtual interface, with one BGP peer. */
interface VirtualInterface {
  readonly id: string;
  readonly link: string;
  readonly region: string;
  readonly directConnectGateway: string;
  readonly connection: string;
  readonly vlan: number;
  readonly customerAsn: number;
  readonly amazonAsn: number;
  readonly mtu: number;
  /** A hosted interface that nobody has accepted yet: its session is down. Absent: it is in use. */
  readonly isConfirming?: boolean;
}

interface CustomerGateway {
  readonly id: string;
  readonly region: string;
  readonly asn: number;
  readonly address?: string;
  readonly certificate?: string;
  readonly deviceName?: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** An interface VPC endpoint in one subnet. */
interface Endpoint {
  readonly id: string;
  readonly region: string;
  readonly vpc: string;
  readonly service: string;
  readonly subnet: string;
  readonly address: string;
}

interface HealthCheck {
  readonly id: string;
  readonly callerReference: string;
  readonly config: HealthCheckConfig;
}

interface HostedZone {
  readonly id: string;
  readonly name: string;
}

/** Names end with a dot. */
export interface RecordSet {
  readonly zone: string;
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  readonly values: readonly string[];
  readonly setIdentifier?: string;
  readonly failover?: string;
  readonly healthCheck?: string;
  /** Of an alias: the name that it stands for, in which zone, and whether it is as healthy as what that answers. */
  readonly alias?: { readonly name: string; readonly zone: string; readonly evaluatesHealth: boolean };
}

/** A parameter of Systems Manager. */
interface Parameter {
  readonly name: string;
  readonly region: string;
  readonly type: string;
  readonly value: string;
}

/** A stack of CloudFormation that is deployed. */
interface DeployedStack {
  readonly name: string;
  readonly region: string;
  readonly outputs: readonly { readonly key: string; readonly value: string }[];
}

/** A Lambda function. */
interface DeployedFunction {
  readonly name: string;
  readonly region: string;
  /** Executions that it has reserved; absent: as many as the account has left. */
  readonly reserved?: number;
}

export interface Inventory {
  /** Region by site. */
  readonly regions: ReadonlyMap<string, string>;
  readonly vpns: readonly VpnConnection[];
  readonly associations: readonly DirectConnectAssociation[];
  readonly virtualInterfaces: readonly VirtualInterface[];
  readonly customerGateways: readonly CustomerGateway[];
  readonly endpoints: readonly Endpoint[];
  /** Attachments of peerings that nobody has accepted yet. */
  readonly pendingPeerings: readonly string[];
  readonly healthChecks: readonly HealthCheck[];
  readonly hostedZones: readonly HostedZone[];
  readonly recordSets: readonly RecordSet[];
  readonly parameters: readonly Parameter[];
  /** ARNs of the topics that there are. Absent: there is every one that is asked for. */
  readonly topics?: readonly string[];
  readonly stacks: readonly DeployedStack[];
  readonly functions: readonly DeployedFunction[];
  /** Names by id of the prefix lists that have one; the others go by their ids. */
  readonly prefixListNames: ReadonlyMap<string, string>;
}

/** Addresses for tests of networks that nobody routes (RFC 2544), two for each connection. */
export function tunnelsOf(index: number): readonly [string, string] {
  const address = (n: number) => `198.18.${Math.floor(n / 256) % 256}.${n % 256}`;
  return [address(2 * index), address(2 * index + 1)];
}

function ofOrigin(network: Network, origin: Session['origin']): readonly Session[] {
  return network.sessions.filter((session) => session.origin === origin);
}

function sitesOf(network: Network): ReadonlyMap<string, string> {
  return new Map(network.gateways.map(({ id, site }) => [id, site]));
}

function interfaceOf(link: string, region: string, directConnectGateway: string, vlan: number): VirtualInterface {
  const asns = { customerAsn: 65_000, amazonAsn: 64_512 };
  const connection = `${directConnectGateway}/connection`;
  return {
    id: `${directConnectGateway}/interface`,
    link,
    region,
    directConnectGateway,
    connection,
    vlan,
    ...asns,
    mtu: 8500,
  };
}

/** For a network of which nothing else is known: resources go by the ids of their attachments, a region by its site's name. */
export function inventoryOf(network: Network): Inventory {
  const siteOf = sitesOf(network);
  const directConnects = ofOrigin(network, 'direct-connect');
  return {
    regions: new Map(network.gateways.map(({ site }) => [site, site])),
    vpns: ofOrigin(network, 'vpn').map(({ link, gateway, attachment }, i) => ({
      id: attachment,
      link,
      gateway,
      customerGateway: `${attachment}/customer-gateway`,
      tunnels: tunnelsOf(i),
    })),
    associations: directConnects.map(({ link, gateway, attachment }) => ({
      id: `${attachment}/association`,
      link,
      directConnectGateway: attachment,
      gateway,
    })),
    virtualInterfaces: directConnects.map(({ link, gateway, attachment }, i) =>
      interfaceOf(link, siteOf.get(gateway) ?? gateway, attachment, 100 + i),
    ),
    customerGateways: [],
    endpoints: [],
    pendingPeerings: [],
    healthChecks: [],
    hostedZones: [],
    recordSets: [],
    parameters: [],
    stacks: [],
    functions: [],
    prefixListNames: new Map(),
  };
}
