// Pure: what every source of signals has in common: how links are known outside Detour, and what a signal comes to.

import type { AuditEntry } from '../audit';
import type { LinkStatus, Notice } from '../database';

/** How one link is known to AWS and to its provider. */
export interface LinkIdentity {
  readonly link: string;
  /** The link's ids on AWS, of every end: `dxcon-…`, `dxvif-…`, `vpn-…`, `tgw-attach-…`. */
  readonly entities: readonly string[];
  /** The provider's ids of the circuits that it runs over. */
  readonly circuitIds: readonly string[];
  /** Name of the provider, as in the topology file; absent: any provider may speak of the circuits. */
  readonly provider?: string;
}

/** What a signal comes to. Nothing of it is an error: what is not understood is told to a person. */
export interface Signal {
  readonly items: readonly (Notice | LinkStatus)[];
  readonly entries: readonly AuditEntry[];
}
