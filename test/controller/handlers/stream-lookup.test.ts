import { DescribeTableCommand, type DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { tableStreamApi } from '../../../lib/controller/aws/table-stream-api';
import { onEvent, progressOf } from '../../../lib/controller/handlers/stream-lookup';

const STREAM = 'arn:aws:dynamodb:us-west-2:111122223333:table/acme-link-state/stream/2026-11-26T04:00:00.000';
const event = { RequestType: 'Create', ResourceProperties: { TableName: 'acme-link-state' } } as const;

/** DynamoDB in one region, with at most this table. */
function dynamoWith(table?: { readonly TableStatus: string; readonly LatestStreamArn?: string }) {
  const send = async (command: unknown) => {
    if (!(command instanceof DescribeTableCommand)) throw new Error('an unexpected call');
    if (!table || command.input.TableName !== 'acme-link-state')
      throw new ResourceNotFoundException({ message: 'Requested resource not found', $metadata: {} });
    return { Table: table };
  };
  return tableStreamApi({ send } as unknown as Pick<DynamoDBClient, 'send'>);
}

test('gives the stream that the table of this region writes to now', async () => {
  expect(await onEvent(event)).toEqual({ PhysicalResourceId: 'acme-link-state' });
  expect(await progressOf(event, dynamoWith({ TableStatus: 'ACTIVE', LatestStreamArn: STREAM }))).toEqual({
    IsComplete: true,
    Data: { StreamArn: STREAM },
  });
});

test.each([
  ['there is no table yet', undefined],
  ['the table is being made', { TableStatus: 'CREATING', LatestStreamArn: STREAM }],
  ['the table has no stream yet', { TableStatus: 'ACTIVE' }],
])('waits while %s', async (_, table) => {
  expect(await progressOf(event, dynamoWith(table))).toEqual({ IsComplete: false });
});

test('looks again when it is asked for another time, and stays the same resource', async () => {
  const again = {
    ...event,
    RequestType: 'Update',
    PhysicalResourceId: 'acme-link-state',
    ResourceProperties: { ...event.ResourceProperties, LookedUp: '2026-11-27' },
  } as const;
  expect(await onEvent(again)).toEqual({ PhysicalResourceId: 'acme-link-state' });
  expect(await progressOf(again, dynamoWith({ TableStatus: 'ACTIVE', LatestStreamArn: `${STREAM}1` }))).toEqual({
    IsComplete: true,
    Data: { StreamArn: `${STREAM}1` },
  });
});

test('deleting does nothing', async () => {
  const gone = { ...event, RequestType: 'Delete', PhysicalResourceId: 'acme-link-state' } as const;
  expect(await onEvent(gone)).toEqual({ PhysicalResourceId: 'acme-link-state' });
  expect(await progressOf(gone, dynamoWith())).toEqual({ IsComplete: true });
});

test('fails when DynamoDB refuses, and says why', async () => {
  const send = async () => {
    throw new Error('AccessDeniedException');
  };
  const api = tableStreamApi({ send } as unknown as Pick<DynamoDBClient, 'send'>);
  await expect(progressOf(event, api)).rejects.toThrow('AccessDeniedException');
});
