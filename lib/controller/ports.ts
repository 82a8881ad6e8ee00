// What the controller needs of the world, one interface per service. Adapters (AWS, the twin) implement them; nothing
// else in the controller does I/O.

import type { Prefix } from '../net/prefix';
import type { GatewayTable } from '../routing/network';
import type { AuditEntry } from './audit';
import type { BgpTestPort } from './bgp-down/test-port';
import type { Admission, Lease, Publication, Snapshot } from './database';
import type { Reachable } from './reachability';
import type { SteeredTable } from './site-routing';

/** A prefix-list reference of a gateway route table: all prefixes of the list go to one attachment. */
export interface Reference {
  readonly table: string;
  readonly list: string;
  readonly attachment: string;
}

/** The transit gateway of this site. Rejects with an Error when the API refuses or does not answer. */
export interface RoutingPort {
  /**
   * The two steered tables as they stand now, with every route that forwards: one that another of the same prefix hides may
   * be missing. Prefix-list references are expanded, into routes whose source is the list's id.
   */
  readTables(): Promise<Readonly<Record<SteeredTable, GatewayTable>>>;
  /** EC2 CreateTransitGatewayPrefixListReference; rejects when the table already has the list. */
  createReference(reference: Reference): Promise<void>;
  /** EC2 ModifyTransitGatewayPrefixListReference; rejects when the table does not have the list. */
  modifyReference(reference: Reference): Promise<void>;
  /** EC2 DeleteTransitGatewayPrefixListReference; rejects when the table does not have the list. */
  deleteReference(reference: Pick<Reference, 'table' | 'list'>): Promise<void>;
}

/** What a Direct Connect gateway's association allows, and with that announces. */
export interface AllowedPrefixes {
  readonly prefixes: readonly Prefix[];
  /** False while an update is under way: whether the premises hear the old or the new list is then not known. */
  readonly settled: boolean;
}

/** The AWS ends of this site's BGP links as they stand, by link name. */
export interface BgpReading {
  /** VPN: the edge table, read as the steered ones are. */
  readonly edges: ReadonlyMap<string, GatewayTable>;
  /** Ids of the steered tables that learn what the premises announce over the link. */
  readonly propagations: ReadonlyMap<string, readonly string[]>;
  /** VPN: attachment ids of the VPCs that propagate into the edge table. */
  readonly edgePropagations: ReadonlyMap<string, readonly string[]>;
  /** Direct Connect. */
  readonly allowed: ReadonlyMap<string, AllowedPrefixes>;
  /** Ends that could not be read, and why: of the maps above they are in `propagations` only. Absent: there are none. */
  readonly unread?: ReadonlyMap<string, string>;
}

/** A static route of an edge table. */
export interface EdgeRoute {
  readonly table: string;
  readonly prefix: Prefix;
  readonly attachment: string;
}

interface TablePropagation {
  readonly table: string;
  readonly attachment: string;
}

/** The AWS ends of this site's BGP links. Rejects with an Error when the API refuses or does not answer. */
export interface BgpPort {
  /** Rejects when what the steered tables learn cannot be read; an end that cannot be read by itself is told as such. */
  readBgp(): Promise<BgpReading>;
  /** EC2 CreateTransitGatewayRoute; rejects when the table already has a static route for the prefix. */
  createEdgeRoute(route: EdgeRoute): Promise<void>;
  /** EC2 ReplaceTransitGatewayRoute; rejects when the table has no static route for the prefix. */
  replaceEdgeRoute(route: EdgeRoute): Promise<void>;
  /** EC2 DeleteTransitGatewayRoute; rejects when the table has no static route for the prefix. */
  deleteEdgeRoute(route: Pick<EdgeRoute, 'table' | 'prefix'>): Promise<void>;
  /** EC2 EnableTransitGatewayRouteTablePropagation; rejects when it is enabled. */
  enablePropagation(propagation: TablePropagation): Promise<void>;
  /** EC2 DisableTransitGatewayRouteTablePropagation; rejects when it is not enabled. */
  disablePropagation(propagation: TablePropagation): Promise<void>;
  /**
   * Direct Connect UpdateDirectConnectGatewayAssociation: adds and removes prefixes and leaves all others alone. Returns
   * once the update is accepted; it takes effect minutes later. Rejects while another update is under way. To add what is
   * allowed already, or to remove what is not, may be refused as a whole: AWS does not say, so callers ask for a difference.
   */
  changeAllowedPrefixes(link: string, add: readonly Prefix[], remove: readonly Prefix[]): Promise<void>;
}

/** This site's replica of the link state database. */
export interface DatabasePort {
  read(): Promise<Snapshot>;
  publish(publication: Publication): Promise<void>;
  /** Only the admission site writes and deletes admissions. */
  admit(admission: Admission): Promise<void>;
  dismiss(link: string): Promise<void>;
}

/** Where health checks see which sites can be reached from this one. */
export interface ReachabilityPort {
  /** Of sites that are left out, what was told last stands. Rejects when any of it could not be told. */
  tell(reachable: readonly Reachable[]): Promise<void>;
}

/** What deployments write down for the site. */
export interface DeploymentPort {
  /** Id of the topology of which a deployment to the site has begun last (topology-id.ts). Undefined: none is told. */
  readTopology(): Promise<string | undefined>;
}

/** Where decisions and changes are written down and told. */
export interface AuditPort {
  /** In the order in which they are to be read. Rejects when any of them could not be said; the others are. */
  record(entries: readonly AuditEntry[]): Promise<void>;
}

/** The lease of one site, in its own replica. */
export interface LeasePort {
  /** Undefined while somebody else holds it. */
  acquire(holder: string, termMs: number): Promise<Lease | undefined>;
  /** With a new term; undefined when somebody else has taken it. */
  renew(lease: Lease, termMs: number): Promise<Lease | undefined>;
  /** Lets the next run begin at once. Does nothing when somebody else has taken it. */
  release(lease: Lease): Promise<void>;
}

/** Epoch milliseconds. */
interface ClockPort {
  now(): number;
}

export interface Ports {
  readonly routing: RoutingPort;
  /** Absent at a site without BGP links. */
  readonly bgp?: BgpPort;
  /** Absent unless the policy lets BGP be taken down on a grey link, and the site has such links. */
  readonly bgpTests?: BgpTestPort;
  readonly database: DatabasePort;
  /** Absent where no health check watches. */
  readonly reachability?: ReachabilityPort;
  /** Absent where nothing is deployed but as a whole. */
  readonly deployment?: DeploymentPort;
  readonly audit: AuditPort;
  readonly clock: ClockPort;
}
