import { CustomResource, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { CUSTOM_RESOURCES } from '../routing/tags';
import { acknowledge } from './acknowledge';
import { directConnectGatewayArn } from './direct-connect-gateway-arn';
import { WaitingProvider } from './waiting-provider';

export interface AllowedPrefixesProps {
  /** Name of the link. */
  readonly link: string;
  readonly directConnectGatewayId: string;
  readonly transitGatewayId: string;
  /** What is allowed beside the association's own prefixes. */
  readonly prefixes: readonly string[];
  /** The association's own prefixes, which are never removed here. */
  readonly associationPrefixes: readonly string[];
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/**
 * Prefixes that an association of a Direct Connect gateway allows beside its own. They are added and removed one by one:
 * the list is shared with a controller that adds and removes others, which a deployment must not undo.
 */
export class AllowedPrefixes extends Construct {
  /** To depend on the association. */
  readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: AllowedPrefixesProps) {
    super(scope, id);
    const { directConnectGatewayId, transitGatewayId } = props;
    const provider = new WaitingProvider(this, 'Provider', {
      handler: 'allowed-prefixes',
      description: 'Adds and removes allowed prefixes of a Direct Connect gateway',
      statements: [
        new PolicyStatement({
          actions: ['directconnect:DescribeDirectConnectGatewayAssociations'],
          resources: [directConnectGatewayArn(this, directConnectGatewayId)],
        }),
        new PolicyStatement({ actions: ['directconnect:UpdateDirectConnectGatewayAssociation'], resources: ['*'] }),
      ],
      encryptionKey: props.encryptionKey,
      // Up to three updates after each other: one that is under way, ours, and one that slips in between.
      timeLimit: Duration.minutes(50),
    });
    acknowledge(provider.role, {
      rule: 'AwsSolutions-IAM5',
      findings: ['Resource::*'],
      reason: 'Direct Connect has no resource-level permission for directconnect:UpdateDirectConnectGatewayAssociation',
      limitedBy: 'reading one gateway only: the function learns of no other association to update',
    });
    this.resource = new CustomResource(this, 'Prefixes', {
      resourceType: CUSTOM_RESOURCES.allowedPrefixes,
      serviceToken: provider.serviceToken,
      serviceTimeout: provider.serviceTimeout,
      properties: {
        Link: props.link,
        DirectConnectGatewayId: directConnectGatewayId,
        TransitGatewayId: transitGatewayId,
        Prefixes: props.prefixes,
        AssociationPrefixes: props.associationPrefixes,
      },
    });
  }
}
