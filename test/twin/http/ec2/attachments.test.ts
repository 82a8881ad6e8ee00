import {
  DescribeTransitGatewayAttachmentsCommand,
  DisableTransitGatewayRouteTablePropagationCommand,
  type EC2Client,
  EnableTransitGatewayRouteTablePropagationCommand,
  type Filter,
  GetTransitGatewayRouteTableAssociationsCommand,
  GetTransitGatewayRouteTablePropagationsCommand,
} from '@aws-sdk/client-ec2';
import { openTwin, refusalOf } from '../../../support/http-twin';

async function describedIn(ec2: EC2Client, ...Filters: Filter[]) {
  const { TransitGatewayAttachments = [] } = await ec2.send(new DescribeTransitGatewayAttachmentsCommand({ Filters }));
  return TransitGatewayAttachments.map(
    ({ TransitGatewayAttachmentId: id, ResourceType, ResourceId, Association }) =>
      `${id} ${ResourceType} ${ResourceId} in ${Association?.TransitGatewayRouteTableId}`,
  );
}

const OF_S0 = [
  'dx direct-connect-gateway dx in s0/transit',
  's0-s1 peering s1 in s0/transit',
  's0-s2 peering s2 in s0/transit',
  'vpc-0 vpc s0/vpc-0 in s0/spokes',
  'vpc-1 vpc s0/vpc-1 in s0/spokes',
  'vpn vpn vpn in s0/edge-vpn',
];

describe('attachments over HTTP', () => {
  test('each region has those of its own gateways, and a peering at both', async () => {
    const twin = await openTwin();
    expect(await describedIn(twin.ec2('s0'))).toEqual(OF_S0);
    expect(await describedIn(twin.ec2('s1'))).toEqual([
      's0-s1 peering s0 in s1/transit',
      's1-s2 peering s2 in s1/transit',
      'vpc-0 vpc s1/vpc-0 in s1/spokes',
    ]);
    expect(await describedIn(twin.ec2('elsewhere'))).toEqual([]);
  });

  test('each says what EC2 says of it', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const command = new DescribeTransitGatewayAttachmentsCommand({ TransitGatewayAttachmentIds: ['dx'] });
    expect((await ec2.send(command)).TransitGatewayAttachments).toEqual([
      {
        TransitGatewayAttachmentId: 'dx',
        TransitGatewayId: 's0',
        TransitGatewayOwnerId: '111122223333',
        ResourceOwnerId: '111122223333',
        ResourceType: 'direct-connect-gateway',
        ResourceId: 'dx',
        State: 'available',
        Association: { TransitGatewayRouteTableId: 's0/transit', State: 'associated' },
      },
    ]);
  });

  test.each<[string, string[], number[]]>([
    ['resource-type', ['vpn', 'direct-connect-gateway'], [0, 5]],
    ['resource-id', ['s1'], [1]],
    ['transit-gateway-attachment-id', ['s0-*'], [1, 2]],
    ['transit-gateway-id', ['s1'], []],
    ['state', ['available'], [0, 1, 2, 3, 4, 5]],
    ['state', ['failed'], []],
    ['association.transit-gateway-route-table-id', ['s0/spokes'], [3, 4]],
  ])('the filter %s picks those of %j', async (Name, Values, expected) => {
    const ec2 = (await openTwin()).ec2('s0');
    expect(await describedIn(ec2, { Name, Values })).toEqual(expected.map((i) => OF_S0[i]));
  });

  test('they come in pages, as long as a page says that there are more', async () => {
    const ec2 = (await openTwin({ behaviour: { pageSize: 4 } })).ec2('s0');
    const first = await ec2.send(new DescribeTransitGatewayAttachmentsCommand({}));
    const { NextToken } = first;
    const last = await ec2.send(new DescribeTransitGatewayAttachmentsCommand({ NextToken }));
    const ids = [first, last].map((page) =>
      page.TransitGatewayAttachments?.map((one) => one.TransitGatewayAttachmentId),
    );
    expect(ids).toEqual([
      ['dx', 's0-s1', 's0-s2', 'vpc-0'],
      ['vpc-1', 'vpn'],
    ]);
    expect(last.NextToken).toBeUndefined();
  });

  test('fails for an id that is not there, whatever else is asked for', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const command = new DescribeTransitGatewayAttachmentsCommand({ TransitGatewayAttachmentIds: ['dx', 's1-s2'] });
    expect(await refusalOf(ec2.send(command))).toBe('InvalidTransitGatewayAttachmentID.NotFound');
  });
});

async function propagationsOf(ec2: EC2Client, table: string, ...Filters: Filter[]) {
  const command = new GetTransitGatewayRouteTablePropagationsCommand({ TransitGatewayRouteTableId: table, Filters });
  const { TransitGatewayRouteTablePropagations: all = [] } = await ec2.send(command);
  return all.map(
    ({ TransitGatewayAttachmentId: id, ResourceType, ResourceId, State }) =>
      `${id} ${ResourceType} ${ResourceId} ${State}`,
  );
}

const SPOKES = [
  'dx direct-connect-gateway dx enabled',
  'vpc-0 vpc s0/vpc-0 enabled',
  'vpc-1 vpc s0/vpc-1 enabled',
  'vpn vpn vpn enabled',
];
const DX = { TransitGatewayRouteTableId: 's0/spokes', TransitGatewayAttachmentId: 'dx' };

describe('propagations and associations over HTTP', () => {
  test('a table says who propagates into it, and who is looked up in it', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    expect(await propagationsOf(ec2, 's0/spokes')).toEqual(SPOKES);
    expect(await propagationsOf(ec2, 's0/spokes', { Name: 'resource-type', Values: ['vpc'] })).toEqual(
      SPOKES.slice(1, 3),
    );
    const command = new GetTransitGatewayRouteTableAssociationsCommand({ TransitGatewayRouteTableId: 's0/edge-vpn' });
    expect((await ec2.send(command)).Associations).toEqual([
      { TransitGatewayAttachmentId: 'vpn', ResourceType: 'vpn', ResourceId: 'vpn', State: 'associated' },
    ]);
  });

  test('one is disabled and enabled, whether or not its link is up, and says so in the words of EC2', async () => {
    const twin = await openTwin();
    const ec2 = twin.ec2('s0');
    twin.fabric.setCondition('dx', 'down');
    const { Propagation: disabled } = await ec2.send(new DisableTransitGatewayRouteTablePropagationCommand(DX));
    expect(disabled).toEqual({
      TransitGatewayAttachmentId: 'dx',
      ResourceType: 'direct-connect-gateway',
      ResourceId: 'dx',
      TransitGatewayRouteTableId: 's0/spokes',
      State: 'disabled',
    });
    expect(await propagationsOf(ec2, 's0/spokes')).toEqual(SPOKES.slice(1));
    const { Propagation: enabled } = await ec2.send(new EnableTransitGatewayRouteTablePropagationCommand(DX));
    expect(enabled?.State).toBe('enabled');
    expect(await propagationsOf(ec2, 's0/spokes')).toEqual(SPOKES);
  });

  test('they come in pages', async () => {
    const ec2 = (await openTwin({ behaviour: { pageSize: 3 } })).ec2('s0');
    const asked = { TransitGatewayRouteTableId: 's0/spokes' };
    const { NextToken } = await ec2.send(new GetTransitGatewayRouteTablePropagationsCommand(asked));
    const last = await ec2.send(new GetTransitGatewayRouteTablePropagationsCommand({ ...asked, NextToken }));
    expect(last.TransitGatewayRouteTablePropagations?.map((one) => one.TransitGatewayAttachmentId)).toEqual(['vpn']);
  });

  const enable = (more = {}) => new EnableTransitGatewayRouteTablePropagationCommand({ ...DX, ...more });
  const disable = (more = {}) => new DisableTransitGatewayRouteTablePropagationCommand({ ...DX, ...more });
  test.each([
    ['TransitGatewayRouteTablePropagation.Duplicate', enable()],
    ['TransitGatewayRouteTablePropagation.NotFound', disable({ TransitGatewayRouteTableId: 's0/edge-vpn' })],
    ['InvalidParameterValue', enable({ TransitGatewayAttachmentId: 's0-s1' })],
    ['InvalidTransitGatewayAttachmentID.NotFound', enable({ TransitGatewayAttachmentId: 'nobody' })],
    ['InvalidRouteTableID.NotFound', enable({ TransitGatewayRouteTableId: 's1/spokes' })],
    ['MissingParameter', disable({ TransitGatewayAttachmentId: undefined })],
    ['DryRunOperation', disable({ DryRun: true })],
  ])('fails with %s and changes nothing', async (code, command) => {
    const ec2 = (await openTwin()).ec2('s0');
    expect(await refusalOf(ec2.send(command as ReturnType<typeof enable>))).toBe(code);
    expect(await propagationsOf(ec2, 's0/spokes')).toEqual(SPOKES);
  });

  test.each([GetTransitGatewayRouteTablePropagationsCommand, GetTransitGatewayRouteTableAssociationsCommand])(
    'fails for a table of another region',
    async (Command) => {
      const ec2 = (await openTwin()).ec2('s0');
      const asked = new Command({ TransitGatewayRouteTableId: 's1/spokes' });
      expect(await refusalOf(ec2.send(asked as GetTransitGatewayRouteTablePropagationsCommand))).toBe(
        'InvalidRouteTableID.NotFound',
      );
    },
  );
});
