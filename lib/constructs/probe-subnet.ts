import { Tags } from 'aws-cdk-lib';
import {
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  type CfnTransitGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { TAGS } from '../routing/tags';

export interface ProbeSubnetProps {
  /** Name of the link that is probed from here. */
  readonly link: string;
  readonly subnetName: string;
  readonly vpcId: string;
  readonly cidrBlock: string;
  /** One that the VPC's gateway attachment covers. */
  readonly availabilityZone: string;
  readonly transitGatewayId: string;
  /**
   * Must be there first: a route to a gateway is refused until the VPC is attached to it.
   *
   * @default - the VPC is attached already
   */
  readonly attachment?: CfnTransitGatewayAttachment;
  /**
   * What is probed at the far end, as a CIDR.
   *
   * @default - nothing: the subnet stays empty and reaches nothing
   */
  readonly farCidrBlock?: string;
}

/**
 * A subnet for the prober and the responder of one link end, with a route table of its own: it leads to the far end of
 * the link and nowhere else.
 */
export class ProbeSubnet extends Construct {
  readonly subnetId: string;
  readonly routeTableId: string;

  constructor(scope: Construct, id: string, props: ProbeSubnetProps) {
    super(scope, id);
    const subnet = new CfnSubnet(this, 'Subnet', {
      vpcId: props.vpcId,
      cidrBlock: props.cidrBlock,
      availabilityZone: props.availabilityZone,
      mapPublicIpOnLaunch: false,
    });
    Tags.of(subnet).add('Name', props.subnetName);
    Tags.of(subnet).add(TAGS.probe, props.link);
    const table = new CfnRouteTable(this, 'RouteTable', { vpcId: props.vpcId });
    Tags.of(table).add('Name', props.subnetName);
    new CfnSubnetRouteTableAssociation(this, 'RouteTableAssociation', {
      subnetId: subnet.ref,
      routeTableId: table.ref,
    });
    this.subnetId = subnet.ref;
    this.routeTableId = table.ref;
    if (props.farCidrBlock === undefined) return;
    const route = new CfnRoute(this, 'FarEnd', {
      routeTableId: table.ref,
      destinationCidrBlock: props.farCidrBlock,
      transitGatewayId: props.transitGatewayId,
    });
    if (props.attachment) route.addResourceDependency(props.attachment);
  }
}
