import { SecretValue, Tags } from 'aws-cdk-lib';
import { CfnTransitVirtualInterface } from 'aws-cdk-lib/aws-directconnect';
import { Construct } from 'constructs';
import { definedProps } from './defined-props';

export interface BgpPeerProps {
  /**
   * Address of the AWS end with its length.
   *
   * @default - AWS chooses it
   */
  readonly amazonAddress?: string;
  /**
   * Address of the router with its length.
   *
   * @default - AWS chooses it
   */
  readonly customerAddress?: string;
  /**
   * Name or ARN of the secret whose whole text is the MD5 key. It is read at deployment and never in the template.
   *
   * @default - AWS makes a key
   */
  readonly authKeySecret?: string;
}

export interface DirectConnectInterfaceProps {
  /** Small letters, digits and hyphens, at most 100. */
  readonly virtualInterfaceName: string;
  readonly directConnectGatewayId: string;
  readonly connectionId: string;
  readonly vlan: number;
  /** Autonomous system number of the router. */
  readonly customerAsn: number;
  readonly bgpPeers: readonly BgpPeerProps[];
  /**
   * Bytes, 1500 or 8500.
   *
   * @default - 8500, which both ends have to be set to: what transit gateways carry
   */
  readonly mtu?: number;
}

/** What the resource takes: 8500 is the jumbo frame of a transit virtual interface, 9001 that of a private one. */
const JUMBO = 8500;

/** A transit virtual interface of one's own, on a connection of one's own. */
export class DirectConnectInterface extends Construct {
  readonly virtualInterfaceId: string;

  constructor(scope: Construct, id: string, props: DirectConnectInterfaceProps) {
    super(scope, id);
    const virtualInterface = new CfnTransitVirtualInterface(this, 'Interface', {
      virtualInterfaceName: props.virtualInterfaceName,
      directConnectGatewayId: props.directConnectGatewayId,
      connectionId: props.connectionId,
      vlan: props.vlan,
      mtu: props.mtu ?? JUMBO,
      bgpPeers: props.bgpPeers.map(({ amazonAddress, customerAddress, authKeySecret }) =>
        definedProps({
          addressFamily: 'ipv4',
          asn: String(props.customerAsn),
          amazonAddress,
          customerAddress,
          // A dynamic reference: CloudFormation reads the secret, and the template holds its name only.
          authKey: authKeySecret === undefined ? undefined : SecretValue.secretsManager(authKeySecret).unsafeUnwrap(),
        }),
      ),
    });
    Tags.of(virtualInterface).add('Name', props.virtualInterfaceName);
    this.virtualInterfaceId = virtualInterface.attrVirtualInterfaceId;
  }
}
