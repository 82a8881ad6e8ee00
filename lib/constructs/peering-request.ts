import { Aws, Tags } from 'aws-cdk-lib';
import { CfnTransitGatewayPeeringAttachment } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface PeeringRequestProps {
  readonly attachmentName: string;
  readonly transitGatewayId: string;
  readonly peerTransitGatewayId: string;
  readonly peerRegion: string;
  /**
   * Account that owns the peer gateway.
   *
   * @default - the account of this stack
   */
  readonly peerAccountId?: string;
}

/** The request of a peering, made in the requester's region. It carries traffic once the other region has accepted it. */
export class PeeringRequest extends Construct {
  readonly attachmentId: string;

  constructor(scope: Construct, id: string, props: PeeringRequestProps) {
    super(scope, id);
    const attachment = new CfnTransitGatewayPeeringAttachment(this, 'Attachment', {
      transitGatewayId: props.transitGatewayId,
      peerTransitGatewayId: props.peerTransitGatewayId,
      peerRegion: props.peerRegion,
      peerAccountId: props.peerAccountId ?? Aws.ACCOUNT_ID,
    });
    Tags.of(attachment).add('Name', props.attachmentName);
    this.attachmentId = attachment.attrTransitGatewayAttachmentId;
  }
}
