import { Tags } from 'aws-cdk-lib';
import {
  CfnTransitGatewayAttachment,
  CfnTransitGatewayRouteTableAssociation,
  CfnTransitGatewayRouteTablePropagation,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface VpcAttachmentProps {
  readonly attachmentName: string;
  readonly transitGatewayId: string;
  readonly vpcId: string;
  /** One per zone. */
  readonly subnetIds: readonly string[];
  /** The table in which traffic from the VPC is looked up. */
  readonly associatedTableId: string;
  /** Tables that learn the VPC's CIDRs, by a name for each. */
  readonly propagatedTableIds: Readonly<Record<string, string>>;
}

/** A VPC on a transit gateway. */
export class VpcAttachment extends Construct {
  /** Depend on it before routing to the gateway: a VPC route is refused until the VPC is attached. */
  readonly attachment: CfnTransitGatewayAttachment;

  constructor(scope: Construct, id: string, props: VpcAttachmentProps) {
    super(scope, id);
    // Not AWS::EC2::TransitGatewayVpcAttachment, which is replaced when SubnetIds change: this type changes them in place.
    this.attachment = new CfnTransitGatewayAttachment(this, 'Attachment', {
      transitGatewayId: props.transitGatewayId,
      vpcId: props.vpcId,
      subnetIds: [...props.subnetIds],
      options: { DnsSupport: 'enable', Ipv6Support: 'disable', ApplianceModeSupport: 'disable' },
    });
    Tags.of(this.attachment).add('Name', props.attachmentName);
    new CfnTransitGatewayRouteTableAssociation(this, 'Association', {
      transitGatewayAttachmentId: this.attachment.ref,
      transitGatewayRouteTableId: props.associatedTableId,
    });
    const propagations = new Construct(this, 'Propagations');
    for (const [table, tableId] of Object.entries(props.propagatedTableIds))
      new CfnTransitGatewayRouteTablePropagation(propagations, table, {
        transitGatewayAttachmentId: this.attachment.ref,
        transitGatewayRouteTableId: tableId,
      });
  }
}
