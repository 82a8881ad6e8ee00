// Pure: a network as one region's EC2 shows it: the gateways of the sites in that region and what is theirs.

import type { Attachment, Gateway, GatewayTable, Network } from '../../routing/network';
import { indexNetwork } from '../../routing/network-index';
import type { Owner } from '../gateway-tables';
import { Refused } from '../refused';
import type { Inventory } from './inventory';

/** What an attachment attaches. */
interface AttachedResource {
  readonly resourceType: 'vpc' | 'vpn' | 'direct-connect-gateway' | 'peering';
  readonly resourceId: string;
}

export class RegionView {
  readonly gateways: readonly Gateway[];

  constructor(
    readonly region: string,
    readonly network: Network,
    private readonly inventory: Inventory,
  ) {
    this.gateways = network.gateways.filter(({ site }) => inventory.regions.get(site) === region);
  }

  has(gateway: string): boolean {
    return this.gateways.some(({ id }) => id === gateway);
  }

  /** Whether a site is in this region. */
  readonly isHere = (site: string): boolean => this.inventory.regions.get(site) === this.region;

  /** The table, and whose it is. */
  table(id: string): { readonly table: GatewayTable; readonly owner: Owner } {
    const table = indexNetwork(this.network).tables.get(id);
    const gateway = this.gateways.find((one) => one.id === table?.gateway);
    if (!table || !gateway)
      throw new Refused('InvalidRouteTableID.NotFound', `Transit Gateway Route Table ${id} was not found.`);
    return { table, owner: { site: gateway.site, gateway: gateway.id } };
  }

  nameOfPrefixList(id: string): string {
    return this.inventory.prefixListNames.get(id) ?? id;
  }

  get attachments(): readonly Attachment[] {
    return this.network.attachments.filter(({ gateway }) => this.has(gateway));
  }

  /** A peering's resource is the gateway at its far end. */
  resourceOf({ id, gateway, to }: Attachment): AttachedResource {
    if (to.kind === 'vpc') return { resourceType: 'vpc', resourceId: to.vpc };
    const isOn = (one: { readonly gateway: string; readonly link: string }) =>
      one.gateway === gateway && one.link === to.link;
    const vpn = this.inventory.vpns.find(isOn);
    if (vpn) return { resourceType: 'vpn', resourceId: vpn.id };
    const association = this.inventory.associations.find(isOn);
    if (association) return { resourceType: 'direct-connect-gateway', resourceId: association.directConnectGateway };
    const ends = indexNetwork(this.network).links.get(to.link)?.ends ?? [];
    const far = ends.flatMap((end) => ('gateway' in end && end.gateway !== gateway ? [end.gateway] : []));
    return { resourceType: 'peering', resourceId: far[0] ?? id };
  }
}
