import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { bgpFailoverApi } from '../../../lib/controller/aws/bgp-failover-api';
import { failureOf } from '../../../lib/controller/aws/failure';
import { inventoryOf } from '../../../lib/twin/http/inventory';
import { type BgpTestWorld, bgpTestPortContract } from '../../support/contracts/bgp-test-port';
import { GIVEN } from '../../support/contracts/gateway-world';
import { openTwin } from '../../support/http-twin';
import { type LoopbackAnswer, LoopbackAws } from '../../support/loopback-aws';

const LOOKS = 3;
const PAUSES = { firstMs: 1, mostMs: 1, looks: LOOKS };

async function open(): Promise<BgpTestWorld> {
  const { fabric, clock, client, config } = await openTwin();
  const directConnect = client(new DirectConnectClient(config('s0')));
  const interfaces = inventoryOf(GIVEN).virtualInterfaces.map(({ link, id }) => [link, id] as const);
  return {
    port: bgpFailoverApi(directConnect, new Map(interfaces), PAUSES),
    isUp: () => fabric.conditions.get('dx') !== 'down',
    pass: (minutes) => clock.run(clock.now() + minutes * 60_000),
    setCondition: (condition) => fabric.setCondition('dx', condition),
  };
}

describe('the port of failover tests on Direct Connect', () => bgpTestPortContract(open));

describe('with odd answers', () => {
  let aws: LoopbackAws;
  let directConnect: DirectConnectClient;
  beforeAll(async () => {
    aws = await LoopbackAws.start();
    const requestHandler = { requestTimeout: 1_000, throwOnRequestTimeout: true };
    directConnect = new DirectConnectClient({ ...aws.config, requestHandler });
  });
  afterAll(async () => {
    directConnect.destroy();
    await aws.stop();
  });

  const port = () => bgpFailoverApi(directConnect, new Map([['dx', 'dxvif-1']]), PAUSES);
  const history = (tests: readonly object[], nextToken?: string): LoopbackAnswer => ({
    body: JSON.stringify({ virtualInterfaceTestHistory: tests, ...(nextToken ? { nextToken } : {}) }),
  });
  const refusal = (__type: string): LoopbackAnswer => ({
    status: 400,
    body: JSON.stringify({ __type, message: 'no' }),
  });
  const ACCEPTED = { body: '{}' };
  const RUNS = history([{ testId: 'test-1', status: 'In progress' }]);
  const asked = () => aws.requests.map(({ target = '', body }) => [target.split('.')[1], JSON.parse(body)]);

  test.each([
    ['In progress', true],
    ['IN_PROGRESS', true],
    ['a word of tomorrow', true],
    [undefined, true],
    ['Completed', false],
    ['Cancelled', false],
    ['FAILED', false],
  ])('a test that is %s may be going on: %s', async (status, goesOn) => {
    aws.answer(history([{ testId: 'test-1', ...(status ? { status } : {}) }]));
    expect((await port().readTests()).has('dx')).toBe(goesOn);
  });

  test('is looked for on every page', async () => {
    aws.answer(history([{ testId: 'test-0', status: 'Completed' }], 'more'), RUNS);
    expect(await port().readTests()).toEqual(new Map([['dx', { id: 'test-1' }]]));
    expect(asked().map(([, input]) => input)).toEqual([
      { virtualInterfaceId: 'dxvif-1' },
      { virtualInterfaceId: 'dxvif-1', nextToken: 'more' },
    ]);
  });

  test('begins for so many minutes, of all peers, and is begun when it is seen', async () => {
    aws.answer(ACCEPTED, history([]), RUNS);
    await port().startTest('dx', 30);
    expect(asked()[0]).toEqual(['StartBgpFailoverTest', { virtualInterfaceId: 'dxvif-1', testDurationInMinutes: 30 }]);
    expect(aws.requests).toHaveLength(3);
  });

  test('is over when it is seen to be', async () => {
    aws.answer(ACCEPTED, RUNS, history([{ testId: 'test-1', status: 'Cancelled' }]));
    await port().stopTest('dx');
    expect(asked()[0]).toEqual(['StopBgpFailoverTest', { virtualInterfaceId: 'dxvif-1' }]);
    expect(aws.requests).toHaveLength(3);
  });

  test('has begun when the answer was lost and it is seen, and has not when it is not', async () => {
    aws.answer('silence', RUNS);
    await port().startTest('dx', 30);
    aws.answer('silence', history([]));
    const error = await port()
      .startTest('dx', 30)
      .catch((thrown: unknown) => thrown);
    expect(failureOf(error).kind).toBe('timeout');
  });

  test.each([
    ['AccessDeniedException', 'denied'],
    ['ThrottlingException', 'throttled'],
    ['DirectConnectClientException', 'other'],
  ])('fails with %s', async (code, kind) => {
    aws.answer(refusal(code));
    for (const call of [() => port().startTest('dx', 30), () => port().stopTest('dx'), () => port().readTests()])
      expect(failureOf(await call().catch((thrown: unknown) => thrown))).toEqual({ kind, code, message: 'no' });
  });

  test('fails when it is accepted and never seen', async () => {
    aws.answer(ACCEPTED, history([]));
    await expect(port().startTest('dx', 30)).rejects.toThrow('it was accepted, and 3 looks later no test is going on');
    expect(aws.requests).toHaveLength(1 + LOOKS);
  });
});
