import { Tags } from 'aws-cdk-lib';
import {
  CfnTransitGatewayRouteTable,
  CfnTransitGatewayRouteTableAssociation,
  CfnTransitGatewayRouteTablePropagation,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { TAGS } from '../routing/tags';

export interface EdgeTableProps {
  /** Name of the link, which names the table. */
  readonly link: string;
  readonly tableName: string;
  readonly transitGatewayId: string;
  /** The VPN's attachment. */
  readonly attachmentId: string;
  /** Attachments of VPCs whose CIDRs the table holds, by a name for each. */
  readonly vpcAttachmentIds: Readonly<Record<string, string>>;
}

/**
 * The gateway table of one VPN. It is associated with nothing else, because AWS advertises to a VPN's router exactly what
 * its table holds: what is in here is an announcement, and what is taken out of it is withdrawn on this link alone.
 */
export class EdgeTable extends Construct {
  readonly tableId: string;
  /** Depend on it before sending anything over the VPN: from then on answers find the table. */
  readonly association: CfnTransitGatewayRouteTableAssociation;

  constructor(scope: Construct, id: string, props: EdgeTableProps) {
    super(scope, id);
    const table = new CfnTransitGatewayRouteTable(this, 'Table', { transitGatewayId: props.transitGatewayId });
    Tags.of(table).add('Name', props.tableName);
    Tags.of(table).add(TAGS.table, `edge-${props.link}`);
    this.tableId = table.ref;
    const propagations = new Construct(this, 'Propagations');
    const learned = Object.entries(props.vpcAttachmentIds).map(
      ([vpc, transitGatewayAttachmentId]) =>
        new CfnTransitGatewayRouteTablePropagation(propagations, vpc, {
          transitGatewayAttachmentId,
          transitGatewayRouteTableId: table.ref,
        }),
    );
    this.association = new CfnTransitGatewayRouteTableAssociation(this, 'Association', {
      transitGatewayAttachmentId: props.attachmentId,
      transitGatewayRouteTableId: table.ref,
    });
    // Nothing arrives from premises before the table can forward it.
    for (const propagation of learned) this.association.addResourceDependency(propagation);
  }
}
