import { EC2Client } from '@aws-sdk/client-ec2';
import { attachmentStateApi } from '../../../lib/controller/aws/attachment-state-api';
import { LoopbackAws } from '../../support/loopback-aws';

let aws: LoopbackAws;
let ec2: EC2Client;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  ec2 = new EC2Client(aws.config);
});
afterAll(async () => {
  ec2.destroy();
  await aws.stop();
});

function page(states: Readonly<Record<string, string>>, next = '') {
  const items = Object.entries(states).map(
    ([id, state]) => `<item><transitGatewayAttachmentId>${id}</transitGatewayAttachmentId>${state}</item>`,
  );
  return { body: `<R><transitGatewayAttachments>${items.join('')}</transitGatewayAttachments>${next}</R>` };
}

const state = (text: string) => `<state>${text}</state>`;

test('asks page after page, by a filter, and leaves out what EC2 does not say', async () => {
  aws.answer(
    page({ 'tgw-attach-1': state('available') }, '<nextToken>more</nextToken>'),
    page({}, '<nextToken>still more</nextToken>'),
    page({ 'tgw-attach-2': state('deleting'), 'tgw-attach-3': '' }, '<nextToken/>'),
  );
  expect(await attachmentStateApi(ec2).states(['tgw-attach-1', 'tgw-attach-2', 'tgw-attach-3'])).toEqual(
    new Map([
      ['tgw-attach-1', 'available'],
      ['tgw-attach-2', 'deleting'],
    ]),
  );
  const asked = {
    Action: 'DescribeTransitGatewayAttachments',
    'Filter.1.Name': 'transit-gateway-attachment-id',
    'Filter.1.Value.1': 'tgw-attach-1',
    'Filter.1.Value.2': 'tgw-attach-2',
    'Filter.1.Value.3': 'tgw-attach-3',
  };
  expect(aws.queries).toEqual([asked, { ...asked, NextToken: 'more' }, { ...asked, NextToken: 'still more' }]);
});

test('asks for at most 200 at once', async () => {
  aws.answer(page({}));
  await attachmentStateApi(ec2).states(Array.from({ length: 401 }, (_, i) => `tgw-attach-${i}`));
  expect(aws.queries.map((query) => Object.keys(query).length - 2)).toEqual([200, 200, 1]);
});

test('asks nothing when there is no attachment', async () => {
  aws.answer(page({}));
  expect(await attachmentStateApi(ec2).states([])).toEqual(new Map());
  expect(aws.requests).toEqual([]);
});

test.each(['UnauthorizedOperation', 'RequestLimitExceeded'])('passes %s on', async (code) => {
  const body = `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`;
  aws.answer({ status: 400, body });
  await expect(attachmentStateApi(ec2).states(['tgw-attach-1'])).rejects.toMatchObject({ name: code });
});
