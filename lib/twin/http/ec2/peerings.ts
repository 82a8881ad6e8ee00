// EC2's peerings of transit gateways. One that waits is accepted in the region of its accepter, and only there; its routes
// forward all the same, because the network takes it for made.

import type { NetworkLink } from '../../../routing/network';
import { Refused } from '../../refused';
import { ACCOUNT } from '../account';
import { type Filtered, filtersOf, passes } from '../filters';
import { page } from '../pages';
import type { World } from '../world';
import type { XmlObject } from '../xml';
import type { Ec2Operations, Ec2Request } from './operation';
import { pagingOf } from './parameters';

interface Peering {
  readonly id: string;
  readonly requester: string;
  readonly accepter: string;
  readonly state: 'pendingAcceptance' | 'available';
}

const MESSAGES = { pendingAcceptance: 'Pending acceptance', available: 'Available' } as const;

/** Both ends are gateways, and its attachment has one id at both. */
function endsOf({ ends: [requester, accepter] }: NetworkLink) {
  return 'gateway' in requester && 'gateway' in accepter
    ? [{ id: requester.attachment, requester: requester.gateway, accepter: accepter.gateway }]
    : [];
}

export class Peerings {
  private readonly pending: Set<string>;

  constructor(private readonly world: World) {
    this.pending = new Set(world.inventory.pendingPeerings);
  }

  readonly operations: Ec2Operations = {
    DescribeTransitGatewayPeeringAttachments: { writes: false, run: (_, request) => this.describe(request) },
    AcceptTransitGatewayPeeringAttachment: { writes: true, run: (_, request) => this.accept(request) },
  };

  private all(): readonly Peering[] {
    return this.world.fabric.network.links
      .flatMap(endsOf)
      .map((ends) => ({ ...ends, state: this.pending.has(ends.id) ? 'pendingAcceptance' : 'available' }));
  }

  private regionOf(gateway: string): string | undefined {
    const { inventory, fabric } = this.world;
    const site = fabric.network.gateways.find(({ id }) => id === gateway)?.site;
    return site === undefined ? undefined : inventory.regions.get(site);
  }

  /** Described in the regions of both its ends. */
  private here(region: string): readonly Peering[] {
    return this.all().filter(({ requester, accepter }) =>
      [requester, accepter].some((gateway) => this.regionOf(gateway) === region),
    );
  }

  private require(id: string, region: string): Peering {
    const found = this.here(region).find((peering) => peering.id === id);
    if (!found)
      throw new Refused('InvalidTransitGatewayAttachmentID.NotFound', `Peering attachment ${id} was not found.`);
    return found;
  }

  private shown({ id, requester, accepter, state }: Peering): XmlObject {
    const end = (gateway: string) => ({
      transitGatewayId: gateway,
      ownerId: ACCOUNT,
      region: this.regionOf(gateway),
    });
    return {
      transitGatewayAttachmentId: id,
      accepterTransitGatewayAttachmentId: id,
      requesterTgwInfo: end(requester),
      accepterTgwInfo: end(accepter),
      status: { code: state, message: MESSAGES[state] },
      state,
    };
  }

  private describe({ region, parameters }: Ec2Request): XmlObject {
    const filtered: Filtered<Peering> = {
      'transit-gateway-attachment-id': ({ id }) => [id],
      'transit-gateway-id': ({ requester, accepter }) => [requester, accepter],
      'remote-owner-id': () => [ACCOUNT],
      state: ({ state }) => [state],
    };
    const ids = parameters.list('TransitGatewayAttachmentIds');
    const asked = ids.length > 0 ? ids.map((id) => this.require(id, region)) : this.here(region);
    const found = asked.filter(passes(filtersOf(parameters), filtered));
    const { items, next } = page(found, ({ id }) => id, pagingOf(this.world, parameters, ids.join(' ')));
    return { transitGatewayPeeringAttachments: items.map((peering) => this.shown(peering)), nextToken: next };
  }

  private accept({ region, parameters }: Ec2Request): XmlObject {
    const peering = this.require(parameters.required('TransitGatewayAttachmentId'), region);
    if (peering.state !== 'pendingAcceptance' || this.regionOf(peering.accepter) !== region)
      throw new Refused('IncorrectState', `${peering.id} is in invalid state: ${peering.state}`);
    this.pending.delete(peering.id);
    return { transitGatewayPeeringAttachment: this.shown({ ...peering, state: 'available' }) };
  }
}
