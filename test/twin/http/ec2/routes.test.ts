import {
  CreateTransitGatewayRouteCommand,
  DeleteTransitGatewayRouteCommand,
  type EC2Client,
  type Filter,
  ReplaceTransitGatewayRouteCommand,
  SearchTransitGatewayRoutesCommand,
} from '@aws-sdk/client-ec2';
import { GIVEN } from '../../../support/contracts/gateway-world';
import { openTwin, refusalOf } from '../../../support/http-twin';

const EDGE = { TransitGatewayRouteTableId: 's0/edge-vpn' };
const ROUTE = { ...EDGE, DestinationCidrBlock: '10.1.0.0/19', TransitGatewayAttachmentId: 's0-s1' };
const EVERYTHING: Filter = { Name: 'state', Values: ['active', 'blackhole'] };

async function search(ec2: EC2Client, table: string, ...Filters: Filter[]) {
  const { Routes = [] } = await ec2.send(
    new SearchTransitGatewayRoutesCommand({ TransitGatewayRouteTableId: table, Filters }),
  );
  return Routes.map(({ DestinationCidrBlock: to, Type, State, TransitGatewayAttachments: attachments = [] }) =>
    [to, Type, State, ...attachments.map((a) => a.TransitGatewayAttachmentId)].join(' '),
  );
}

const BASELINE = [
  '10.0.0.0/18 propagated active vpc-0',
  '10.0.64.0/18 propagated active vpc-1',
  '10.1.0.0/16 static active s0-s1',
  '10.2.0.0/16 static active s0-s2',
];

describe('routes over HTTP', () => {
  test('a static route is created, replaced and deleted, and says so in the words of EC2', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const { Route: created } = await ec2.send(new CreateTransitGatewayRouteCommand(ROUTE));
    expect(created).toEqual({
      DestinationCidrBlock: '10.1.0.0/19',
      TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 's0-s1', ResourceType: 'peering', ResourceId: 's1' }],
      Type: 'static',
      State: 'active',
    });
    expect(await search(ec2, 's0/edge-vpn', EVERYTHING)).toEqual([
      ...BASELINE.slice(0, 3),
      '10.1.0.0/19 static active s0-s1',
      ...BASELINE.slice(3),
    ]);
    const { Route: replaced } = await ec2.send(
      new ReplaceTransitGatewayRouteCommand({ ...EDGE, DestinationCidrBlock: '10.1.0.0/19', Blackhole: true }),
    );
    expect(replaced).toEqual({
      DestinationCidrBlock: '10.1.0.0/19',
      TransitGatewayAttachments: [],
      Type: 'static',
      State: 'blackhole',
    });
    const { Route: deleted } = await ec2.send(
      new DeleteTransitGatewayRouteCommand({ ...EDGE, DestinationCidrBlock: '10.1.0.0/19' }),
    );
    expect(deleted?.State).toBe('deleted');
    expect(await search(ec2, 's0/edge-vpn', EVERYTHING)).toEqual(BASELINE);
  });

  test('a static route hides the propagated one of the same prefix, and uncovers it', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const route = { ...EDGE, DestinationCidrBlock: '10.0.0.0/18' };
    await ec2.send(new CreateTransitGatewayRouteCommand({ ...route, TransitGatewayAttachmentId: 's0-s1' }));
    expect((await search(ec2, 's0/edge-vpn', EVERYTHING))[0]).toBe('10.0.0.0/18 static active s0-s1');
    await ec2.send(new DeleteTransitGatewayRouteCommand(route));
    expect((await search(ec2, 's0/edge-vpn', EVERYTHING))[0]).toBe('10.0.0.0/18 propagated active vpc-0');
  });

  test('of what BGP brings only the preferred route is shown, and the next when its session is down', async () => {
    const twin = await openTwin();
    const seen = [];
    for (const [link, condition] of [
      ['dx', 'up'],
      ['dx', 'down'],
      ['vpn', 'down'],
    ] as const) {
      twin.fabric.setCondition(link, condition);
      const exact = { Name: 'route-search.exact-match', Values: ['10.9.0.0/18'] };
      seen.push(await search(twin.ec2('s0'), 's0/spokes', exact));
    }
    expect(seen).toEqual([['10.9.0.0/18 propagated active dx'], ['10.9.0.0/18 propagated active vpn'], []]);
  });

  test('routes that are equally preferred are one with both attachments', async () => {
    const sessions = GIVEN.sessions.map((session) => ({ ...session, origin: 'vpn' as const, pathLength: 1 }));
    const ec2 = (await openTwin({ network: { ...GIVEN, sessions } })).ec2('s0');
    const learned = { Name: 'route-search.exact-match', Values: ['10.9.0.0/18'] };
    expect(await search(ec2, 's0/spokes', learned)).toEqual(['10.9.0.0/18 propagated active dx vpn']);
  });

  test('filters pick routes by attachment, resource, type and state, all at once', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const drop = { ...EDGE, DestinationCidrBlock: '10.3.0.0/16', Blackhole: true };
    await ec2.send(new CreateTransitGatewayRouteCommand(drop));
    const found = (...filters: (readonly [string, ...string[]])[]) =>
      search(ec2, 's0/edge-vpn', ...filters.map(([Name, ...Values]) => ({ Name, Values })));
    expect(await found(['attachment.transit-gateway-attachment-id', 's0-s1', 'vpc-1'])).toEqual([
      BASELINE[1],
      BASELINE[2],
    ]);
    expect(await found(['attachment.resource-id', 's2'])).toEqual([BASELINE[3]]);
    expect(await found(['attachment.resource-type', 'vpc'])).toEqual(BASELINE.slice(0, 2));
    expect(await found(['type', 'static'], ['state', 'active'])).toEqual(BASELINE.slice(2));
    expect(await found(['state', 'blackhole'])).toEqual(['10.3.0.0/16 static blackhole']);
    expect(await found(['type', 'propagated'], ['attachment.resource-type', 'peering'])).toEqual([]);
  });

  test('a search says that there is more, and how to get it', async () => {
    const ec2 = (await openTwin({ behaviour: { pageSize: 3 } })).ec2('s0');
    const asked = { ...EDGE, Filters: [EVERYTHING] };
    const first = await ec2.send(new SearchTransitGatewayRoutesCommand(asked));
    expect([first.Routes?.length, first.AdditionalRoutesAvailable]).toEqual([3, true]);
    const more = { ...asked, NextToken: first.NextToken };
    const last = await ec2.send(new SearchTransitGatewayRoutesCommand(more));
    expect(last.Routes?.map((route) => route.DestinationCidrBlock)).toEqual(['10.2.0.0/16']);
    expect([last.AdditionalRoutesAvailable, last.NextToken]).toEqual([false, undefined]);
  });

  test('a search that knows no tokens says only that there is more', async () => {
    const ec2 = (await openTwin({ behaviour: { pageSize: 3, searchTokens: false } })).ec2('s0');
    const answer = await ec2.send(new SearchTransitGatewayRoutesCommand({ ...EDGE, Filters: [EVERYTHING] }));
    expect([answer.AdditionalRoutesAvailable, answer.NextToken]).toEqual([true, undefined]);
  });

  test('a call gives as many routes as it asks for at most', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    for (let i = 0; i < 4; i += 1) {
      const route = { ...ROUTE, DestinationCidrBlock: `10.1.${i}.0/24` };
      await ec2.send(new CreateTransitGatewayRouteCommand(route));
    }
    const asked = { ...EDGE, Filters: [EVERYTHING], MaxResults: 5 };
    const { Routes, AdditionalRoutesAvailable } = await ec2.send(new SearchTransitGatewayRoutesCommand(asked));
    expect([Routes?.length, AdditionalRoutesAvailable]).toEqual([5, true]);
  });
});

const create = (more = {}) => new CreateTransitGatewayRouteCommand({ ...ROUTE, ...more });
const replace = (more = {}) => new ReplaceTransitGatewayRouteCommand({ ...ROUTE, ...more });
const remove = (more = {}) => new DeleteTransitGatewayRouteCommand({ ...ROUTE, ...more });
const searching = (more = {}) => new SearchTransitGatewayRoutesCommand({ ...EDGE, Filters: [EVERYTHING], ...more });

describe('routes that are refused', () => {
  test.each([
    ['RouteAlreadyExists', create({ DestinationCidrBlock: '10.1.0.0/16' })],
    ['InvalidRoute.NotFound', replace()],
    ['InvalidRoute.NotFound', replace({ DestinationCidrBlock: '10.0.0.0/18' })],
    ['InvalidRoute.NotFound', remove()],
    ['InvalidRoute.NotFound', remove({ DestinationCidrBlock: '10.0.0.0/18' })],
    ['InvalidRouteTableID.NotFound', create({ TransitGatewayRouteTableId: 's1/spokes' })],
    ['InvalidRouteTableID.NotFound', remove({ TransitGatewayRouteTableId: 'nowhere' })],
    ['InvalidTransitGatewayAttachmentID.NotFound', create({ TransitGatewayAttachmentId: 's1-s2' })],
    ['InvalidParameterValue', create({ DestinationCidrBlock: '10.1.0.1/19' })],
    ['InvalidParameterValue', create({ DestinationCidrBlock: 'everywhere' })],
    ['InvalidParameterCombination', create({ Blackhole: true })],
    ['MissingParameter', create({ TransitGatewayAttachmentId: undefined })],
    ['MissingParameter', create({ DestinationCidrBlock: undefined })],
    ['DryRunOperation', create({ DryRun: true })],
    ['MissingParameter', searching({ Filters: [] })],
    ['InvalidRouteTableID.NotFound', searching({ TransitGatewayRouteTableId: 's1/spokes' })],
    ['InvalidParameterValue', searching({ MaxResults: 4 })],
    ['InvalidParameterValue', searching({ MaxResults: 1_001 })],
    ['InvalidParameterValue', searching({ Filters: [{ Name: 'route-search.exact-match', Values: ['10.0.0.1/8'] }] })],
    ['InvalidParameterValue', searching({ Filters: [{ Name: 'route-search.nearest', Values: ['10.0.0.0/8'] }] })],
    ['InvalidNextToken', searching({ NextToken: 'x' })],
  ])('fails with %s and changes nothing', async (code, command) => {
    const ec2 = (await openTwin()).ec2('s0');
    expect(await refusalOf(ec2.send(command as ReturnType<typeof create>))).toBe(code);
    expect(await search(ec2, 's0/edge-vpn', EVERYTHING)).toEqual(BASELINE);
  });
});
