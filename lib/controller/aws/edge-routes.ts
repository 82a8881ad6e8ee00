// EC2's side of the static routes of an edge table, which are what its VPN advertises.

import {
  CreateTransitGatewayRouteCommand,
  DeleteTransitGatewayRouteCommand,
  type EC2Client,
  ReplaceTransitGatewayRouteCommand,
} from '@aws-sdk/client-ec2';
import type { BgpPort, EdgeRoute } from '../ports';
import type { SeenRoute } from '../seen-routes';
import type { Pauses } from './look-again';
import { RouteSearch } from './route-search';
import { type Progress, written } from './written';

type RouteKey = Pick<EdgeRoute, 'table' | 'prefix'>;

interface RouteWrite extends RouteKey {
  readonly operation: string;
  /** Where the route leads afterwards; undefined: there is none. */
  readonly attachment: string | undefined;
  readonly call: () => Promise<unknown>;
}

/** How far the routes to a prefix show a static one to this attachment, or none when it is undefined. */
function progressTo({ table, prefix: { text } }: RouteKey, attachment: string | undefined) {
  return (routes: readonly SeenRoute[]): Progress => {
    const seen = routes.find(({ type, list }) => type === 'static' && list === undefined);
    const leads = seen?.attachments.map(({ id }) => id).join(', ') || 'nowhere';
    const stands = seen?.state === 'active' && leads === attachment;
    if (attachment === undefined ? !seen : stands) return { kind: 'done' };
    const why = seen ? `the static route to ${text} leads to ${leads}` : `${table} has no static route to ${text}`;
    return { kind: 'absent', why };
  };
}

function keyOf({ table, prefix: { text } }: RouteKey) {
  return { TransitGatewayRouteTableId: table, DestinationCidrBlock: text };
}

function inputOf(route: EdgeRoute) {
  return { ...keyOf(route), TransitGatewayAttachmentId: route.attachment };
}

/** EC2 refuses to create a static route that is there, and to move or delete one that is not. */
export function edgeRouteWrites(
  ec2: Pick<EC2Client, 'send'>,
  pauses: Pauses,
): Pick<BgpPort, 'createEdgeRoute' | 'replaceEdgeRoute' | 'deleteEdgeRoute'> {
  const write = ({ operation, table, prefix, attachment, call }: RouteWrite) => {
    const look = () => new RouteSearch(ec2, table).to(prefix);
    const progress = progressTo({ table, prefix }, attachment);
    return written({ operation, resource: `${prefix.text} in ${table}`, call, look, progress }, pauses);
  };
  return {
    async createEdgeRoute(route) {
      const call = () => ec2.send(new CreateTransitGatewayRouteCommand(inputOf(route)));
      await write({ ...route, operation: 'CreateTransitGatewayRoute', call });
    },
    async replaceEdgeRoute(route) {
      const call = () => ec2.send(new ReplaceTransitGatewayRouteCommand(inputOf(route)));
      await write({ ...route, operation: 'ReplaceTransitGatewayRoute', call });
    },
    async deleteEdgeRoute({ table, prefix }) {
      const call = () => ec2.send(new DeleteTransitGatewayRouteCommand(keyOf({ table, prefix })));
      await write({ table, prefix, attachment: undefined, operation: 'DeleteTransitGatewayRoute', call });
    },
  };
}
