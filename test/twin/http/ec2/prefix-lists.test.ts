import { DescribeManagedPrefixListsCommand, GetManagedPrefixListEntriesCommand } from '@aws-sdk/client-ec2';
import { inventoryOf } from '../../../../lib/twin/http/inventory';
import { GIVEN } from '../../../support/contracts/gateway-world';
import { openTwin, refusalOf } from '../../../support/http-twin';

describe('managed prefix lists over HTTP', () => {
  test('a region has its own lists and those of AWS', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const { PrefixLists = [] } = await ec2.send(new DescribeManagedPrefixListsCommand({}));
    expect(PrefixLists.map(({ PrefixListId, OwnerId }) => `${PrefixListId} ${OwnerId}`)).toEqual([
      'pl-s0-dynamodb AWS',
      'pl-s0-s3 AWS',
      's0/to-p9 111122223333',
      's0/to-s1 111122223333',
      's0/to-s2 111122223333',
    ]);
    expect(PrefixLists.at(-1)).toMatchObject({
      State: 'create-complete',
      MaxEntries: 2,
      AddressFamily: 'IPv4',
      Version: 1,
    });
  });

  test('AWS has its own by name in each region', async () => {
    const ec2 = (await openTwin()).ec2('s1');
    const Filters = [
      { Name: 'prefix-list-name', Values: ['com.amazonaws.s1.dynamodb'] },
      { Name: 'owner-id', Values: ['AWS'] },
    ];
    const { PrefixLists = [] } = await ec2.send(new DescribeManagedPrefixListsCommand({ Filters }));
    expect(PrefixLists.map(({ PrefixListId }) => PrefixListId)).toEqual(['pl-s1-dynamodb']);
  });

  test('one of ours goes by its name when it has one, and by its id otherwise', async () => {
    const [list] = GIVEN.prefixLists;
    const prefixListNames = new Map([[list?.id ?? '', 'acme-s0-steers-s1']]);
    const ec2 = (await openTwin({ inventory: { ...inventoryOf(GIVEN), prefixListNames } })).ec2('s0');
    const Filters = [{ Name: 'prefix-list-name', Values: ['acme-s0-steers-s1'] }];
    const { PrefixLists = [] } = await ec2.send(new DescribeManagedPrefixListsCommand({ Filters }));
    expect(PrefixLists.map(({ PrefixListId }) => PrefixListId)).toEqual([list?.id]);
  });

  test('a list tells its entries in pages', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const asked = { PrefixListId: 's0/to-s2', MaxResults: 1 };
    const first = await ec2.send(new GetManagedPrefixListEntriesCommand(asked));
    const last = await ec2.send(new GetManagedPrefixListEntriesCommand({ ...asked, NextToken: first.NextToken }));
    expect([first.Entries, last.Entries, last.NextToken]).toEqual([
      [{ Cidr: '10.2.0.0/19' }],
      [{ Cidr: '10.2.32.0/19' }],
      undefined,
    ]);
  });

  test.each([
    ['InvalidPrefixListID.NotFound', new GetManagedPrefixListEntriesCommand({ PrefixListId: 's1/to-s2' })],
    ['InvalidPrefixListID.NotFound', new DescribeManagedPrefixListsCommand({ PrefixListIds: ['s1/to-s2'] })],
    [
      'InvalidPrefixListVersion',
      new GetManagedPrefixListEntriesCommand({ PrefixListId: 's0/to-s2', TargetVersion: 2 }),
    ],
    ['InvalidParameterValue', new GetManagedPrefixListEntriesCommand({ PrefixListId: 's0/to-s2', MaxResults: 101 })],
    ['MissingParameter', new GetManagedPrefixListEntriesCommand({ PrefixListId: undefined })],
  ])('fails with %s', async (code, command) => {
    const ec2 = (await openTwin()).ec2('s0');
    expect(await refusalOf(ec2.send(command as GetManagedPrefixListEntriesCommand))).toBe(code);
  });
});
