import { EC2Client } from '@aws-sdk/client-ec2';
import { failureOf } from '../../../lib/controller/aws/failure';
import { routingApi } from '../../../lib/controller/aws/routing-api';
import type { SeenReference, SeenRoute } from '../../../lib/controller/seen-routes';
import { GIVEN } from '../../support/contracts/gateway-world';
import {
  entriesAnswer,
  filterOf,
  parametersOf,
  referencesAnswer,
  refusal,
  routesAnswer,
} from '../../support/ec2-answers';
import { type LoopbackAnswer, LoopbackAws } from '../../support/loopback-aws';
import { siteIn } from '../../support/world';

const { routing } = siteIn(GIVEN, 's0');
const TO_S2 = { table: 's0/spokes', list: 's0/to-s2', attachment: 's0-s1' };
const ENTRIES = ['10.2.0.0/19', '10.2.32.0/19'];

let aws: LoopbackAws;
const clients: EC2Client[] = [];
beforeAll(async () => {
  aws = await LoopbackAws.start();
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await aws.stop();
});

const LOOKS = 4;
const SHORT_MS = 500;

/** Waits long for an answer, unless the test is to see it given up. */
function port(maxAttempts = 1, requestTimeout = 60_000) {
  const requestHandler = { requestTimeout, throwOnRequestTimeout: true };
  const ec2 = new EC2Client({ ...aws.config, maxAttempts, requestHandler });
  clients.push(ec2);
  return routingApi(ec2, routing, { firstMs: 1, mostMs: 2, looks: LOOKS });
}

type Answer = LoopbackAnswer | 'silence' | 'cut';
/** What one kind of call is answered with, in order; the last answer is given again. */
type Script = Readonly<Record<string, readonly (Answer | (() => Answer))[]>>;

/** `transit` is empty. */
function answering(script: Script): void {
  const given = new Map<string, number>();
  aws.answerBy((request) => {
    const { Action = '', TransitGatewayRouteTableId: table } = parametersOf(request);
    if (table === 's0/transit') return Action.startsWith('Get') ? referencesAnswer([]) : routesAnswer([]);
    const answers = script[Action] ?? [];
    const i = given.get(Action) ?? 0;
    given.set(Action, i + 1);
    const answer = answers[Math.min(i, answers.length - 1)] ?? refusal(`NothingScripted.${Action}`);
    return typeof answer === 'function' ? answer() : answer;
  });
}

const asked = (action: string) =>
  aws.requests.map(parametersOf).filter(({ Action, TransitGatewayRouteTableId: table }) => {
    return Action === action && table !== 's0/transit';
  });

const reference = (more: Partial<SeenReference> = {}): SeenReference => ({
  list: 's0/to-s2',
  attachment: 's0-s1',
  state: 'available',
  ...more,
});
const listed = (cidr: string, id = 's0-s1'): SeenRoute => ({
  cidr,
  list: 's0/to-s2',
  attachments: [{ id, type: 'peering' }],
  type: 'propagated',
  state: 'active',
});
const ALL = ENTRIES.map((cidr) => listed(cidr));
const [LOW] = ALL as [SeenRoute];
const SEARCH = 'SearchTransitGatewayRoutes';
const REFERENCES = 'GetTransitGatewayPrefixListReferences';
const HELD = 'GetManagedPrefixListEntries';

async function spokes(): Promise<readonly string[]> {
  const { spokes: table } = await port().readTables();
  return table.routes.map(({ prefix, origin, source }) => `${prefix.text} ${origin} ${source}`);
}
const WHOLE = ENTRIES.map((cidr) => `${cidr} prefix-list s0/to-s2`);

describe('a reading', () => {
  test('is made of all pages of references', async () => {
    answering({
      [SEARCH]: [routesAnswer(ALL)],
      [REFERENCES]: [referencesAnswer([reference({ list: 'pl-other' })], 'more'), referencesAnswer([reference()])],
    });
    expect(await spokes()).toEqual(WHOLE);
    expect(asked(REFERENCES).map(({ NextToken }) => NextToken)).toEqual([undefined, 'more']);
  });

  test.each<readonly [string, SeenRoute[], SeenReference[]]>([
    ['a reference without its routes', [], [reference()]],
    ['routes without their reference', ALL, []],
    ['a part of the routes', [LOW], [reference()]],
    ['routes that go elsewhere', ENTRIES.map((cidr) => listed(cidr, 's0-s2')), [reference()]],
    ['routes of which some go elsewhere', [LOW, listed('10.2.32.0/19', 's0-s2')], [reference()]],
    ['a reference that is being moved', ALL, [reference({ state: 'modifying' })]],
  ])('that shows %s is made again, and what agrees is believed', async (_, routes, references) => {
    answering({
      [SEARCH]: [routesAnswer(routes), routesAnswer(ALL)],
      [REFERENCES]: [referencesAnswer(references), referencesAnswer([reference()])],
      [HELD]: [entriesAnswer(ENTRIES)],
    });
    expect(await spokes()).toEqual(WHOLE);
    expect(asked(SEARCH)).toHaveLength(2);
  });

  test('that goes on to contradict itself is refused, with what contradicts what', async () => {
    answering({ [SEARCH]: [routesAnswer(ALL)], [REFERENCES]: [referencesAnswer([])] });
    const why =
      'what EC2 says of spokes contradicts itself: s0/to-s2 in s0/spokes: there are routes of it, and no reference';
    await expect(spokes()).rejects.toThrow(why);
    expect(asked(SEARCH)).toHaveLength(LOOKS);
  });

  test('without a route to what a list holds is refused', async () => {
    answering({
      [SEARCH]: [routesAnswer([LOW])],
      [REFERENCES]: [referencesAnswer([reference()])],
      [HELD]: [entriesAnswer([ENTRIES[0] ?? ''], 'more'), entriesAnswer(ENTRIES.slice(1))],
    });
    await expect(spokes()).rejects.toThrow('there is no route to 10.2.32.0/19, which the reference stands for');
    expect(asked(HELD)[1]).toMatchObject({ PrefixListId: 's0/to-s2', NextToken: 'more' });
  });

  test('without a route to what a deployment has taken off the list is believed', async () => {
    answering({
      [SEARCH]: [routesAnswer([LOW])],
      [REFERENCES]: [referencesAnswer([reference()])],
      [HELD]: [entriesAnswer([ENTRIES[0] ?? ''])],
    });
    expect(await spokes()).toEqual([WHOLE[0]]);
    expect(asked(SEARCH)).toHaveLength(1);
  });

  test('fails with what EC2 refuses of it', async () => {
    answering({ [SEARCH]: [routesAnswer([])], [REFERENCES]: [refusal('UnauthorizedOperation', 403)] });
    const message = 'GetTransitGatewayPrefixListReferences of s0/spokes is not permitted: UnauthorizedOperation: no';
    await expect(spokes()).rejects.toThrow(message);
  });
});

const NONE = referencesAnswer([]);
const STANDS = referencesAnswer([reference()]);
const ACCEPTED = { body: '<R/>' };

/** What does not tell whether a write had its effect. */
const LOST = [
  ['no answer', 'silence'],
  ['its connection cut', 'cut'],
  ['an InternalError', refusal('InternalError', 500)],
] as const;

const WRITES = {
  create: {
    action: 'CreateTransitGatewayPrefixListReference',
    call: (...client: Parameters<typeof port>) => port(...client).createReference(TO_S2),
    coming: referencesAnswer([reference({ state: 'pending' })]),
    before: NONE,
    after: STANDS,
    again: 'PrefixListReferenceAlreadyExists',
  },
  modify: {
    action: 'ModifyTransitGatewayPrefixListReference',
    call: (...client: Parameters<typeof port>) => port(...client).modifyReference(TO_S2),
    coming: referencesAnswer([reference({ state: 'modifying' })]),
    before: referencesAnswer([reference({ attachment: 's0-s2' })]),
    after: STANDS,
    again: 'IncorrectState',
  },
  delete: {
    action: 'DeleteTransitGatewayPrefixListReference',
    call: (...client: Parameters<typeof port>) => port(...client).deleteReference(TO_S2),
    coming: referencesAnswer([reference({ state: 'deleting' })]),
    before: STANDS,
    after: NONE,
    again: 'InvalidPrefixListReference.NotFound',
  },
};

describe.each(Object.entries(WRITES))('to %s a reference', (_, { action, call, coming, before, after, again }) => {
  test('is done when it is seen, by one write and as few looks as that takes', async () => {
    answering({ [action]: [ACCEPTED], [REFERENCES]: [before, coming, after] });
    await call();
    expect(asked(action)).toEqual([
      expect.objectContaining({ TransitGatewayRouteTableId: 's0/spokes', PrefixListId: 's0/to-s2' }),
    ]);
    const looks = aws.requests.filter((request) => filterOf(request, 'prefix-list-id') !== undefined);
    expect(looks.map((request) => filterOf(request, 'prefix-list-id'))).toEqual(Array(3).fill(['s0/to-s2']));
  });

  test.each([
    ['is not seen', before],
    ['goes on coming', coming],
  ])('fails when it is accepted and %s', async (__, seen) => {
    answering({ [action]: [ACCEPTED], [REFERENCES]: [seen] });
    const error = await call().catch((thrown: unknown) => thrown);
    expect(failureOf(error)).toMatchObject({ kind: 'timeout', code: 'NotSeen' });
    expect(String(error)).toContain(`${action} of s0/to-s2 in s0/spokes`);
    expect(asked(REFERENCES)).toHaveLength(LOOKS);
  });

  test.each([
    ['UnauthorizedOperation', 403, 'denied'],
    ['RequestLimitExceeded', 503, 'throttled'],
    ['InvalidRouteTableID.NotFound', 400, 'not-found'],
    ['IncorrectState', 400, 'conflict'],
  ])('fails when EC2 refuses it with %s, even where what it asks for stands', async (code, status, kind) => {
    answering({ [action]: [refusal(code, status)], [REFERENCES]: [after] });
    const error = await call().catch((thrown: unknown) => thrown);
    expect(failureOf(error)).toEqual({ kind, code, message: 'no' });
    expect(asked(REFERENCES)).toEqual([]);
  });

  test.each(LOST)('that had its effect and got %s is done', async (__, lost) => {
    let state: LoopbackAnswer = before;
    const write = () => {
      state = coming;
      return lost;
    };
    const look = () => {
      const shown = state;
      state = after;
      return shown;
    };
    answering({ [action]: [write], [REFERENCES]: [look] });
    await call(1, SHORT_MS);
    expect(asked(action)).toHaveLength(1);
  });

  test('that had its effect and got no answer is done, also when the next try is refused', async () => {
    answering({ [action]: ['silence', refusal(again)], [REFERENCES]: [after] });
    await call(2, SHORT_MS);
    expect(asked(action)).toHaveLength(2);
  });

  test.each(LOST)('fails when it had no effect and got %s', async (__, lost) => {
    answering({ [action]: [lost], [REFERENCES]: [before] });
    await expect(call(1, SHORT_MS)).rejects.toMatchObject({ name: 'CallFailure', operation: action });
  });

  test('fails with its own error when it cannot be looked at either', async () => {
    answering({ [action]: ['silence'], [REFERENCES]: [refusal('RequestLimitExceeded', 503)] });
    const error = await call(1, SHORT_MS).catch((thrown: unknown) => thrown);
    expect(failureOf(error).kind).toBe('timeout');
  });
});

test('a reference to elsewhere is none of what was asked for', async () => {
  answering({
    CreateTransitGatewayPrefixListReference: ['silence'],
    [REFERENCES]: [referencesAnswer([reference({ attachment: 's0-s2' })])],
  });
  await expect(port(1, SHORT_MS).createReference(TO_S2)).rejects.toMatchObject({ failure: { kind: 'timeout' } });
});

test('one that leads nowhere any more is moved, and one that is being deleted does not stand', async () => {
  const nowhere: SeenReference = { list: 's0/to-s2', state: 'available' };
  answering({
    ModifyTransitGatewayPrefixListReference: [ACCEPTED],
    [REFERENCES]: [referencesAnswer([nowhere]), referencesAnswer([reference({ state: 'deleting' })]), STANDS],
  });
  await port().modifyReference(TO_S2);
  expect(asked(REFERENCES)).toHaveLength(3);
});
