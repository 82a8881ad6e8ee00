import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import { CfnTransitGateway, CfnTransitGatewayRouteTable } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { TAGS } from '../routing/tags';

export interface TransitGatewayProps {
  /** Shown as the gateway's name, and the start of its tables' names. */
  readonly gatewayName: string;
  readonly amazonSideAsn: number;
  readonly description: string;
  /**
   * A gateway to use as it is, with default route table association and propagation switched off; its ASN is
   * `amazonSideAsn`.
   *
   * @default - a gateway is made
   */
  readonly existingTransitGatewayId?: string;
}

/**
 * A transit gateway with the two tables every site has: `spokes`, in which traffic from VPCs is looked up, and
 * `transit`, for traffic that arrives over links. Attachments are associated and propagated one by one and never by
 * default, so that a table holds nothing that nobody wrote down. All of it is retained: other accounts attach to it.
 *
 * A gateway that exists gets the two tables and is not changed in any other way.
 */
export class TransitGateway extends Construct {
  readonly transitGatewayId: string;
  readonly spokesTableId: string;
  readonly transitTableId: string;

  constructor(scope: Construct, id: string, props: TransitGatewayProps) {
    super(scope, id);
    this.transitGatewayId = props.existingTransitGatewayId ?? this.addGateway(props);
    this.spokesTableId = this.addTable('SpokesTable', 'spokes', props.gatewayName);
    this.transitTableId = this.addTable('TransitTable', 'transit', props.gatewayName);
  }

  private addGateway(props: TransitGatewayProps): string {
    const gateway = new CfnTransitGateway(this, 'Gateway', {
      amazonSideAsn: props.amazonSideAsn,
      description: props.description,
      autoAcceptSharedAttachments: 'disable',
      defaultRouteTableAssociation: 'disable',
      defaultRouteTablePropagation: 'disable',
      dnsSupport: 'enable',
      vpnEcmpSupport: 'enable',
    });
    gateway.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Tags.of(gateway).add('Name', props.gatewayName);
    return gateway.ref;
  }

  private addTable(id: string, table: string, gatewayName: string): string {
    const resource = new CfnTransitGatewayRouteTable(this, id, { transitGatewayId: this.transitGatewayId });
    resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Tags.of(resource).add('Name', `${gatewayName}-${table}`);
    Tags.of(resource).add(TAGS.table, table);
    return resource.ref;
  }
}
