import { ArnFormat, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { CfnTransitGatewayRouteTableAssociation } from 'aws-cdk-lib/aws-ec2';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { PEERING_TIME_LIMIT, type PeeringProvider } from './peering-provider';

export interface PeeringEndProps {
  readonly provider: PeeringProvider;
  /** The attachment as the requester's stack knows it. */
  readonly transitGatewayAttachmentId: string;
  /** The accepter's end accepts; the requester's waits until it has. */
  readonly role: 'accept' | 'wait';
  /** The table in which traffic that arrives over the peering is looked up. */
  readonly associatedTableId: string;
}

/** One end of a peering, ready to be routed to. */
export class PeeringEnd extends Construct {
  /** The attachment at this end, once it carries traffic. */
  readonly attachmentId: string;

  constructor(scope: Construct, id: string, props: PeeringEndProps) {
    super(scope, id);
    const peering = new CustomResource(this, 'Peering', {
      resourceType: 'Custom::DetourPeering',
      serviceToken: props.provider.serviceToken,
      // A little more than the provider takes, so that its own message is the one that is seen.
      serviceTimeout: PEERING_TIME_LIMIT.plus(Duration.minutes(5)),
      properties: { TransitGatewayAttachmentId: props.transitGatewayAttachmentId, Role: props.role },
    });
    if (props.role === 'accept') peering.node.addDependency(this.permissionToAccept(props));
    this.attachmentId = peering.getAttString('AttachmentId');
    new CfnTransitGatewayRouteTableAssociation(this, 'Association', {
      transitGatewayAttachmentId: this.attachmentId,
      transitGatewayRouteTableId: props.associatedTableId,
    });
  }

  /** A policy of its own for each end, so that another link never changes it. */
  private permissionToAccept(props: PeeringEndProps): Policy {
    const attachmentArn = Stack.of(this).formatArn({
      service: 'ec2',
      resource: 'transit-gateway-attachment',
      resourceName: props.transitGatewayAttachmentId,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    return new Policy(this, 'PermissionToAccept', {
      roles: [props.provider.role],
      statements: [
        new PolicyStatement({
          actions: ['ec2:AcceptTransitGatewayPeeringAttachment'],
          resources: [attachmentArn],
        }),
      ],
    });
  }
}
