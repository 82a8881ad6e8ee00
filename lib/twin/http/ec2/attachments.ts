// Pure: EC2's transit gateway attachments.

import type { Attachment } from '../../../routing/network';
import { attachmentKey, indexNetwork } from '../../../routing/network-index';
import { Refused } from '../../refused';
import { ACCOUNT } from '../account';
import { type Filtered, filtersOf, passes } from '../filters';
import { page } from '../pages';
import type { RegionView } from '../region-view';
import type { World } from '../world';
import type { XmlObject } from '../xml';
import type { Ec2Operations, Ec2Request } from './operation';
import { pagingOf } from './parameters';

/** An attachment as routes and references name it; just its id when the gateway does not have it. */
export function attachmentIn(view: RegionView, gateway: string, id: string) {
  const attachment = indexNetwork(view.network).attachments.get(attachmentKey(gateway, id));
  const resource = attachment && view.resourceOf(attachment);
  return { transitGatewayAttachmentId: id, resourceType: resource?.resourceType, resourceId: resource?.resourceId };
}

interface InView {
  readonly view: RegionView;
  readonly attachment: Attachment;
}

const FILTERED: Filtered<InView> = {
  'association.state': ({ attachment }) => [attachment.table && 'associated'],
  'association.transit-gateway-route-table-id': ({ attachment }) => [attachment.table],
  'resource-id': ({ view, attachment }) => [view.resourceOf(attachment).resourceId],
  'resource-owner-id': () => [ACCOUNT],
  'resource-type': ({ view, attachment }) => [view.resourceOf(attachment).resourceType],
  state: () => ['available'],
  'transit-gateway-attachment-id': ({ attachment }) => [attachment.id],
  'transit-gateway-id': ({ attachment }) => [attachment.gateway],
  'transit-gateway-owner-id': () => [ACCOUNT],
};

function shown({ view, attachment }: InView): XmlObject {
  const { table, gateway, id } = attachment;
  return {
    transitGatewayAttachmentId: id,
    transitGatewayId: gateway,
    transitGatewayOwnerId: ACCOUNT,
    resourceOwnerId: ACCOUNT,
    ...view.resourceOf(attachment),
    state: 'available',
    association: table === undefined ? undefined : { transitGatewayRouteTableId: table, state: 'associated' },
  };
}

/** By ids, of which each has to be there, or all; then by filters. */
function describe(world: World, { region, parameters }: Ec2Request): XmlObject {
  const view = world.view(region, world.read().network);
  const ids = parameters.list('TransitGatewayAttachmentIds');
  const missing = ids.find((id) => view.attachments.every((attachment) => attachment.id !== id));
  if (missing !== undefined)
    throw new Refused('InvalidTransitGatewayAttachmentID.NotFound', `Attachment ${missing} was not found.`);
  const passing = passes(filtersOf(parameters), FILTERED);
  const found = view.attachments
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .map((attachment) => ({ view, attachment }))
    .filter(passing);
  const keyOf = ({ attachment: { id, gateway } }: InView) => `${id} ${gateway}`;
  const { items, next } = page(found, keyOf, pagingOf(world, parameters, ids.join(' ')));
  return { transitGatewayAttachments: items.map(shown), nextToken: next };
}

export const ATTACHMENT_OPERATIONS: Ec2Operations = {
  DescribeTransitGatewayAttachments: { writes: false, run: describe },
};
