// Pure: whether a transit gateway sends anything to an attachment, by EC2's TransitGatewayAttachmentState.
//
//   state                                                                          the attachment is
//   available, modifying                                                           usable
//   initiating, initiatingRequest, pendingAcceptance, pending: not there yet       unusable
//   rollingBack, failing, failed, rejecting, rejected, deleting, deleted: gone     unusable
//   any other, or none                                                             unknown
//
// There is no state for an attachment that is there and carries nothing. That EC2 goes on forwarding while it modifies an
// attachment is inferred: what is modified are options, and neither associations nor routes go.

import type { LinkStatus } from '../../database';

const JUDGED: ReadonlyMap<string, LinkStatus['attachment']> = new Map([
  ['available', 'usable'],
  ['modifying', 'usable'],
  ['initiating', 'unusable'],
  ['initiatingRequest', 'unusable'],
  ['pendingAcceptance', 'unusable'],
  ['pending', 'unusable'],
  ['rollingBack', 'unusable'],
  ['failing', 'unusable'],
  ['failed', 'unusable'],
  ['rejecting', 'unusable'],
  ['rejected', 'unusable'],
  ['deleting', 'unusable'],
  ['deleted', 'unusable'],
]);

/** Undefined: EC2 did not say. */
export function judgeAttachment(state: string | undefined): LinkStatus['attachment'] {
  return JUDGED.get(state ?? '') ?? 'unknown';
}
