import { Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** One AWS end of a link. */
interface LinkIdentityEnd {
  readonly site: string;
  readonly transitGatewayId?: string;
  readonly attachmentId?: string;
  readonly vpnConnectionId?: string;
  readonly virtualInterfaceId?: string;
  readonly directConnectGatewayId?: string;
  readonly edgeTableId?: string;
}

export interface LinkIdentityProps {
  /** Below it is one parameter for each link, named after the link; starts and does not end with a slash. */
  readonly path: string;
  readonly link: string;
  /** The link's ids on AWS that notices may name. */
  readonly entities: readonly string[];
  /** The provider's ids of the circuits that the link runs over. */
  readonly circuitIds: readonly string[];
  /**
   * Who alone may speak of these circuits.
   *
   * @default - any provider that may announce maintenance
   */
  readonly provider?: string;
  /** The link's ends whose state is asked from here. */
  readonly ends: readonly LinkIdentityEnd[];
}

/**
 * How one link is known to AWS and to its provider, where functions find it when they start. A parameter of its own for
 * each link, so that another link never changes it, and so that none reaches the 4 KB that a parameter holds.
 */
export class LinkIdentity extends Construct {
  constructor(scope: Construct, id: string, { path, ...identity }: LinkIdentityProps) {
    super(scope, id);
    new CfnParameter(this, 'Parameter', {
      type: 'String',
      name: `${path}/${identity.link}`,
      description: `How link ${identity.link} is known to AWS and to its provider`,
      value: Stack.of(this).toJsonString(identity),
    });
  }
}
