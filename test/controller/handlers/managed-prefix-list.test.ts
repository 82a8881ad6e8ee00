import { DescribeManagedPrefixListsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { prefixListApi } from '../../../lib/controller/aws/managed-prefix-list-api';
import { onEvent, progressOf } from '../../../lib/controller/handlers/managed-prefix-list';

const NAME = 'com.amazonaws.us-east-1.dynamodb';
const event = { RequestType: 'Create', ResourceProperties: { PrefixListName: NAME } } as const;

/** EC2 in one region, with AWS's own lists and one that somebody else called the same. Its first page is empty. */
function ec2Knowing(names: readonly string[]): Pick<EC2Client, 'send'> {
  const send = async (command: unknown) => {
    if (!(command instanceof DescribeManagedPrefixListsCommand)) throw new Error('an unexpected call');
    const wanted = new Map(command.input.Filters?.map(({ Name, Values }) => [Name, Values?.[0]]));
    const lists = [
      { PrefixListId: 'pl-other', PrefixListName: NAME, OwnerId: '111122223333' },
      ...names.map((name) => ({ PrefixListId: 'pl-02cd2c6b', PrefixListName: name, OwnerId: 'AWS' })),
    ];
    const found = lists.filter(
      (list) => list.PrefixListName === wanted.get('prefix-list-name') && list.OwnerId === wanted.get('owner-id'),
    );
    return command.input.NextToken === undefined ? { PrefixLists: [], NextToken: 'more' } : { PrefixLists: found };
  };
  return { send } as unknown as Pick<EC2Client, 'send'>;
}

test("gives the id of AWS's own list", async () => {
  expect(await onEvent(event)).toEqual({ PhysicalResourceId: NAME });
  expect(await progressOf(event, prefixListApi(ec2Knowing([NAME])))).toEqual({
    IsComplete: true,
    Data: { PrefixListId: 'pl-02cd2c6b' },
  });
});

test('fails in a region without it', async () => {
  await expect(progressOf(event, prefixListApi(ec2Knowing([])))).rejects.toThrow(
    'this region has no prefix list com.amazonaws.us-east-1.dynamodb',
  );
});

test('deleting does nothing', async () => {
  const gone = { ...event, RequestType: 'Delete', PhysicalResourceId: NAME } as const;
  expect(await onEvent(gone)).toEqual({ PhysicalResourceId: NAME });
  expect(await progressOf(gone, prefixListApi(ec2Knowing([])))).toEqual({ IsComplete: true });
});
