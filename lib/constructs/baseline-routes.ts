import { CfnTransitGatewayRoute } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface BaselineRoute {
  /** Name of the destination; with the table it is the route's identity. */
  readonly destination: string;
  readonly destinationCidrBlock: string;
  readonly transitGatewayAttachmentId: string;
}

export interface BaselineRoutesProps {
  readonly transitGatewayRouteTableId: string;
  readonly routes: readonly BaselineRoute[];
}

/**
 * One gateway table's static routes toward other sites. A route's construct id is its destination only, so that another
 * next hop is a change of the same resource and shows as such in a template diff.
 */
export class BaselineRoutes extends Construct {
  constructor(scope: Construct, id: string, props: BaselineRoutesProps) {
    super(scope, id);
    for (const route of props.routes)
      new CfnTransitGatewayRoute(this, route.destination, {
        transitGatewayRouteTableId: props.transitGatewayRouteTableId,
        destinationCidrBlock: route.destinationCidrBlock,
        transitGatewayAttachmentId: route.transitGatewayAttachmentId,
      });
  }
}
