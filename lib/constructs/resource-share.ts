import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnResourceShare } from 'aws-cdk-lib/aws-ram';
import { Construct } from 'constructs';

export interface ResourceShareProps {
  /** The start of the shares' names. */
  readonly shareName: string;
  readonly transitGatewayId: string;
  /** Account ids, and ARNs of organizations and organizational units. */
  readonly principals: readonly string[];
}

/**
 * Opens a transit gateway to other accounts, which may then ask to attach VPCs to it: each request is accepted by hand.
 *
 * Two shares, because a share that allows external principals allows any account to be added to it. Organizations and
 * units are in one that does not. A bare account id does not say whether the account is in the organization, and RAM
 * refuses an account outside of it in a share that allows none, so accounts are in one that does.
 */
export class ResourceShare extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ResourceShareProps,
  ) {
    super(scope, id);
    const isAccount = (principal: string) => /^\d{12}$/.test(principal);
    this.addShare('Accounts', props.principals.filter(isAccount), true);
    this.addShare(
      'Organizations',
      props.principals.filter((principal) => !isAccount(principal)),
      false,
    );
  }

  private addShare(id: string, principals: readonly string[], allowExternalPrincipals: boolean): void {
    if (principals.length === 0) return;
    const gatewayArn = Stack.of(this).formatArn({
      service: 'ec2',
      resource: 'transit-gateway',
      resourceName: this.props.transitGatewayId,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    new CfnResourceShare(this, id, {
      name: `${this.props.shareName}-${id.toLowerCase()}`,
      resourceArns: [gatewayArn],
      principals: [...principals],
      allowExternalPrincipals,
    });
  }
}
