import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { isRollingBack, stackStanding } from '../../../lib/controller/aws/stack-state';
import { LoopbackAws } from '../../support/loopback-aws';

let aws: LoopbackAws;
let client: CloudFormationClient;

beforeAll(async () => {
  aws = await LoopbackAws.start();
  client = new CloudFormationClient(aws.config);
});
afterAll(() => aws.stop());

const described = (
  status: string,
) => `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <DescribeStacksResult><Stacks><member><StackName>acme-iad-routes</StackName><StackStatus>${status}</StackStatus>
  <CreationTime>2026-01-01T00:00:00Z</CreationTime></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

test.each([
  ['UPDATE_IN_PROGRESS', false],
  ['CREATE_IN_PROGRESS', false],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', false],
  ['UPDATE_ROLLBACK_IN_PROGRESS', true],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', true],
  ['ROLLBACK_IN_PROGRESS', true],
])('a stack in %s goes back: %s', async (status, expected) => {
  aws.answer({ body: described(status) });
  expect(await isRollingBack(client, 'arn:aws:cloudformation:us-east-1:1:stack/acme-iad-routes/1')).toBe(expected);
  expect(aws.queries).toMatchObject([{ Action: 'DescribeStacks' }]);
});

test.each([
  ['CREATE_IN_PROGRESS', true],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', true],
  ['UPDATE_ROLLBACK_IN_PROGRESS', true],
  ['DELETE_IN_PROGRESS', true],
  ['CREATE_COMPLETE', false],
  ['UPDATE_ROLLBACK_FAILED', false],
])('a stack in %s is being changed: %s', async (status, isChanging) => {
  aws.answer({ body: described(status) });
  expect(await stackStanding(client, 'acme-iad-dns')).toEqual({ isChanging, changedMs: Date.UTC(2026, 0, 1) });
});

test('a stack that was updated has been changed since it was made', async () => {
  const updated = '<LastUpdatedTime>2026-02-01T00:00:00Z</LastUpdatedTime></member>';
  aws.answer({ body: described('UPDATE_COMPLETE').replace('</member>', updated) });
  expect(await stackStanding(client, 'acme-iad-dns')).toEqual({ isChanging: false, changedMs: Date.UTC(2026, 1, 1) });
});

test('fails with what AWS says', async () => {
  const error =
    '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';
  aws.answer({ status: 403, body: error });
  await expect(isRollingBack(client, 'acme')).rejects.toThrow('DescribeStacks of acme is not permitted');
});
