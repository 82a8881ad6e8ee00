// Pure: quotas of AWS, each once, for whoever counts what a topology takes of them, a stack, or templates. Sources: AWS's
// pages on the quotas of transit gateways, Direct Connect, Site-to-Site VPN, VPCs, CloudFormation, Systems Manager and IAM.

export interface Quota {
  /** AWS's own name for it. */
  readonly name: string;
  /** What there is without being asked. */
  readonly limit: number;
  /** AWS raises it on request. */
  readonly adjustable: boolean;
  /** To how much at most. Absent: AWS does not say. */
  readonly most?: number;
}

export const QUOTAS = {
  // Of a transit gateway.
  tablesOfGateway: { name: 'Transit gateway route tables per transit gateway', limit: 20, adjustable: true },
  routesOfGateway: {
    name: 'Total combined routes (dynamic and static) across all route tables for a single transit gateway',
    limit: 10_000,
    adjustable: true,
  },
  attachmentsOfGateway: { name: 'Attachments per transit gateway', limit: 5_000, adjustable: true },
  peeringsOfGateway: { name: 'Peering attachments per transit gateway', limit: 50, adjustable: true },
  directConnectsOfGateway: { name: 'AWS Direct Connect gateways per transit gateway', limit: 20, adjustable: false },
  // Of links with BGP.
  gatewaysOfDirectConnect: { name: 'Transit gateways per AWS Direct Connect gateway', limit: 6, adjustable: true },
  /** Per transit gateway association, IPv4 and IPv6 together. */
  allowedPrefixes: {
    name: 'Number of prefixes per AWS Transit Gateway from AWS to on-premises on a transit virtual interface',
    limit: 200,
    adjustable: false,
  },
  /** BGP goes idle above it, which takes the link down. */
  routesToTransitInterface: {
    name: 'Routes per BGP session on a transit virtual interface from on-premises to AWS',
    limit: 100,
    adjustable: false,
  },
  interfacesOfConnection: {
    name: 'Transit virtual interfaces per AWS Direct Connect dedicated connection',
    limit: 4,
    adjustable: false,
  },
  routesToVpn: {
    name: 'Dynamic routes advertised from a customer gateway device to a Site-to-Site VPN connection on a transit gateway',
    limit: 1_000,
    adjustable: false,
  },
  routesFromVpn: {
    name: 'Routes advertised from a Site-to-Site VPN connection on a transit gateway to a customer gateway device',
    limit: 5_000,
    adjustable: false,
  },
  // Of VPCs and of a region.
  entriesOfPrefixList: { name: 'Maximum number of entries per prefix list', limit: 1_000, adjustable: false },
  prefixListsOfRegion: { name: 'Prefix lists per Region', limit: 100, adjustable: true },
  tablesOfVpc: { name: 'Route tables per VPC', limit: 200, adjustable: true },
  /** The default of accounts that nobody raised it in. */
  routesOfVpcTable: { name: 'Routes per route table', limit: 50, adjustable: true, most: 1_000 },
  endpointsOfVpc: {
    name: 'Interface and Gateway Load Balancer endpoints per VPC',
    limit: 50,
    adjustable: true,
  },
  // Of what a stack holds.
  resourcesOfStack: { name: 'Resources per stack', limit: 500, adjustable: false },
  /** Of an advanced parameter. */
  bytesOfParameter: { name: 'Bytes of the value of a parameter', limit: 8_192, adjustable: false },
  /** White space apart. */
  charactersOfPolicy: { name: 'Characters of a managed policy', limit: 6_144, adjustable: false },
  /** IAM counts the characters of all inline policies of a role together, white space apart. */
  charactersOfRole: { name: 'Characters of all inline policies of a role', limit: 10_240, adjustable: false },
} as const satisfies Readonly<Record<string, Quota>>;

export interface Take {
  readonly quota: Quota;
  readonly count: number;
}

/** From here on a quota is nearly used up: an integer comparison, so that 80 of 100 is exact. */
export function isNear({ count, quota }: Take): boolean {
  return count * 10 >= quota.limit * 8;
}

/** More than AWS gives without being asked. */
export function isOver({ count, quota }: Take): boolean {
  return count > quota.limit;
}

/** More than AWS gives to anybody. */
export function isRefused({ count, quota }: Take): boolean {
  return count > (quota.adjustable ? (quota.most ?? Number.POSITIVE_INFINITY) : quota.limit);
}

/** `200; AWS does not raise it` */
export function limitText({ limit, adjustable, most }: Quota): string {
  if (!adjustable) return `${limit}; AWS does not raise it`;
  return `${limit}; AWS raises it on request${most === undefined ? '' : `, to ${most} at most`}`;
}
