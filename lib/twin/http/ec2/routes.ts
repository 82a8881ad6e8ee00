// Pure: EC2's routes of transit gateway route tables: static ones are written, all are searched.

import { Refused } from '../../refused';
import { createRoute, deleteRoute, replaceRoute, type StaticTarget, staticRoute } from '../../static-routes';
import { type Filtered, filtersOf } from '../filters';
import { page } from '../pages';
import type { RegionView } from '../region-view';
import type { World } from '../world';
import type { XmlObject } from '../xml';
import { attachmentIn } from './attachments';
import type { Ec2Operation, Ec2Operations, Ec2Request } from './operation';
import { pagingOf, requiredPrefix, targetIn } from './parameters';
import { routeKey, type ShownRoute, searchRoutes, shownRoutes } from './route-search';

function shown(view: RegionView, gateway: string, route: ShownRoute, state: string = route.state): XmlObject {
  return {
    destinationCidrBlock: route.prefix.text,
    prefixListId: route.list,
    transitGatewayAttachments: route.attachments.map((id) => attachmentIn(view, gateway, id)),
    type: route.type,
    state,
  };
}

function written(change: typeof createRoute): Ec2Operation {
  return {
    writes: true,
    run: (world, { region, parameters }) => {
      const [prefix, target] = [requiredPrefix(parameters, 'DestinationCidrBlock'), targetIn(parameters)];
      const { network } = world.current;
      const view = world.view(region, network);
      const { table, owner } = view.table(parameters.required('TransitGatewayRouteTableId'));
      world.change(change(network, owner, { table: table.id, prefix }, target));
      return { route: shown(view, owner.gateway, staticShown(prefix, target)) };
    },
  };
}

function staticShown(prefix: ShownRoute['prefix'], target: StaticTarget): ShownRoute {
  const attachments = target === 'blackhole' ? [] : [target.attachment];
  return { prefix, type: 'static', state: attachments.length > 0 ? 'active' : 'blackhole', attachments };
}

function remove(world: World, { region, parameters }: Ec2Request): XmlObject {
  const prefix = requiredPrefix(parameters, 'DestinationCidrBlock');
  const { network } = world.current;
  const view = world.view(region, network);
  const { table, owner } = view.table(parameters.required('TransitGatewayRouteTableId'));
  const before = staticRoute(table, prefix);
  world.change(deleteRoute(network, owner, { table: table.id, prefix }));
  const target = before?.target.kind === 'attachment' ? before.target : 'blackhole';
  return { route: shown(view, owner.gateway, staticShown(prefix, target), 'deleted') };
}

function byAttachment(view: RegionView, gateway: string): Filtered<ShownRoute> {
  const attached = ({ attachments }: ShownRoute) => attachments.map((id) => attachmentIn(view, gateway, id));
  return {
    'attachment.transit-gateway-attachment-id': ({ attachments }) => attachments,
    'attachment.resource-id': (route) => attached(route).map(({ resourceId }) => resourceId),
    'attachment.resource-type': (route) => attached(route).map(({ resourceType }) => resourceType),
  };
}

function search(world: World, { region, parameters }: Ec2Request): XmlObject {
  const id = parameters.required('TransitGatewayRouteTableId');
  const filters = filtersOf(parameters);
  if (filters.length === 0) throw new Refused('MissingParameter', 'The request must contain the parameter Filters');
  const view = world.view(region, world.read().settled);
  const { table, owner } = view.table(id);
  const found = searchRoutes(shownRoutes(table), filters, byAttachment(view, owner.gateway));
  const { items, next } = page(found, routeKey, pagingOf(world, parameters, id));
  return {
    routeSet: items.map((route) => shown(view, owner.gateway, route)),
    additionalRoutesAvailable: next !== undefined,
    nextToken: world.behaviour.searchTokens ? next : undefined,
  };
}

export const ROUTE_OPERATIONS: Ec2Operations = {
  CreateTransitGatewayRoute: written(createRoute),
  ReplaceTransitGatewayRoute: written(replaceRoute),
  DeleteTransitGatewayRoute: { writes: true, run: remove },
  SearchTransitGatewayRoutes: { writes: false, run: search },
};
