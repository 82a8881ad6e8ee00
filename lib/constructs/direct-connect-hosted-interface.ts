import { ArnFormat, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { definedProps } from './defined-props';
import { directConnectGatewayArn } from './direct-connect-gateway-arn';
import { WaitingProvider } from './waiting-provider';

export interface DirectConnectHostedInterfaceProps {
  /** Name of the link. */
  readonly link: string;
  readonly virtualInterfaceId: string;
  /** The gateway on which the interface hangs, or is to hang. */
  readonly directConnectGatewayId: string;
  /** `confirm` accepts an interface that waits for it; `check` only looks that it hangs on the gateway. */
  readonly role: 'confirm' | 'check';
  /**
   * What the interface has to carry at least, in bytes; 1500 is what AWS sets unless its owner asks for more.
   *
   * @default - not compared
   */
  readonly mtu?: number;
  /** Number of the router at its far end. */
  readonly customerAsn: number;
  /**
   * Number of the gateway.
   *
   * @default - not compared: the gateway is made with it
   */
  readonly amazonSideAsn?: number;
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/**
 * A transit virtual interface that exists: a hosted one, made by the owner of the connection, which waits until it is
 * accepted. CloudFormation has no resource that accepts it. An interface that carries or speaks something else than is
 * said here fails the deployment. Deleting this leaves the interface as it is.
 */
export class DirectConnectHostedInterface extends Construct {
  constructor(scope: Construct, id: string, props: DirectConnectHostedInterfaceProps) {
    super(scope, id);
    const interfaceArn = Stack.of(this).formatArn({
      service: 'directconnect',
      resource: 'dxvif',
      resourceName: props.virtualInterfaceId,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    const look = new PolicyStatement({
      actions: ['directconnect:DescribeVirtualInterfaces'],
      resources: [interfaceArn],
    });
    const confirm = new PolicyStatement({
      actions: ['directconnect:ConfirmTransitVirtualInterface'],
      resources: [interfaceArn, directConnectGatewayArn(this, props.directConnectGatewayId)],
    });
    const provider = new WaitingProvider(this, 'Provider', {
      handler: 'hosted-interface',
      description: 'Accepts a hosted virtual interface, and waits for it',
      statements: props.role === 'confirm' ? [look, confirm] : [look],
      encryptionKey: props.encryptionKey,
      timeLimit: Duration.minutes(30),
    });
    new CustomResource(this, 'Interface', {
      resourceType: 'Custom::DetourHostedInterface',
      serviceToken: provider.serviceToken,
      serviceTimeout: provider.serviceTimeout,
      properties: {
        Link: props.link,
        VirtualInterfaceId: props.virtualInterfaceId,
        DirectConnectGatewayId: props.directConnectGatewayId,
        Role: props.role,
        CustomerAsn: props.customerAsn,
        ...definedProps({ Mtu: props.mtu, AmazonAsn: props.amazonSideAsn }),
      },
    });
  }
}
