// EC2's side of the state of attachments, of every kind: a peering is described at both its ends.

import {
  DescribeTransitGatewayAttachmentsCommand,
  type DescribeTransitGatewayAttachmentsResult,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import type { AttachmentStateApi } from '../signals/status/region-apis';
import { groupsOf } from './batches';

/** EC2 takes so many values in one filter. */
const MOST_VALUES = 200;

export function attachmentStateApi(ec2: Pick<EC2Client, 'send'>): AttachmentStateApi {
  /** By a filter and not by id: one attachment that is gone would have EC2 refuse to describe the others. */
  async function addGroup(ids: readonly string[], states: Map<string, string>): Promise<void> {
    let NextToken: string | undefined;
    do {
      const page: DescribeTransitGatewayAttachmentsResult = await ec2.send(
        new DescribeTransitGatewayAttachmentsCommand({
          Filters: [{ Name: 'transit-gateway-attachment-id', Values: [...ids] }],
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      );
      for (const { TransitGatewayAttachmentId: id, State: state } of page.TransitGatewayAttachments ?? [])
        if (id !== undefined && state !== undefined) states.set(id, state);
      NextToken = page.NextToken || undefined;
    } while (NextToken !== undefined);
  }

  return {
    async states(attachmentIds) {
      const states = new Map<string, string>();
      for (const chunk of groupsOf(attachmentIds, MOST_VALUES)) await addGroup(chunk, states);
      return states;
    },
  };
}
