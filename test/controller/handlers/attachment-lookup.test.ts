import {
  DescribeTransitGatewayAttachmentsCommand,
  type EC2Client,
  type TransitGatewayAttachment,
  type TransitGatewayAttachmentState,
} from '@aws-sdk/client-ec2';
import { attachmentApi } from '../../../lib/controller/aws/attachments-api';
import type { CustomResourceEvent } from '../../../lib/controller/custom-resource';
import { onEvent, progressOf } from '../../../lib/controller/handlers/attachment-lookup';

const ID = 'tgw-attach-0aaa';

const properties = (changes: object = {}) => ({
  Link: 'ord-iad-vpn',
  TransitGatewayId: 'tgw-0aaa',
  ResourceId: 'vpn-0aaa',
  ResourceType: 'vpn',
  ...changes,
});

const event = (changes: Partial<CustomResourceEvent> = {}): CustomResourceEvent => ({
  RequestType: 'Create',
  ResourceProperties: properties(),
  ...changes,
});

const attachment = (State: TransitGatewayAttachmentState, changes: TransitGatewayAttachment = {}) => ({
  TransitGatewayAttachmentId: ID,
  TransitGatewayId: 'tgw-0aaa',
  ResourceId: 'vpn-0aaa',
  ResourceType: 'vpn' as const,
  State,
  ...changes,
});

/** EC2 in one region, which answers one attachment at a time, after an empty page. */
function ec2With(attachments: readonly TransitGatewayAttachment[]): Pick<EC2Client, 'send'> {
  const send = async (command: unknown) => {
    if (!(command instanceof DescribeTransitGatewayAttachmentsCommand)) throw new Error('an unexpected call');
    const wanted = Object.fromEntries((command.input.Filters ?? []).map(({ Name, Values }) => [Name, Values?.[0]]));
    const found = attachments.filter(
      ({ TransitGatewayId, ResourceId, ResourceType }) =>
        TransitGatewayId === wanted['transit-gateway-id'] &&
        ResourceId === wanted['resource-id'] &&
        ResourceType === wanted['resource-type'],
    );
    const page = Number(command.input.NextToken ?? 0);
    return {
      TransitGatewayAttachments: found.slice(page - 1, page),
      ...(page < found.length ? { NextToken: String(page + 1) } : {}),
    };
  };
  return { send } as unknown as Pick<EC2Client, 'send'>;
}

const progress = (attachments: readonly TransitGatewayAttachment[], asked = event()) =>
  progressOf(asked, attachmentApi(ec2With(attachments)));

beforeEach(() => void jest.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(() => void jest.restoreAllMocks());

const done = { IsComplete: true, Data: { AttachmentId: ID } };

test('gives the attachment of the resource on the gateway', async () => {
  const others = [
    attachment('available', { TransitGatewayAttachmentId: 'a', TransitGatewayId: 'tgw-0bbb' }),
    attachment('available', { TransitGatewayAttachmentId: 'b', ResourceId: 'vpn-0bbb' }),
    attachment('available', { TransitGatewayAttachmentId: 'c', ResourceType: 'direct-connect-gateway' }),
  ];
  expect(await progress([...others, attachment('available')])).toEqual(done);
});

test('gives the attachment of a Direct Connect gateway', async () => {
  const ofGateway = attachment('available', { ResourceId: 'dxgw', ResourceType: 'direct-connect-gateway' });
  const asked = event({
    ResourceProperties: properties({ ResourceId: 'dxgw', ResourceType: 'direct-connect-gateway' }),
  });
  expect(await progress([ofGateway], asked)).toEqual(done);
});

test('waits until there is an attachment', async () => {
  expect(await progress([])).toEqual({ IsComplete: false });
});

test.each(['initiating', 'pending', 'pendingAcceptance', 'modifying'] as const)(
  'waits while the attachment is %s',
  async (state) => {
    expect(await progress([attachment(state)])).toEqual({ IsComplete: false });
  },
);

test.each(['deleting', 'deleted'] as const)('looks past an attachment that is %s', async (state) => {
  const gone = attachment(state, { TransitGatewayAttachmentId: 'gone' });
  expect(await progress([gone, attachment('available')])).toEqual(done);
  expect(await progress([gone])).toEqual({ IsComplete: false });
});

test.each(['failed', 'failing', 'rejected', 'rejecting', 'rollingBack'] as const)(
  'fails when the attachment is %s',
  async (state) => {
    await expect(progress([attachment(state)])).rejects.toThrow(`attachment ${ID} of vpn-0aaa is ${state}; delete`);
  },
);

test('fails when the resource has two attachments', async () => {
  const two = [attachment('available'), attachment('pending', { TransitGatewayAttachmentId: 'tgw-attach-0bbb' })];
  await expect(progress(two)).rejects.toThrow(`several attachments to one gateway: ${ID}, tgw-attach-0bbb`);
});

test('the identity of the resource is stable, and another resource or gateway replaces it', async () => {
  const first = await onEvent(event());
  expect(await onEvent(event({ RequestType: 'Update', PhysicalResourceId: 'old' }))).toEqual(first);
  const asked = (changes: object) => onEvent(event({ ResourceProperties: properties(changes) }));
  expect(await asked({ ResourceId: 'vpn-0bbb' })).not.toEqual(first);
  expect(await asked({ TransitGatewayId: 'tgw-0bbb' })).not.toEqual(first);
});

test('deleting does nothing, even with properties that make no sense', async () => {
  const gone = event({ RequestType: 'Delete', PhysicalResourceId: 'x', ResourceProperties: {} });
  expect(await onEvent(gone)).toEqual({ PhysicalResourceId: 'x' });
  expect(await progress([], gone)).toEqual({ IsComplete: true });
});

test.each([
  [{ ResourceType: 'peering' }, 'ResourceType is "peering"; allowed are "vpn" and "direct-connect-gateway"'],
  [{ ResourceId: '' }, 'ResourceId is ""'],
  [{ TransitGatewayId: 7 }, 'TransitGatewayId is 7'],
])('fails with what is wrong with the properties %j', async (changes, message) => {
  await expect(onEvent(event({ ResourceProperties: properties(changes) }))).rejects.toThrow(message);
});
