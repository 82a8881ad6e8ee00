// Pure: a network's parts by name, built once per network value.

import type {
  Appliance,
  Attachment,
  Gateway,
  GatewayTable,
  Network,
  NetworkLink,
  Router,
  Vpc,
  VpcTable,
} from './network';

export interface NetworkIndex {
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly tables: ReadonlyMap<string, GatewayTable>;
  /** By attachmentKey: a peering's id is the same at both of its gateways. */
  readonly attachments: ReadonlyMap<string, Attachment>;
  readonly vpcs: ReadonlyMap<string, Vpc>;
  readonly vpcTables: ReadonlyMap<string, VpcTable>;
  readonly appliances: ReadonlyMap<string, Appliance>;
  readonly links: ReadonlyMap<string, NetworkLink>;
  readonly routers: ReadonlyMap<string, Router>;
  /** The attachment of a VPC at a gateway, by (gateway, VPC). */
  readonly vpcAttachments: ReadonlyMap<string, Attachment>;
}

export function attachmentKey(gateway: string, attachment: string): string {
  return `${gateway} ${attachment}`;
}

/** What is made of a list, made once: networks that differ in their tables share the rest. */
function madeOnce<T, M>(make: (items: readonly T[]) => M): (items: readonly T[]) => M {
  const known = new WeakMap<readonly T[], { readonly made: M }>();
  return (items) => {
    const found = known.get(items) ?? { made: make(items) };
    known.set(items, found);
    return found.made;
  };
}

function byId<T extends { readonly id: string }>(): (items: readonly T[]) => ReadonlyMap<string, T> {
  return madeOnce((items) => new Map(items.map((item) => [item.id, item])));
}

const gatewaysById = byId<Gateway>();
const tablesById = byId<GatewayTable>();
const vpcsById = byId<Vpc>();
const vpcTablesById = byId<VpcTable>();
const appliancesById = byId<Appliance>();
const routersById = byId<Router>();

const NO_APPLIANCES: readonly Appliance[] = [];

const linksByName = madeOnce((links: readonly NetworkLink[]) => new Map(links.map((link) => [link.name, link])));

const attachmentsByKey = madeOnce(
  (attachments: readonly Attachment[]) => new Map(attachments.map((a) => [attachmentKey(a.gateway, a.id), a])),
);

const attachmentsByVpc = madeOnce(
  (attachments: readonly Attachment[]) =>
    new Map(attachments.flatMap((a) => (a.to.kind === 'vpc' ? [[`${a.gateway} ${a.to.vpc}`, a]] : []))),
);

const indexes = new WeakMap<Network, NetworkIndex>();

export function indexNetwork(network: Network): NetworkIndex {
  const known = indexes.get(network);
  if (known) return known;
  const index: NetworkIndex = {
    gateways: gatewaysById(network.gateways),
    tables: tablesById(network.tables),
    attachments: attachmentsByKey(network.attachments),
    vpcs: vpcsById(network.vpcs),
    vpcTables: vpcTablesById(network.vpcTables),
    appliances: appliancesById(network.appliances ?? NO_APPLIANCES),
    links: linksByName(network.links),
    routers: routersById(network.routers),
    vpcAttachments: attachmentsByVpc(network.attachments),
  };
  indexes.set(network, index);
  return index;
}
