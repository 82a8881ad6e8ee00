import { CfnDirectConnectGatewayAssociation } from 'aws-cdk-lib/aws-directconnect';
import { CfnTransitGatewayRouteTableAssociation, CfnTransitGatewayRouteTablePropagation } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, DependencyGroup } from 'constructs';
import { AllowedPrefixes } from './allowed-prefixes';
import { AttachmentLookup } from './attachment-lookup';

export interface DirectConnectAttachmentProps {
  /** Name of the link. */
  readonly link: string;
  readonly directConnectGatewayId: string;
  readonly transitGatewayId: string;
  /** Allowed for as long as the two gateways are associated. */
  readonly associationPrefixes: readonly string[];
  /** Allowed beside them, one by one. */
  readonly prefixes: readonly string[];
  /** The table in which traffic from premises is looked up. */
  readonly associatedTableId: string;
  /** Tables that learn what the premises announce, by a name for each. */
  readonly propagatedTableIds: Readonly<Record<string, string>>;
  /** Encrypts the log groups of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/** A Direct Connect gateway on a transit gateway, and what it announces to premises. */
export class DirectConnectAttachment extends Construct {
  readonly attachmentId: string;
  /** Depend on it what brings traffic: everything is there by then that carries and answers it. */
  readonly ready = new DependencyGroup();

  constructor(scope: Construct, id: string, props: DirectConnectAttachmentProps) {
    super(scope, id);
    const { link, directConnectGatewayId, transitGatewayId, encryptionKey } = props;
    const association = new CfnDirectConnectGatewayAssociation(this, 'Association', {
      directConnectGatewayId,
      associatedGatewayId: transitGatewayId,
      allowedPrefixesToDirectConnectGateway: [...props.associationPrefixes],
    });
    const lookup = new AttachmentLookup(this, 'Lookup', {
      link,
      transitGatewayId,
      resourceId: directConnectGatewayId,
      resourceType: 'direct-connect-gateway',
      encryptionKey,
    });
    lookup.resource.node.addDependency(association);
    this.attachmentId = lookup.attachmentId;
    this.addTables(props);
    const allowed = new AllowedPrefixes(this, 'AllowedPrefixes', {
      link,
      directConnectGatewayId,
      transitGatewayId,
      prefixes: props.prefixes,
      associationPrefixes: props.associationPrefixes,
      encryptionKey,
    });
    allowed.resource.node.addDependency(association);
    this.ready.add(allowed.resource);
  }

  private addTables({ associatedTableId, propagatedTableIds }: DirectConnectAttachmentProps): void {
    const transitGatewayAttachmentId = this.attachmentId;
    const association = new CfnTransitGatewayRouteTableAssociation(this, 'TableAssociation', {
      transitGatewayAttachmentId,
      transitGatewayRouteTableId: associatedTableId,
    });
    const propagations = new Construct(this, 'Propagations');
    for (const [table, transitGatewayRouteTableId] of Object.entries(propagatedTableIds)) {
      const propagation = new CfnTransitGatewayRouteTablePropagation(propagations, table, {
        transitGatewayAttachmentId,
        transitGatewayRouteTableId,
      });
      // Nothing is sent to premises before their answers find a table.
      propagation.addResourceDependency(association);
      this.ready.add(propagation);
    }
  }
}
