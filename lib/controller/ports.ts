// What the controller needs of the world, one interface per service. Adapters (AWS, the twin) implement them; nothing
// else in the controller does I/O.

import type { GatewayTable } from '../routing/network';
import type { AuditEntry } from './audit';
import type { Admission, Publication, Snapshot } from './database';
import type { SteeredTable } from './site-routing';

/** A prefix-list reference of a gateway route table: all prefixes of the list go to one attachment. */
export interface Reference {
  readonly table: string;
  readonly list: string;
  readonly attachment: string;
}

/** The transit gateway of this site. Rejects with an Error when the API refuses or does not answer. */
export interface RoutingPort {
  /** The two steered tables as they stand now, every route in them, prefix-list references expanded. */
  readTables(): Promise<Readonly<Record<SteeredTable, GatewayTable>>>;
  /** EC2 CreateTransitGatewayPrefixListReference; rejects when the table already has the list. */
  createReference(reference: Reference): Promise<void>;
  /** EC2 ModifyTransitGatewayPrefixListReference; rejects when the table does not have the list. */
  modifyReference(reference: Reference): Promise<void>;
  /** EC2 DeleteTransitGatewayPrefixListReference; rejects when the table does not have the list. */
  deleteReference(reference: Pick<Reference, 'table' | 'list'>): Promise<void>;
}

/** This site's replica of the link state database. */
export interface DatabasePort {
  read(): Promise<Snapshot>;
  publish(publication: Publication): Promise<void>;
  /** Only the admission site writes and deletes admissions. */
  admit(admission: Admission): Promise<void>;
  dismiss(link: string): Promise<void>;
}

interface AuditPort {
  record(entry: AuditEntry): Promise<void>;
}

/** Epoch milliseconds. */
interface ClockPort {
  now(): number;
}

export interface Ports {
  readonly routing: RoutingPort;
  readonly database: DatabasePort;
  readonly audit: AuditPort;
  readonly clock: ClockPort;
}
