import {
  CreateTransitGatewayPrefixListReferenceCommand,
  DeleteTransitGatewayPrefixListReferenceCommand,
  type EC2Client,
  type Filter,
  GetTransitGatewayPrefixListReferencesCommand,
  ModifyTransitGatewayPrefixListReferenceCommand,
  SearchTransitGatewayRoutesCommand,
} from '@aws-sdk/client-ec2';
import { openTwin, refusalOf } from '../../../support/http-twin';

const SPOKES = { TransitGatewayRouteTableId: 's0/spokes' };
const TO_S2 = { ...SPOKES, PrefixListId: 's0/to-s2' };
const OVER_S1 = { ...TO_S2, TransitGatewayAttachmentId: 's0-s1' };

async function referencesOf(ec2: EC2Client, Filters: Filter[] = []) {
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
  test.each([
    ['InvalidRouteTableID.NotFound', create({ TransitGatewayRouteTableId: 's1/spokes' })],
    ['InvalidPrefixListID.NotFound', create({ PrefixListId: 's1/to-s2' })],
    ['InvalidTransitGatewayAttachmentID.NotFound', create({ TransitGatewayAttachmentId: 's1-s2' })],
    ['MissingParameter', create({ TransitGatewayAttachmentId: undefined })],
    ['InvalidParameterCombination', create({ Blackhole: true })],
    ['DryRunOperation', create({ DryRun: true })],
  ])('fails with %s and changes nothing', async (code, command) => {
    const ec2 = (await openTwin()).ec2('s0');
    expect(await refusalOf(ec2.send(command))).toBe(code);
    expect(await referencesOf(ec2)).toEqual([]);
  });
});
