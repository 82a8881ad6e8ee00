import { CfnRoute, type CfnTransitGatewayAttachment } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface GatewayRoutesProps {
  readonly transitGatewayId: string;
  /** Must be there first: a route to a gateway is refused until the VPC is attached to it. */
  readonly attachment: CfnTransitGatewayAttachment;
  /** VPC route tables, one per zone. */
  readonly routeTableIds: readonly string[];
  /** CIDRs that are reached over the gateway, by a name for each. */
  readonly destinations: Readonly<Record<string, string>>;
}

/** The routes of a VPC's tables that lead to the transit gateway. */
export class GatewayRoutes extends Construct {
  constructor(scope: Construct, id: string, props: GatewayRoutesProps) {
    super(scope, id);
    props.routeTableIds.forEach((routeTableId, i) => {
      const zone = new Construct(this, String(i + 1));
      for (const [destination, cidr] of Object.entries(props.destinations)) {
        const route = new CfnRoute(zone, destination, {
          routeTableId,
          destinationCidrBlock: cidr,
          transitGatewayId: props.transitGatewayId,
        });
        route.addResourceDependency(props.attachment);
      }
    });
  }
}
