import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { EC2Client } from '@aws-sdk/client-ec2';
import { bgpApi } from '../../../lib/controller/aws/bgp-api';
import { failureOf } from '../../../lib/controller/aws/failure';
import type { BgpPort } from '../../../lib/controller/ports';
import { prefix } from '../../../lib/net/prefix';
import { GIVEN, texts } from '../../support/contracts/gateway-world';
import { filterOf, parametersOf, propagationsAnswer, refusal, routesAnswer } from '../../support/ec2-answers';
import { type LoopbackAnswer, LoopbackAws } from '../../support/loopback-aws';
import { siteIn } from '../../support/world';

const { routing } = siteIn(GIVEN, 's0');
const LOOKS = 4;
const SHORT_MS = 500;
const PAUSES = { firstMs: 1, mostMs: 2, looks: LOOKS };

let aws: LoopbackAws;
const clients: { destroy(): void }[] = [];
beforeAll(async () => {
  aws = await LoopbackAws.start();
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await aws.stop();
});

/** Waits long for an answer, unless the test is to see it given up. */
function port(maxAttempts = 1, requestTimeout = 60_000): BgpPort {
  const config = { ...aws.config, maxAttempts, requestHandler: { requestTimeout, throwOnRequestTimeout: true } };
  const apis = { ec2: new EC2Client(config), directConnect: new DirectConnectClient(config) };
  clients.push(apis.ec2, apis.directConnect);
  return bgpApi(apis, routing, new Map([['dx', 'dx-gateway']]), PAUSES);
}

type Answer = LoopbackAnswer | 'silence' | 'cut';
/** What one kind of call is answered with, in order; the last answer is given again. */
type Script = Readonly<Record<string, readonly (Answer | (() => Answer))[]>>;

let asked: { readonly action: string; readonly input: Readonly<Record<string, unknown>> }[] = [];

function answering(script: Script): void {
  asked = [];
  aws.answerBy((request) => {
    const input = request.target === undefined ? parametersOf(request) : JSON.parse(request.body);
    const action = request.target?.split('.')[1] ?? input.Action;
    const given = asked.filter((call) => call.action === action).length;
    asked.push({ action, input });
    const answers = script[action] ?? [];
    const answer = answers[Math.min(given, answers.length - 1)] ?? refusal(`NothingScripted.${action}`);
    return typeof answer === 'function' ? answer() : answer;
  });
}
const askedFor = (action: string) => asked.filter((call) => call.action === action).map(({ input }) => input);

const failed = (code: string, message = 'no', status = 400) => ({
  status,
  body: JSON.stringify({ __type: code, message }),
});
const associations = (found: readonly object[], nextToken?: string) => ({
  body: JSON.stringify({ directConnectGatewayAssociations: found, ...(nextToken ? { nextToken } : {}) }),
});
const association = (cidrs: readonly string[], associationState = 'associated') => ({
  associationId: 'association-1',
  associationState,
  allowedPrefixesToDirectConnectGateway: cidrs.map((cidr) => ({ cidr })),
});
const allows = (cidrs: readonly string[], state?: string) => associations([association(cidrs, state)]);

const DESCRIBE = 'DescribeDirectConnectGatewayAssociations';
const UPDATE = 'UpdateDirectConnectGatewayAssociation';
const PROPAGATIONS = 'GetTransitGatewayRouteTablePropagations';
const SEARCH = 'SearchTransitGatewayRoutes';
const NO_TABLES = { [SEARCH]: [routesAnswer([])], [PROPAGATIONS]: [propagationsAnswer([])] };

describe('allowed prefixes', () => {
  const read = async () => (await port().readBgp()).allowed.get('dx');

  test('are those of the association of the two gateways, on whichever page it is', async () => {
    answering({ ...NO_TABLES, [DESCRIBE]: [associations([], 'more'), allows(['10.0.0.0/16', '10.1.0.0/19'])] });
    expect(texts((await read())?.prefixes)).toEqual(['10.0.0.0/16', '10.1.0.0/19']);
    const ids = { directConnectGatewayId: 'dx-gateway', associatedGatewayId: 's0' };
    expect(askedFor(DESCRIBE)).toEqual([ids, { ...ids, nextToken: 'more' }]);
  });

  test.each([
    ['associated', true],
    ['updating', false],
    ['associating', false],
    ['disassociating', false],
  ])('of one that is %s are settled: %s', async (state, settled) => {
    answering({ ...NO_TABLES, [DESCRIBE]: [allows(['10.0.0.0/16'], state)] });
    expect(await read()).toEqual({ prefixes: [prefix('10.0.0.0/16')], settled });
  });

  test.each([
    ['there is no association', associations([])],
    ['it was taken apart', allows(['10.0.0.0/16'], 'disassociated')],
  ])('are none when %s', async (_, answer) => {
    answering({ ...NO_TABLES, [DESCRIBE]: [answer] });
    expect(await read()).toEqual({ prefixes: [], settled: true });
  });

  test('are those of the association that followed one that was taken apart', async () => {
    const both = [association(['10.7.0.0/16'], 'disassociated'), association(['10.0.0.0/16'])];
    answering({ ...NO_TABLES, [DESCRIBE]: [associations(both)] });
    expect(texts((await read())?.prefixes)).toEqual(['10.0.0.0/16']);
  });

  test('are not read as none when Direct Connect refuses to tell', async () => {
    answering({ ...NO_TABLES, [DESCRIBE]: [failed('DirectConnectClientException', 'does not exist')] });
    const message = `${DESCRIBE} of dx-gateway with s0 failed: DirectConnectClientException: does not exist`;
    const { allowed, unread } = await port().readBgp();
    expect([[...allowed], [...(unread ?? [])]]).toEqual([[], [['dx', message]]]);
  });

  test('fail to be read when one is no prefix', async () => {
    answering({ ...NO_TABLES, [DESCRIBE]: [allows(['10.0.0.1/16'])] });
    const message = 'association association-1 allows 10.0.0.1/16: host bits are set; did you mean 10.0.0.0/16';
    expect((await port().readBgp()).unread).toEqual(new Map([['dx', message]]));
  });

  test('are waited for only so long when Direct Connect says nothing, and all else is read', async () => {
    const learning = propagationsAnswer([{ attachment: 'dx', type: 'direct-connect-gateway', state: 'enabled' }]);
    answering({ [SEARCH]: [routesAnswer([])], [PROPAGATIONS]: [learning], [DESCRIBE]: ['silence'] });
    const { edges, propagations, unread } = await port().readBgp();
    expect(unread).toEqual(new Map([['dx', 'no answer within 4 s']]));
    expect([...edges.keys()]).toEqual(['vpn']);
    expect(propagations.get('dx')).toEqual(['s0/transit', 's0/spokes']);
  }, 30_000);
});

describe('an end that EC2 does not tell of', () => {
  const of = (table: string | undefined) => (request: Parameters<Parameters<LoopbackAws['answerBy']>[0]>[0]) => {
    const { Action, TransitGatewayRouteTableId: id } = parametersOf(request);
    if (request.target !== undefined) return allows(['10.0.0.0/16']);
    if (id === table || table === undefined) return refusal('InvalidRouteTableID.NotFound');
    return Action === SEARCH ? routesAnswer([]) : propagationsAnswer([]);
  };

  test('is the only one that is not read', async () => {
    aws.answerBy(of(routing.sessionOf.get('vpn')?.edgeTable));
    const { edges, edgePropagations, allowed, unread } = await port().readBgp();
    expect([[...edges], [...edgePropagations], [...allowed.keys()]]).toEqual([[], [], ['dx']]);
    expect([...(unread?.keys() ?? [])]).toEqual(['vpn']);
    expect(unread?.get('vpn')).toContain('InvalidRouteTableID.NotFound');
  });

  test('fails the reading when it is a steered table', async () => {
    aws.answerBy(of(undefined));
    await expect(port().readBgp()).rejects.toThrow('InvalidRouteTableID.NotFound');
  });
});

describe('an update of allowed prefixes', () => {
  const [LOW, HIGH, GONE] = ['10.0.0.0/19', '10.0.32.0/19', '10.1.0.0/16'].map(prefix) as [
    ReturnType<typeof prefix>,
    ReturnType<typeof prefix>,
    ReturnType<typeof prefix>,
  ];
  const before = allows(['10.0.0.0/16', GONE.text]);
  const after = allows(['10.0.0.0/16', LOW.text, HIGH.text]);
  const change = (maxAttempts?: number, requestTimeout?: number) =>
    port(maxAttempts, requestTimeout).changeAllowedPrefixes('dx', [LOW, HIGH], [GONE]);
  const ACCEPTED = { body: '{}' };

  test('asks for the difference in one call, and is done when it is seen to be under way', async () => {
    answering({ [DESCRIBE]: [before, before, allows(['10.0.0.0/16', GONE.text], 'updating')], [UPDATE]: [ACCEPTED] });
    await change();
    expect(askedFor(UPDATE)).toEqual([
      {
        associationId: 'association-1',
        addAllowedPrefixesToDirectConnectGateway: [{ cidr: LOW.text }, { cidr: HIGH.text }],
        removeAllowedPrefixesToDirectConnectGateway: [{ cidr: GONE.text }],
      },
    ]);
    expect(askedFor(DESCRIBE)).toHaveLength(3);
  });

  test('leaves out what is as it should be, and asks for nothing when all of it is', async () => {
    answering({ [DESCRIBE]: [allows([LOW.text, GONE.text]), after], [UPDATE]: [ACCEPTED] });
    await change();
    expect(askedFor(UPDATE)).toEqual([
      {
        associationId: 'association-1',
        addAllowedPrefixesToDirectConnectGateway: [{ cidr: HIGH.text }],
        removeAllowedPrefixesToDirectConnectGateway: [{ cidr: GONE.text }],
      },
    ]);
    answering({ [DESCRIBE]: [after] });
    await change();
    expect(askedFor(UPDATE)).toEqual([]);
  });

  test.each([
    ['updating', 'conflict'],
    ['associating', 'conflict'],
    ['disassociated', 'conflict'],
  ])('fails without asking while the association is %s', async (state, kind) => {
    answering({ [DESCRIBE]: [allows([], state)], [UPDATE]: [ACCEPTED] });
    const error = await change().catch((thrown: unknown) => thrown);
    expect(failureOf(error)).toMatchObject({ kind, message: `association association-1 is ${state}` });
    expect(askedFor(UPDATE)).toEqual([]);
  });

  test('fails when the gateways are not associated', async () => {
    answering({ [DESCRIBE]: [associations([])] });
    await expect(change()).rejects.toThrow(`${UPDATE} of dx-gateway with s0 is about something that is not there`);
  });

  test('fails when Direct Connect refuses it, in its words', async () => {
    answering({ [DESCRIBE]: [before], [UPDATE]: [failed('DirectConnectClientException', 'it is updating')] });
    const message = `${UPDATE} of association-1 failed: DirectConnectClientException: it is updating`;
    await expect(change()).rejects.toThrow(message);
  });

  test('fails when it is accepted and never seen', async () => {
    answering({ [DESCRIBE]: [before], [UPDATE]: [ACCEPTED] });
    const error = await change().catch((thrown: unknown) => thrown);
    expect(failureOf(error)).toMatchObject({ kind: 'timeout', code: 'NotSeen' });
    expect(askedFor(DESCRIBE)).toHaveLength(1 + LOOKS);
  });

  test.each([
    ['is under way', allows([], 'updating')],
    ['is done', after],
  ])('that had its effect and got no answer is done when it %s', async (_, seen) => {
    answering({ [DESCRIBE]: [before, seen], [UPDATE]: ['silence', failed('DirectConnectClientException')] });
    await change(1, SHORT_MS);
    answering({ [DESCRIBE]: [before, seen], [UPDATE]: ['silence', failed('DirectConnectClientException')] });
    await change(2, SHORT_MS);
    expect(askedFor(UPDATE)).toHaveLength(2);
  });

  test('fails when it had no effect and got no answer', async () => {
    answering({ [DESCRIBE]: [before], [UPDATE]: ['silence'] });
    const error = await change(1, SHORT_MS).catch((thrown: unknown) => thrown);
    expect(failureOf(error)).toMatchObject({ kind: 'timeout', code: 'TimeoutError' });
  });
});

const EMPTY = associations([]);

describe('propagations', () => {
  test('that EC2 is enabling count, those that it is disabling do not, and all pages are read', async () => {
    const states = ['enabled', 'enabling', 'disabling', 'disabled'];
    const all = states.flatMap((state) => [
      { attachment: `vpc-${state}`, type: 'vpc', state },
      { attachment: state === 'enabling' ? 'dx' : `vpn-${state}`, type: 'vpn', state },
    ]);
    aws.answerBy((request) => {
      const { Action, NextToken } = parametersOf(request);
      if (Action === SEARCH) return routesAnswer([]);
      if (request.target !== undefined) return EMPTY;
      return NextToken === 'more' ? propagationsAnswer(all.slice(3)) : propagationsAnswer(all.slice(0, 3), 'more');
    });
    const { propagations, edgePropagations } = await port().readBgp();
    expect(propagations).toEqual(
      new Map([
        ['dx', ['s0/transit', 's0/spokes']],
        ['vpn', []],
      ]),
    );
    expect(edgePropagations).toEqual(new Map([['vpn', ['vpc-enabled', 'vpc-enabling']]]));
  });

  test.each([
    ['enablePropagation', 'EnableTransitGatewayRouteTablePropagation', 'enabling', 'enabled'],
    ['disablePropagation', 'DisableTransitGatewayRouteTablePropagation', 'disabling', 'disabled'],
  ] as const)('%s is done when it is seen', async (call, action, coming, done) => {
    const shown = (state: string) => propagationsAnswer([{ attachment: 'dx', type: 'direct-connect-gateway', state }]);
    answering({ [action]: [{ body: '<R/>' }], [PROPAGATIONS]: [shown(coming), shown(done)] });
    await port()[call]({ table: 's0/spokes', attachment: 'dx' });
    expect(askedFor(action)).toEqual([
      expect.objectContaining({ TransitGatewayRouteTableId: 's0/spokes', TransitGatewayAttachmentId: 'dx' }),
    ]);
    expect(askedFor(PROPAGATIONS)).toHaveLength(2);
    expect(aws.requests.map((request) => filterOf(request, 'transit-gateway-attachment-id')).slice(1)).toEqual([
      ['dx'],
      ['dx'],
    ]);
  });

  test.each([
    ['enablePropagation', 'EnableTransitGatewayRouteTablePropagation', 'Duplicate', 'conflict'],
    ['disablePropagation', 'DisableTransitGatewayRouteTablePropagation', 'NotFound', 'not-found'],
  ] as const)('%s fails with what EC2 refuses', async (call, action, code, kind) => {
    answering({ [action]: [refusal(`TransitGatewayRouteTablePropagation.${code}`)] });
    const error = await port()
      [call]({ table: 's0/spokes', attachment: 'dx' })
      .catch((thrown: unknown) => thrown);
    expect(failureOf(error).kind).toBe(kind);
    expect(String(error)).toContain(`${action} of dx in s0/spokes`);
  });

  test('a propagation that is gone in spite of a lost answer is disabled', async () => {
    answering({ DisableTransitGatewayRouteTablePropagation: ['silence'], [PROPAGATIONS]: [propagationsAnswer([])] });
    await port(1, SHORT_MS).disablePropagation({ table: 's0/spokes', attachment: 'dx' });
    expect(askedFor(PROPAGATIONS)).toHaveLength(2);
  });
});

describe('a static route of an edge table', () => {
  const TO = { table: 's0/edge-vpn', prefix: prefix('10.1.0.0/19'), attachment: 's0-s1' };
  const shown = (id: string, more = {}) =>
    routesAnswer([
      { cidr: '10.1.0.0/19', attachments: [{ id, type: 'peering' }], type: 'static', state: 'active', ...more },
    ]);
  const beneath = shown('vpc-0', { type: 'propagated' });

  test.each([
    ['createEdgeRoute', 'CreateTransitGatewayRoute', [routesAnswer([]), beneath, shown('s0-s1')]],
    [
      'replaceEdgeRoute',
      'ReplaceTransitGatewayRoute',
      [shown('s0-s2'), shown('s0-s1', { state: 'blackhole' }), shown('s0-s1')],
    ],
    ['deleteEdgeRoute', 'DeleteTransitGatewayRoute', [shown('s0-s1'), shown('s0-s1'), beneath]],
  ] as const)('is done when it is seen: %s', async (call, action, looks) => {
    answering({ [action]: [{ body: '<R/>' }], [SEARCH]: looks });
    await port()[call](TO);
    expect(askedFor(action)).toEqual([
      expect.objectContaining({ TransitGatewayRouteTableId: 's0/edge-vpn', DestinationCidrBlock: '10.1.0.0/19' }),
    ]);
    expect(askedFor(SEARCH)).toHaveLength(3);
  });

  test('is only asked for by its prefix', async () => {
    answering({ CreateTransitGatewayRoute: [{ body: '<R/>' }], [SEARCH]: [shown('s0-s1')] });
    await port().createEdgeRoute(TO);
    expect(aws.requests.slice(1).map((request) => filterOf(request, 'route-search.exact-match'))).toEqual([
      ['10.1.0.0/19'],
    ]);
  });

  test('fails to be created where EC2 says that there is one', async () => {
    answering({ CreateTransitGatewayRoute: [refusal('RouteAlreadyExists')], [SEARCH]: [shown('s0-s1')] });
    const message = 'CreateTransitGatewayRoute of 10.1.0.0/19 in s0/edge-vpn found another state: RouteAlreadyExists';
    await expect(port().createEdgeRoute(TO)).rejects.toThrow(message);
  });

  test('fails when it is accepted and another one stands', async () => {
    answering({ ReplaceTransitGatewayRoute: [{ body: '<R/>' }], [SEARCH]: [shown('s0-s2')] });
    await expect(port().replaceEdgeRoute(TO)).rejects.toThrow('the static route to 10.1.0.0/19 leads to s0-s2');
  });
});

test('fails when it is not known by which gateway a Direct Connect link ends', () => {
  const apis = { ec2: new EC2Client(aws.config), directConnect: new DirectConnectClient(aws.config) };
  expect(() => bgpApi(apis, routing, new Map())).toThrow('the Direct Connect gateway of dx is not known');
});

test('fails to change the allowed prefixes of a link that has none', async () => {
  await expect(port().changeAllowedPrefixes('vpn', [], [])).rejects.toThrow('vpn is no Direct Connect link of s0');
});
