import { CustomResource, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { CUSTOM_RESOURCES } from '../routing/tags';
import { acknowledge } from './acknowledge';
import { WaitingProvider } from './waiting-provider';

export interface AttachmentLookupProps {
  /** Name of the link. */
  readonly link: string;
  readonly transitGatewayId: string;
  /** Id of the VPN connection or of the Direct Connect gateway. */
  readonly resourceId: string;
  readonly resourceType: 'vpn' | 'direct-connect-gateway';
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/**
 * The attachment that a transit gateway gives to a VPN connection or to a Direct Connect gateway: neither resource says
 * its id. Waits until the attachment is available.
 */
export class AttachmentLookup extends Construct {
  readonly attachmentId: string;
  /** To depend on what makes the attachment, where `resourceId` does not. */
  readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: AttachmentLookupProps) {
    super(scope, id);
    const provider = new WaitingProvider(this, 'Provider', {
      handler: 'attachment-lookup',
      description: 'Finds the transit gateway attachment of a VPN or a Direct Connect gateway',
      statements: [new PolicyStatement({ actions: ['ec2:DescribeTransitGatewayAttachments'], resources: ['*'] })],
      encryptionKey: props.encryptionKey,
      timeLimit: Duration.minutes(30),
    });
    acknowledge(provider.role, {
      rule: 'AwsSolutions-IAM5',
      findings: ['Resource::*'],
      reason: 'EC2 has no resource-level permission for ec2:DescribeTransitGatewayAttachments',
      limitedBy: 'the action, which only reads',
    });
    this.resource = new CustomResource(this, 'Attachment', {
      resourceType: CUSTOM_RESOURCES.attachment,
      serviceToken: provider.serviceToken,
      serviceTimeout: provider.serviceTimeout,
      properties: {
        Link: props.link,
        TransitGatewayId: props.transitGatewayId,
        ResourceId: props.resourceId,
        ResourceType: props.resourceType,
      },
    });
    this.attachmentId = this.resource.getAttString('AttachmentId');
  }
}
