// EC2's side of accepting a peering.

import {
  AcceptTransitGatewayPeeringAttachmentCommand,
  DescribeTransitGatewayPeeringAttachmentsCommand,
  type EC2Client,
  type TransitGatewayPeeringAttachment,
} from '@aws-sdk/client-ec2';
import type { PeeringApi, SeenPeering } from '../peering';

const UNKNOWN_PEERING = 'InvalidTransitGatewayAttachmentID.NotFound';

/**
 * Refusals that pass: somebody accepted it between our look and our call, or the policy that allows the call was created
 * seconds ago and has not reached EC2. A permission that never arrives ends in the custom resource's time limit.
 */
const PASSING_REFUSALS: ReadonlySet<string> = new Set(['IncorrectState', 'UnauthorizedOperation']);

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}

function seen(attachmentId: string, peering: TransitGatewayPeeringAttachment): SeenPeering {
  const { State: state, Status: status, AccepterTransitGatewayAttachmentId: accepterAttachmentId } = peering;
  return {
    state,
    attachmentId: peering.TransitGatewayAttachmentId ?? attachmentId,
    ...(accepterAttachmentId ? { accepterAttachmentId } : {}),
    ...(status?.Message ? { message: status.Message } : {}),
  };
}

export function peeringApi(ec2: Pick<EC2Client, 'send'>): PeeringApi {
  return {
    async describe(attachmentId) {
      const command = new DescribeTransitGatewayPeeringAttachmentsCommand({
        TransitGatewayAttachmentIds: [attachmentId],
      });
      try {
        const [peering] = (await ec2.send(command)).TransitGatewayPeeringAttachments ?? [];
        return peering && seen(attachmentId, peering);
      } catch (error) {
        if (codeOf(error) === UNKNOWN_PEERING) return undefined;
        throw error;
      }
    },
    async accept(attachmentId) {
      const command = new AcceptTransitGatewayPeeringAttachmentCommand({ TransitGatewayAttachmentId: attachmentId });
      try {
        await ec2.send(command);
        return 'accepted';
      } catch (error) {
        if (PASSING_REFUSALS.has(codeOf(error) ?? '')) return 'not-yet';
        throw error;
      }
    },
  };
}
