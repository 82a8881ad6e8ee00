import {
  CreateTransitGatewayPrefixListReferenceCommand,
  DeleteTransitGatewayPrefixListReferenceCommand,
  type EC2Client,
  type Filter,
  GetTransitGatewayPrefixListReferencesCommand,
  ModifyTransitGatewayPrefixListReferenceCommand,
  SearchTransitGatewayRoutesCommand,
} from '@aws-sdk/client-ec2';
import { GIVEN } from '../../../support/contracts/gateway-world';
import { openTwin, refusalOf } from '../../../support/http-twin';

const SPOKES = { TransitGatewayRouteTableId: 's0/spokes' };
const TO_S2 = { ...SPOKES, PrefixListId: 's0/to-s2' };
const OVER_S1 = { ...TO_S2, TransitGatewayAttachmentId: 's0-s1' };

async function referencesOf(ec2: EC2Client, ...Filters: Filter[]) {
  const answer = await ec2.send(new GetTransitGatewayPrefixListReferencesCommand({ ...SPOKES, Filters }));
  return answer.TransitGatewayPrefixListReferences?.map(({ PrefixListId, State }) => `${PrefixListId} ${State}`);
}

async function routesOfList(ec2: EC2Client, list: string) {
  const Filters = [{ Name: 'prefix-list-id', Values: [list] }];
  const { Routes = [] } = await ec2.send(new SearchTransitGatewayRoutesCommand({ ...SPOKES, Filters }));
  return Routes.map(
    ({ DestinationCidrBlock, Type, State, TransitGatewayAttachments: attachments = [] }) =>
      `${DestinationCidrBlock} ${Type} ${State} ${attachments.map((a) => a.TransitGatewayAttachmentId)}`,
  );
}

const create = (more = {}) => new CreateTransitGatewayPrefixListReferenceCommand({ ...OVER_S1, ...more });
const modify = (more = {}) => new ModifyTransitGatewayPrefixListReferenceCommand({ ...OVER_S1, ...more });
const remove = (more = {}) => new DeleteTransitGatewayPrefixListReferenceCommand({ ...TO_S2, ...more });

describe('prefix-list references over HTTP', () => {
  test('one is created, moved and deleted, and says so in the words of EC2', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const created = await ec2.send(create());
    expect(created.TransitGatewayPrefixListReference).toEqual({
      TransitGatewayRouteTableId: 's0/spokes',
      PrefixListId: 's0/to-s2',
      PrefixListOwnerId: '111122223333',
      State: 'pending',
      Blackhole: false,
      TransitGatewayAttachment: { TransitGatewayAttachmentId: 's0-s1', ResourceType: 'peering', ResourceId: 's1' },
    });
    expect(await referencesOf(ec2)).toEqual(['s0/to-s2 available']);
    expect(await routesOfList(ec2, 's0/to-s2')).toEqual([
      '10.2.0.0/19 propagated active s0-s1',
      '10.2.32.0/19 propagated active s0-s1',
    ]);
    const modified = await ec2.send(modify({ TransitGatewayAttachmentId: 's0-s2' }));
    expect(modified.TransitGatewayPrefixListReference?.State).toBe('modifying');
    expect(await routesOfList(ec2, 's0/to-s2')).toEqual([
      '10.2.0.0/19 propagated active s0-s2',
      '10.2.32.0/19 propagated active s0-s2',
    ]);
    const deleted = await ec2.send(remove());
    expect(deleted.TransitGatewayPrefixListReference?.State).toBe('deleting');
    expect([await referencesOf(ec2), await routesOfList(ec2, 's0/to-s2')]).toEqual([[], []]);
  });

  test('one may drop what it matches, and says no attachment then', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const { TransitGatewayPrefixListReference: created } = await ec2.send(
      create({ TransitGatewayAttachmentId: undefined, Blackhole: true }),
    );
    expect(created).toMatchObject({ Blackhole: true });
    expect(created).not.toHaveProperty('TransitGatewayAttachment');
    expect(await routesOfList(ec2, 's0/to-s2')).toEqual([
      '10.2.0.0/19 propagated blackhole ',
      '10.2.32.0/19 propagated blackhole ',
    ]);
    expect(await referencesOf(ec2, { Name: 'is-blackhole', Values: ['true'] })).toEqual(['s0/to-s2 available']);
  });

  test('its routes are in force when the call returns, and it is changing for a while after that', async () => {
    const twin = await openTwin({ behaviour: { referenceChange: [1_000, 1_000] } });
    const ec2 = twin.ec2('s0');
    const seen: unknown[] = [];
    for (const command of [create(), modify({ TransitGatewayAttachmentId: 's0-s2' }), remove()]) {
      await ec2.send(command as ReturnType<typeof create>);
      seen.push([await referencesOf(ec2), (await routesOfList(ec2, 's0/to-s2')).length]);
      await twin.clock.run(twin.clock.now() + 999);
      seen.push(await referencesOf(ec2));
      await twin.clock.run(twin.clock.now() + 1);
      seen.push(await referencesOf(ec2));
    }
    expect(seen).toEqual([
      [['s0/to-s2 pending'], 2],
      ['s0/to-s2 pending'],
      ['s0/to-s2 available'],
      [['s0/to-s2 modifying'], 2],
      ['s0/to-s2 modifying'],
      ['s0/to-s2 available'],
      [['s0/to-s2 deleting'], 0],
      ['s0/to-s2 deleting'],
      [],
    ]);
  });

  test('a reference to a list without entries stands, moves and goes', async () => {
    const prefixLists = GIVEN.prefixLists.map((list) => (list.id === 's0/to-s2' ? { ...list, entries: [] } : list));
    const ec2 = (await openTwin({ network: { ...GIVEN, prefixLists } })).ec2('s0');
    await ec2.send(create());
    expect(await refusalOf(ec2.send(create()))).toBe('PrefixListReferenceAlreadyExists');
    await ec2.send(modify({ TransitGatewayAttachmentId: 's0-s2' }));
    const to = (id: string) => ({ Name: 'attachment.transit-gateway-attachment-id', Values: [id] });
    expect([await referencesOf(ec2, to('s0-s1')), await referencesOf(ec2, to('s0-s2'))]).toEqual([
      [],
      ['s0/to-s2 available'],
    ]);
    await ec2.send(remove());
    expect(await referencesOf(ec2)).toEqual([]);
    expect(await refusalOf(ec2.send(remove()))).toBe('InvalidPrefixListReference.NotFound');
  });

  test('filters pick references by what they lead to, by list and by state', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    await ec2.send(create());
    await ec2.send(create({ PrefixListId: 's0/to-s1', TransitGatewayAttachmentId: 'vpc-0' }));
    const found = async (Name: string, ...Values: string[]) => {
      const all = await referencesOf(ec2, { Name, Values });
      return all?.map((one) => one.split(' ')[0]);
    };
    expect({
      byAttachment: await found('attachment.transit-gateway-attachment-id', 's0-s1'),
      byResource: await found('attachment.resource-id', 's0/vpc-0'),
      byType: await found('attachment.resource-type', 'peering', 'vpc'),
      byList: await found('prefix-list-id', 's0/to-s1'),
      byOwner: await found('prefix-list-owner-id', '111122223333'),
      byState: await found('state', 'pending'),
      byPattern: await found('prefix-list-id', 's?/*-s1'),
    }).toEqual({
      byAttachment: ['s0/to-s2'],
      byResource: ['s0/to-s1'],
      byType: ['s0/to-s1', 's0/to-s2'],
      byList: ['s0/to-s1'],
      byOwner: ['s0/to-s1', 's0/to-s2'],
      byState: [],
      byPattern: ['s0/to-s1'],
    });
  });

  test('they come in pages, and one that goes between two pages shifts no other', async () => {
    const twin = await openTwin({ behaviour: { pageSize: 1 } });
    const ec2 = twin.ec2('s0');
    for (const list of ['s0/to-p9', 's0/to-s1', 's0/to-s2']) await ec2.send(create({ PrefixListId: list }));
    const page = async (NextToken?: string) => {
      const command = new GetTransitGatewayPrefixListReferencesCommand({
        ...SPOKES,
        ...(NextToken ? { NextToken } : {}),
      });
      const { TransitGatewayPrefixListReferences: [only] = [], NextToken: next } = await ec2.send(command);
      return { list: only?.PrefixListId, next };
    };
    const first = await page();
    await ec2.send(remove({ PrefixListId: 's0/to-p9' }));
    const second = await page(first.next);
    const third = await page(second.next);
    expect([first.list, second.list, third.list, third.next]).toEqual(['s0/to-p9', 's0/to-s1', 's0/to-s2', undefined]);
  });
});

describe('prefix-list references that are refused', () => {
  test.each([
    ['InvalidRouteTableID.NotFound', create({ TransitGatewayRouteTableId: 's1/spokes' })],
    ['InvalidPrefixListID.NotFound', create({ PrefixListId: 's1/to-s2' })],
    ['InvalidTransitGatewayAttachmentID.NotFound', create({ TransitGatewayAttachmentId: 's1-s2' })],
    ['InvalidTransitGatewayAttachmentID.NotFound', create({ TransitGatewayAttachmentId: 'nobody' })],
    ['MissingParameter', create({ TransitGatewayAttachmentId: undefined })],
    ['MissingParameter', create({ PrefixListId: undefined })],
    ['MissingParameter', create({ TransitGatewayRouteTableId: undefined })],
    ['InvalidParameterCombination', create({ Blackhole: true })],
    ['DryRunOperation', create({ DryRun: true })],
    ['InvalidPrefixListReference.NotFound', modify()],
    ['InvalidPrefixListReference.NotFound', remove()],
    ['DryRunOperation', remove({ DryRun: true })],
  ])('fails with %s and changes nothing', async (code, command) => {
    const ec2 = (await openTwin()).ec2('s0');
    expect(await refusalOf(ec2.send(command as ReturnType<typeof create>))).toBe(code);
    expect(await referencesOf(ec2)).toEqual([]);
  });

  test('fails with IncorrectState while one is changing', async () => {
    const twin = await openTwin({ behaviour: { referenceChange: [1_000, 1_000] } });
    const ec2 = twin.ec2('s0');
    await ec2.send(create());
    expect([await refusalOf(ec2.send(modify())), await refusalOf(ec2.send(remove()))]).toEqual([
      'IncorrectState',
      'IncorrectState',
    ]);
    await twin.clock.run(1_000);
    await ec2.send(remove());
    expect(await refusalOf(ec2.send(create()))).toBe('IncorrectState');
  });

  test.each([
    ['of another question', [{ Name: 'state', Values: ['available'] }]],
    ['that nobody gave', []],
  ])('fails with InvalidNextToken for a token %s', async (_, Filters) => {
    const ec2 = (await openTwin({ behaviour: { pageSize: 1 } })).ec2('s0');
    for (const list of ['s0/to-s1', 's0/to-s2']) await ec2.send(create({ PrefixListId: list }));
    const { NextToken = '' } = await ec2.send(new GetTransitGatewayPrefixListReferencesCommand(SPOKES));
    const token = Filters.length > 0 ? NextToken : 'bm9uc2Vuc2U';
    const asked = { ...SPOKES, Filters, NextToken: token };
    expect(await refusalOf(ec2.send(new GetTransitGatewayPrefixListReferencesCommand(asked)))).toBe('InvalidNextToken');
  });

  test.each([
    ['a filter that there is not', [{ Name: 'colour', Values: ['red'] }]],
    ['a filter without values', [{ Name: 'state' }]],
    ['more values than EC2 takes', [{ Name: 'state', Values: Array.from({ length: 201 }, String) }]],
  ])('fails for %s', async (_, Filters) => {
    const ec2 = (await openTwin()).ec2('s0');
    const code = await refusalOf(ec2.send(new GetTransitGatewayPrefixListReferencesCommand({ ...SPOKES, Filters })));
    expect(['InvalidParameterValue', 'FilterLimitExceeded']).toContain(code);
  });
});
