// Pure: what an operator's commands need of one AWS site. They see what its controller sees, and place orders; routes are
// changed by controllers only.

import type { AuditEntry } from '../audit';
import type { BgpTests } from '../bgp-down/test-port';
import type { Snapshot } from '../database';
import type { UnreadableItem } from '../link-state-items/item';
import type { SiteNames } from '../names/read-names';
import type { SteeredTables } from '../plan';
import type { BgpReading } from '../ports';
import type { OrderStore } from '../signal-ports';
import type { SiteConfig } from '../site-plan/read-site';

/** What the site's replica of the link state database holds. */
export interface SiteReplica {
  readonly snapshot: Snapshot;
  /** Items that are there beside it and cannot be read, as those of a newer version. */
  readonly unreadable: readonly UnreadableItem[];
}

/** What stands at the site, as its controller reads it at the start of a reconcile. */
export interface SiteRoutes {
  readonly tables: SteeredTables;
  /** Absent at a site without BGP links. */
  readonly reading?: BgpReading;
  /** Absent: there is nothing that the site may do with them. */
  readonly tests?: BgpTests;
}

/** Each call rejects with an Error that says which call of AWS did not succeed, and why. */
export interface OperatorSite {
  readonly site: string;
  readonly region: string;
  /** By the parameters of the deployment. Rejects as well when they cannot be understood, or when there are none. */
  config(): Promise<SiteConfig>;
  replica(): Promise<SiteReplica>;
  routes(config: SiteConfig): Promise<SiteRoutes>;
  /**
   * What the controller of any site has said since then, the newest first and a page at a time, from this site's replica of
   * the audit.
   */
  audited(site: string, sinceMs: number): AsyncIterable<readonly AuditEntry[]>;
  /** What a deployment wrote down of the names that the site's VPCs ask for. */
  names(): Promise<SiteNames>;
  /** Orders that are placed in this site's replica reach the others as DynamoDB replicates them. */
  readonly orders: OrderStore;
}
