// Pure: which attachments propagate into a transit gateway route table, and which are looked up in it.

import type { Attachment } from '../../../routing/network';
import { disablePropagation, enablePropagation, propagatingVpcs } from '../../propagation';
import { type Filtered, filtersOf, passes } from '../filters';
import { page } from '../pages';
import type { RegionView } from '../region-view';
import type { World } from '../world';
import type { XmlObject } from '../xml';
import type { Ec2Operation, Ec2Operations, Ec2Request } from './operation';
import { pagingOf } from './parameters';

function changed(change: typeof enablePropagation, state: string): Ec2Operation {
  return {
    writes: true,
    run: (world, { region, parameters }) => {
      const table = parameters.required('TransitGatewayRouteTableId');
      const attachment = parameters.required('TransitGatewayAttachmentId');
      const { network } = world.current;
      const view = world.view(region, network);
      const { owner } = view.table(table);
      world.change(change(network, owner, { table, attachment }));
      const member = view.attachments.find(({ id, gateway }) => id === attachment && gateway === owner.gateway);
      const of = member && shown(view, member);
      return { propagation: { ...of, transitGatewayRouteTableId: table, state } };
    },
  };
}

function shown(view: RegionView, attachment: Attachment): XmlObject {
  return { transitGatewayAttachmentId: attachment.id, ...view.resourceOf(attachment) };
}

interface InView {
  readonly view: RegionView;
  readonly attachment: Attachment;
}

const FILTERED: Filtered<InView> = {
  'resource-id': ({ view, attachment }) => [view.resourceOf(attachment).resourceId],
  'resource-type': ({ view, attachment }) => [view.resourceOf(attachment).resourceType],
  'transit-gateway-attachment-id': ({ attachment }) => [attachment.id],
};

/** What propagates: of VPCs their routes tell, of BGP links their sessions, whether or not they are up. */
function propagating(view: RegionView, id: string): ReadonlySet<string> {
  const { table, owner } = view.table(id);
  const sessions = view.network.sessions.filter(
    ({ gateway, propagatesTo }) => gateway === owner.gateway && propagatesTo.includes(id),
  );
  return new Set([...propagatingVpcs(view.network, table), ...sessions.map(({ attachment }) => attachment)]);
}

function listed(
  set: string,
  state: string,
  isMember: (view: RegionView, table: string) => (attachment: Attachment) => boolean,
): Ec2Operation {
  const run = (world: World, { region, parameters }: Ec2Request): XmlObject => {
    const id = parameters.required('TransitGatewayRouteTableId');
    const view = world.view(region, world.read().network);
    const { owner } = view.table(id);
    const passing = passes(filtersOf(parameters), FILTERED);
    const found = view.attachments
      .filter(({ gateway }) => gateway === owner.gateway)
      .filter(isMember(view, id))
      .filter((attachment) => passing({ view, attachment }));
    const { items, next } = page(found, (attachment) => attachment.id, pagingOf(world, parameters, id));
    return { [set]: items.map((attachment) => ({ ...shown(view, attachment), state })), nextToken: next };
  };
  return { writes: false, run };
}

export const MEMBERSHIP_OPERATIONS: Ec2Operations = {
  EnableTransitGatewayRouteTablePropagation: changed(enablePropagation, 'enabled'),
  DisableTransitGatewayRouteTablePropagation: changed(disablePropagation, 'disabled'),
  GetTransitGatewayRouteTablePropagations: listed('transitGatewayRouteTablePropagations', 'enabled', (view, table) => {
    const members = propagating(view, table);
    return ({ id }) => members.has(id);
  }),
  GetTransitGatewayRouteTableAssociations: listed(
    'associations',
    'associated',
    (_, table) => (attachment) => attachment.table === table,
  ),
};
