import { TransitGatewayAttachmentState } from '@aws-sdk/client-ec2';
import type { LinkStatus } from '../../../../lib/controller/database';
import { judgeAttachment } from '../../../../lib/controller/signals/status/attachment-states';

const JUDGED: Readonly<Record<TransitGatewayAttachmentState, LinkStatus['attachment']>> = {
  available: 'usable',
  modifying: 'usable',
  initiating: 'unusable',
  initiatingRequest: 'unusable',
  pendingAcceptance: 'unusable',
  pending: 'unusable',
  rollingBack: 'unusable',
  failing: 'unusable',
  failed: 'unusable',
  rejecting: 'unusable',
  rejected: 'unusable',
  deleting: 'unusable',
  deleted: 'unusable',
};

test.each(Object.values(TransitGatewayAttachmentState))(
  'an attachment that is %s is known to be usable or not',
  (state) => {
    expect(judgeAttachment(state)).toBe(JUDGED[state]);
  },
);

test.each([undefined, '', 'paused', 'Available', '__proto__', 'constructor'])(
  'a state that EC2 is not known to have (%s) is unknown, and never unusable',
  (state) => {
    expect(judgeAttachment(state)).toBe('unknown');
  },
);
