import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import { CfnDirectConnectGateway } from 'aws-cdk-lib/aws-directconnect';
import { Construct } from 'constructs';

export interface DirectConnectGatewayProps {
  readonly gatewayName: string;
  /** Private, and other than those of the router and of the transit gateway. */
  readonly amazonSideAsn: number;
  /**
   * True when an interface hangs on it that somebody else made, and that nobody deletes with the stack: the gateway then
   * stays too, because it cannot go before its interfaces.
   *
   * @default false
   */
  readonly retain?: boolean;
}

/** A Direct Connect gateway for one link, so that what is allowed over the link is the link's own. */
export class DirectConnectGateway extends Construct {
  readonly directConnectGatewayId: string;

  constructor(scope: Construct, id: string, props: DirectConnectGatewayProps) {
    super(scope, id);
    const gateway = new CfnDirectConnectGateway(this, 'Gateway', {
      directConnectGatewayName: props.gatewayName,
      amazonSideAsn: String(props.amazonSideAsn),
    });
    if (props.retain) gateway.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Tags.of(gateway).add('Name', props.gatewayName);
    this.directConnectGatewayId = gateway.attrDirectConnectGatewayId;
  }
}
