// Pure: how operators give orders by automations of AWS Systems Manager, as it is written.

import * as z from 'zod';
import { integer, text } from '../../net/document/leaves';
import { DEFAULTS } from '../defaults';

/** AWS takes no more. */
const MOST_APPROVERS = 10;

const APPROVER =
  /^arn:aws[a-z-]*:(iam::\d{12}:(user|role)\/[\w+=,.@/-]{1,512}|sts::\d{12}:assumed-role\/[\w+=,.@-]{1,64}\/[\w+=,.@-]{2,64})$/;

export const operations = z
  .strictObject({
    approvers: z
      .array(
        text(APPROVER, 'An IAM user or role, or a user of an assumed role.', {
          code: 'document-bad-value',
          what: 'somebody who may approve',
          allowed: 'the ARN of an IAM user, of an IAM role, or of a user of an assumed role',
          example: 'arn:aws:iam::123456789012:role/NetworkLead',
        }),
      )
      .min(1)
      .max(MOST_APPROVERS)
      .describe(`Who may approve an order that an automation is about to give; at most ${MOST_APPROVERS}.`)
      .meta({ examples: [['arn:aws:iam::123456789012:role/NetworkLead']] }),
    approvals: integer(1, MOST_APPROVERS, 'How many of them have to.', DEFAULTS.approvals).optional(),
  })
  .describe('Automations ask for approval before they give an order. Default: they ask nobody.')
  .meta({ examples: [{ approvers: ['arn:aws:iam::123456789012:role/NetworkLead'], approvals: 1 }] });
