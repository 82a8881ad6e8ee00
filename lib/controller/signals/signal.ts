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
  /** Its AWS ends; absent: what AWS says of them is not asked. */
  readonly ends?: readonly LinkEnd[];
}

/** One AWS end of a link, as the region of its site knows it. */
export interface LinkEnd {
  readonly site: string;
  /** `tgw-…`, at which other links of the site end as well. */
  readonly transitGatewayId?: string;
  /** `tgw-attach-…`. */
  readonly attachmentId?: string;
  /** `vpn-…`, of a Site-to-Site VPN. */
  readonly vpnConnectionId?: string;
  /** `dxvif-…`, of a Direct Connect link. */
  readonly virtualInterfaceId?: string;
  /** Id of its Direct Connect gateway, whose association says what is announced. */
  readonly directConnectGatewayId?: string;
  /** `tgw-rtb-…`, of a Site-to-Site VPN: the table whose content is what it advertises. */
  readonly edgeTableId?: string;
}

/** What a signal comes to. Nothing of it is an error: what is not understood is told to a person. */
export interface Signal {
  readonly items: readonly (Notice | LinkStatus)[];
  readonly entries: readonly AuditEntry[];
}
