import { Tags } from 'aws-cdk-lib';
import { CfnCustomerGateway } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { definedProps } from './defined-props';

export interface CustomerGatewayProps {
  readonly customerGatewayName: string;
  /**
   * Tells it from the other gateways of the account and region, of which none with the same address and number may have the
   * same name: EC2 would hand out the one that is there, and CloudFormation refuses it as existing already.
   */
  readonly deviceName: string;
  /** Public address of the router. */
  readonly ipAddress: string;
  /**
   * Private certificate of the router in ACM, in the region of the stack.
   *
   * @default - the tunnels are secured by pre-shared keys
   */
  readonly certificateArn?: string;
  /** Autonomous system number of the router, of two or of four bytes. */
  readonly bgpAsn: number;
}

/** EC2 takes larger numbers in a property of their own. */
const LARGEST_BGP_ASN = 2_147_483_647;

/** An on-prem router with a fixed address as AWS knows it. */
export class CustomerGateway extends Construct {
  readonly customerGatewayId: string;

  constructor(scope: Construct, id: string, props: CustomerGatewayProps) {
    super(scope, id);
    const isLarge = props.bgpAsn > LARGEST_BGP_ASN;
    const gateway = new CfnCustomerGateway(this, 'Gateway', {
      type: 'ipsec.1',
      ipAddress: props.ipAddress,
      deviceName: props.deviceName,
      ...definedProps({
        certificateArn: props.certificateArn,
        bgpAsn: isLarge ? undefined : props.bgpAsn,
        bgpAsnExtended: isLarge ? props.bgpAsn : undefined,
      }),
    });
    Tags.of(gateway).add('Name', props.customerGatewayName);
    this.customerGatewayId = gateway.ref;
  }
}
