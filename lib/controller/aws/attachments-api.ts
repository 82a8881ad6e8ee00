// EC2's side of finding an attachment.

import {
  DescribeTransitGatewayAttachmentsCommand,
  type DescribeTransitGatewayAttachmentsResult,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import type { AttachmentApi, AttachmentQuery, SeenAttachment } from '../attachment-lookup';

function filtersOf({ transitGatewayId, resourceId, resourceType }: AttachmentQuery) {
  return [
    { Name: 'transit-gateway-id', Values: [transitGatewayId] },
    { Name: 'resource-id', Values: [resourceId] },
    { Name: 'resource-type', Values: [resourceType] },
  ];
}

export function attachmentApi(ec2: Pick<EC2Client, 'send'>): AttachmentApi {
  return {
    /** Page by page: EC2 may answer with an empty page and more to come. */
    async find(query) {
      const found: SeenAttachment[] = [];
      let NextToken: string | undefined;
      do {
        const page: DescribeTransitGatewayAttachmentsResult = await ec2.send(
          new DescribeTransitGatewayAttachmentsCommand({
            Filters: filtersOf(query),
            ...(NextToken === undefined ? {} : { NextToken }),
          }),
        );
        for (const { TransitGatewayAttachmentId: attachmentId, State: state } of page.TransitGatewayAttachments ?? [])
          if (attachmentId !== undefined) found.push({ attachmentId, state });
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return found;
    },
  };
}
