import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { bgpFailoverApi } from '../../../lib/controller/aws/bgp-failover-api';
import { failureOf } from '../../../lib/controller/aws/failure';
import { inventoryOf } from '../../../lib/twin/http/inventory';
import { GIVEN } from '../../support/contracts/gateway-world';
import { openTwin } from '../../support/http-twin';
import { type LoopbackAnswer, LoopbackAws } from '../../support/loopback-aws';

const LOOKS = 3;
const PAUSES = { firstMs: 1, mostMs: 1, looks: LOOKS };

describe('on the twin', () => {
  async function open() {
    const twin = await openTwin();
    const directConnect = twin.client(new DirectConnectClient(twin.config('s0')));
    const interfaces = inventoryOf(GIVEN).virtualInterfaces.map(({ link, id }) => [link, id] as const);
    return { ...twin, port: bgpFailoverApi(directConnect, new Map(interfaces), PAUSES) };
  }
  const isUp = ({ fabric }: Awaited<ReturnType<typeof open>>) => fabric.conditions.get('dx') !== 'down';

  test('a test takes the session down, is told of, and ends by itself in its time', async () => {
    const world = await open();
    const { port, clock } = world;
    expect(await port.readTests()).toEqual(new Map());
    await port.startTest('dx', 30);
    expect([...(await port.readTests()).keys()]).toEqual(['dx']);
    expect(isUp(world)).toBe(false);
    await clock.run(29 * 60_000);
    expect([...(await port.readTests()).keys()]).toEqual(['dx']);
    await clock.run(31 * 60_000);
    expect(await port.readTests()).toEqual(new Map());
    expect(isUp(world)).toBe(true);
  });

  test('a test that is stopped is over, and another one may begin', async () => {
    const world = await open();
    const { port, clock } = world;
    await port.startTest('dx', 30);
    const first = (await port.readTests()).get('dx');
    await port.stopTest('dx');
    await clock.run(60_000);
    expect(isUp(world)).toBe(true);
    await port.startTest('dx', 30);
    expect((await port.readTests()).get('dx')?.id).not.toBe(first?.id);
  });

  test('fails to begin a test while one is going on, to end one that is not, and on a link without an interface', async () => {
    const { port } = await open();
    await expect(port.stopTest('dx')).rejects.toThrow('StopBgpFailoverTest of dx/interface failed');
    await port.startTest('dx', 30);
    await expect(port.startTest('dx', 30)).rejects.toThrow('StartBgpFailoverTest of dx/interface failed');
    await expect(port.startTest('vpn', 30)).rejects.toThrow('the virtual interface of vpn is not known');
  });
});

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
