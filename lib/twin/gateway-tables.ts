// Pure: a gateway's tables and attachments by id, or EC2's refusal.

import type { SiteRouting } from '../controller/site-routing';
import type { Attachment, GatewayTable, Network } from '../routing/network';
import { attachmentKey, indexNetwork } from '../routing/network-index';

export function requireTable(network: Network, { gateway }: SiteRouting, id: string): GatewayTable {
  const table = indexNetwork(network).tables.get(id);
  if (table?.gateway !== gateway)
    throw new Error(`InvalidRouteTableID.NotFound: ${id} is no route table of this gateway`);
  return table;
}

export function requireAttachment(network: Network, { gateway }: SiteRouting, id: string): Attachment {
  const attachment = indexNetwork(network).attachments.get(attachmentKey(gateway, id));
  if (!attachment)
    throw new Error(`InvalidTransitGatewayAttachmentID.NotFound: ${id} is no attachment of this gateway`);
  return attachment;
}

/** The network with this table instead of the one of the same id. */
export function withTable(network: Network, table: GatewayTable): Network {
  return { ...network, tables: network.tables.map((t) => (t.id === table.id ? table : t)) };
}
