import {
  AcceptTransitGatewayPeeringAttachmentCommand,
  DescribeTransitGatewayPeeringAttachmentsCommand,
  type EC2Client,
  type TransitGatewayPeeringAttachment,
} from '@aws-sdk/client-ec2';
import { peeringApi } from '../../../lib/controller/aws/peering-api';
import { onEvent, progressOf } from '../../../lib/controller/handlers/peering-acceptance';

type PeeringEvent = Parameters<typeof onEvent>[0];

const ID = 'tgw-attach-0aaa';

function event(changes: Partial<PeeringEvent> = {}): PeeringEvent {
  const ResourceProperties = { ServiceToken: 'arn', TransitGatewayAttachmentId: ID, Role: 'accept' };
  return { RequestType: 'Create', ResourceProperties, ...changes };
}

function awsError(name: string): Error {
  return Object.assign(new Error(`${name} happened`), { name });
}

/** EC2 in one region: it knows these peerings, and may refuse one action. It records what it was asked to accept. */
class FakeEc2 {
  readonly accepted: unknown[] = [];

  constructor(
    private readonly peerings: readonly TransitGatewayPeeringAttachment[],
    private readonly refusals: { readonly describe?: string; readonly accept?: string } = {},
  ) {}

  async send(command: unknown) {
    if (command instanceof DescribeTransitGatewayPeeringAttachmentsCommand) {
      if (this.refusals.describe) throw awsError(this.refusals.describe);
      const ids = command.input.TransitGatewayAttachmentIds ?? [];
      const found = this.peerings.filter((peering) => ids.includes(peering.TransitGatewayAttachmentId ?? ''));
      if (found.length === 0) throw awsError('InvalidTransitGatewayAttachmentID.NotFound');
      return { TransitGatewayPeeringAttachments: found };
    }
    if (!(command instanceof AcceptTransitGatewayPeeringAttachmentCommand)) throw new Error('an unexpected call');
    if (this.refusals.accept) throw awsError(this.refusals.accept);
    this.accepted.push(command.input.TransitGatewayAttachmentId);
    return {};
  }
}

function progress(ec2: FakeEc2, asked: PeeringEvent = event()) {
  return progressOf(asked, peeringApi(ec2 as unknown as Pick<EC2Client, 'send'>));
}

const inState = (
  State: TransitGatewayPeeringAttachment['State'] & string,
  more: TransitGatewayPeeringAttachment = {},
) => new FakeEc2([{ TransitGatewayAttachmentId: ID, State, ...more }]);

const waiting = event({ ResourceProperties: { TransitGatewayAttachmentId: ID, Role: 'wait' } });

beforeEach(() => void jest.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(() => void jest.restoreAllMocks());

test('accepts a pending peering and is not complete yet', async () => {
  const ec2 = inState('pendingAcceptance');
  expect(await progress(ec2)).toEqual({ IsComplete: false });
  expect(ec2.accepted).toEqual([ID]);
});

test('the requester never accepts', async () => {
  const ec2 = inState('pendingAcceptance');
  expect(await progress(ec2, waiting)).toEqual({ IsComplete: false });
  expect(ec2.accepted).toEqual([]);
});

test.each(['initiatingRequest', 'pending', 'modifying'] as const)('is not complete while it is %s', async (state) => {
  const ec2 = inState(state);
  expect(await progress(ec2)).toEqual({ IsComplete: false });
  expect(await progress(ec2, waiting)).toEqual({ IsComplete: false });
  expect(ec2.accepted).toEqual([]);
});

test('gives the attachment id when it is available, and asks for nothing', async () => {
  const ec2 = inState('available');
  expect(await progress(ec2)).toEqual({ IsComplete: true, Data: { AttachmentId: ID } });
  expect(await progress(ec2, waiting)).toEqual({ IsComplete: true, Data: { AttachmentId: ID } });
  expect(ec2.accepted).toEqual([]);
});

test('gives the accepter its own attachment id where EC2 has one', async () => {
  const ec2 = inState('available', { AccepterTransitGatewayAttachmentId: 'tgw-attach-0bbb' });
  expect((await progress(ec2)).Data).toEqual({ AttachmentId: 'tgw-attach-0bbb' });
  expect((await progress(ec2, waiting)).Data).toEqual({ AttachmentId: ID });
});

test.each(['rollingBack', 'deleting', 'deleted', 'failed', 'rejected', 'rejecting', 'failing'] as const)(
  'fails with the state when it is %s',
  async (state) => {
    const ec2 = inState(state, { Status: { Message: 'because' } });
    await expect(progress(ec2)).rejects.toThrow(`peering ${ID} is ${state} (because)`);
    await expect(progress(ec2, waiting)).rejects.toThrow(`peering ${ID} is ${state} (because)`);
  },
);

test('waits for a peering that this region does not know yet', async () => {
  expect(await progress(new FakeEc2([]))).toEqual({ IsComplete: false });
});

test.each(['IncorrectState', 'UnauthorizedOperation'])('waits when accepting is refused with %s', async (accept) => {
  const ec2 = new FakeEc2([{ TransitGatewayAttachmentId: ID, State: 'pendingAcceptance' }], { accept });
  expect(await progress(ec2)).toEqual({ IsComplete: false });
});

test('fails with any other refusal', async () => {
  const accept = 'TransitGatewayAttachmentLimitExceeded';
  const ec2 = new FakeEc2([{ TransitGatewayAttachmentId: ID, State: 'pendingAcceptance' }], { accept });
  await expect(progress(ec2)).rejects.toThrow(accept);
  await expect(progress(new FakeEc2([], { describe: 'RequestLimitExceeded' }))).rejects.toThrow('RequestLimitExceeded');
});

test('the attachment is the identity of the resource, so that another one replaces it', async () => {
  expect(await onEvent(event())).toEqual({ PhysicalResourceId: ID });
  expect(await onEvent(event({ RequestType: 'Update', PhysicalResourceId: 'old' }))).toEqual({
    PhysicalResourceId: ID,
  });
});

test('deleting does nothing, even with properties that make no sense', async () => {
  const gone = event({ RequestType: 'Delete', PhysicalResourceId: ID, ResourceProperties: {} });
  expect(await onEvent(gone)).toEqual({ PhysicalResourceId: ID });
  expect(await progress(new FakeEc2([]), gone)).toEqual({ IsComplete: true });
});

test.each([
  [{ TransitGatewayAttachmentId: '', Role: 'accept' }, 'TransitGatewayAttachmentId is ""'],
  [{ Role: 'accept' }, 'TransitGatewayAttachmentId is undefined'],
  [{ TransitGatewayAttachmentId: ID, Role: 'reject' }, 'Role is "reject"; allowed are "accept" and "wait"'],
])('fails with what is wrong with the properties %j', async (ResourceProperties, message) => {
  await expect(onEvent(event({ ResourceProperties }))).rejects.toThrow(message);
});
