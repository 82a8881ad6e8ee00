import { CfnRoute, type CfnTransitGatewayAttachment } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface GatewayRoutesProps {
  readonly transitGatewayId: string;
  /** Must be there first: a route to a gateway is refused until the VPC is attached to it. */
  readonly attachment: CfnTransitGatewayAttachment;
  /** VPC route tables, by a name for each. */
  readonly routeTableIds: Readonly<Record<string, string>>;
  /** CIDRs that are reached over the gateway, by a name for each. */
  readonly destinations: Readonly<Record<string, string>>;
}

/** The routes of a VPC's tables that lead to the transit gateway. */
export class GatewayRoutes extends Construct {
  constructor(scope: Construct, id: string, props: GatewayRoutesProps) {
    super(scope, id);
    for (const [name, routeTableId] of Object.entries(props.routeTableIds)) {
      const table = new Construct(this, name);
      for (const [destination, cidr] of Object.entries(props.destinations)) {
        const route = new CfnRoute(table, destination, {
          routeTableId,
          destinationCidrBlock: cidr,
          transitGatewayId: props.transitGatewayId,
        });
        route.addResourceDependency(props.attachment);
      }
    }
  }
}
