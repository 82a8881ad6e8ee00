// Pure: a gateway's tables and attachments by id, or EC2's refusal.

import type { SiteRouting } from '../controller/site-routing';
import type { Attachment, GatewayTable, Network } from '../routing/network';
import { attachmentKey, indexNetwork } from '../routing/network-index';
import { Refused } from './refused';

/** Whose tables, attachments and prefix lists a call may name. */
export type Owner = Pick<SiteRouting, 'site' | 'gateway'>;

export function requireTable(network: Network, { gateway }: Owner, id: string): GatewayTable {
  const table = indexNetwork(network).tables.get(id);
  if (table?.gateway !== gateway)
    throw new Refused('InvalidRouteTableID.NotFound', `${id} is no route table of this gateway`);
  return table;
}

export function requireAttachment(network: Network, { gateway }: Owner, id: string): Attachment {
  const attachment = indexNetwork(network).attachments.get(attachmentKey(gateway, id));
  if (!attachment)
    throw new Refused('InvalidTransitGatewayAttachmentID.NotFound', `${id} is no attachment of this gateway`);
  return attachment;
}

/** The network with this table instead of the one of the same id. */
export function withTable(network: Network, table: GatewayTable): Network {
  return { ...network, tables: network.tables.map((t) => (t.id === table.id ? table : t)) };
}
