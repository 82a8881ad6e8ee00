// Pure: a network's parts by name, built once per network value.

import type { Attachment, Gateway, GatewayTable, Network, NetworkLink, Router, Vpc, VpcTable } from './network';

export interface NetworkIndex {
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly tables: ReadonlyMap<string, GatewayTable>;
  /** By attachmentKey: a peering's id is the same at both of its gateways. */
  readonly attachments: ReadonlyMap<string, Attachment>;
  readonly vpcs: ReadonlyMap<string, Vpc>;
  readonly vpcTables: ReadonlyMap<string, VpcTable>;
  readonly links: ReadonlyMap<string, NetworkLink>;
  readonly routers: ReadonlyMap<string, Router>;
  /** The attachment of a VPC at a gateway, by (gateway, VPC). */
  readonly vpcAttachments: ReadonlyMap<string, Attachment>;
}

export function attachmentKey(gateway: string, attachment: string): string {
  return `${gateway} ${attachment}`;
}

const indexes = new WeakMap<Network, NetworkIndex>();

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

export function indexNetwork(network: Network): NetworkIndex {
  const known = indexes.get(network);
  if (known) return known;
  const index: NetworkIndex = {
    gateways: byId(network.gateways),
    tables: byId(network.tables),
    attachments: new Map(network.attachments.map((a) => [attachmentKey(a.gateway, a.id), a])),
    vpcs: byId(network.vpcs),
    vpcTables: byId(network.vpcTables),
    links: new Map(network.links.map((link) => [link.name, link])),
    routers: byId(network.routers),
    vpcAttachments: new Map(
      network.attachments.flatMap((a) => (a.to.kind === 'vpc' ? [[`${a.gateway} ${a.to.vpc}`, a]] : [])),
    ),
  };
  indexes.set(network, index);
  return index;
}
