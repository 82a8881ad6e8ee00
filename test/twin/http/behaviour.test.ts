// How AWS is to behave, where a test asks for it: reads that are late, calls that take time, calls that are too many.

import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateTransitGatewayPrefixListReferenceCommand,
  CreateTransitGatewayRouteCommand,
  DescribeTransitGatewayAttachmentsCommand,
  type EC2Client,
  GetTransitGatewayPrefixListReferencesCommand,
  SearchTransitGatewayRoutesCommand,
} from '@aws-sdk/client-ec2';
import { openTwin, refusalOf } from '../../support/http-twin';

const SPOKES = { TransitGatewayRouteTableId: 's0/spokes' };
const create = () =>
  new CreateTransitGatewayPrefixListReferenceCommand({
    ...SPOKES,
    PrefixListId: 's0/to-s2',
    TransitGatewayAttachmentId: 's0-s1',
  });
const describeAll = () => new DescribeTransitGatewayAttachmentsCommand({});

async function seen(ec2: EC2Client): Promise<readonly number[]> {
  const Filters = [{ Name: 'prefix-list-id', Values: ['s0/to-s2'] }];
  const { Routes = [] } = await ec2.send(new SearchTransitGatewayRoutesCommand({ ...SPOKES, Filters }));
  const { TransitGatewayPrefixListReferences: references = [] } = await ec2.send(
    new GetTransitGatewayPrefixListReferencesCommand(SPOKES),
  );
  return [references.length, Routes.length];
}

describe('reads that lag behind writes', () => {
  test('show what was, and after a while what is; packets and writes know at once', async () => {
    const twin = await openTwin({ behaviour: { readLag: [2_000, 2_000] } });
    const ec2 = twin.ec2('s0');
    await twin.clock.run(10_000);
    await ec2.send(create());
    const forwards = twin.fabric.forwarding.tables.find(({ id }) => id === 's0/spokes');
    expect(forwards?.routes.filter(({ origin }) => origin === 'prefix-list')).toHaveLength(2);
    expect(await seen(ec2)).toEqual([0, 0]);
    expect(await refusalOf(ec2.send(create()))).toBe('PrefixListReferenceAlreadyExists');
    await twin.clock.run(11_999);
    expect(await seen(ec2)).toEqual([0, 0]);
    await twin.clock.run(12_000);
    expect(await seen(ec2)).toEqual([1, 2]);
  });

  test('may show the new and then the old again', async () => {
    const twin = await openTwin({ behaviour: { readLag: [0, 2_000] } });
    const ec2 = twin.ec2('s0');
    await twin.clock.run(10_000);
    await ec2.send(create());
    await twin.clock.run(11_000);
    const counts: unknown[] = [];
    for (let i = 0; i < 30; i += 1) counts.push((await seen(ec2))[0]);
    expect(new Set(counts)).toEqual(new Set([0, 1]));
    expect(counts.join('')).toContain('10');
    await twin.clock.run(12_001);
    expect(await seen(ec2)).toEqual([1, 2]);
  });
});

describe('calls that take time', () => {
  test('have their effect when it has passed, and are answered then', async () => {
    const twin = await openTwin({ latency: ({ writes }) => (writes ? [300, 300] : [0, 0]) });
    const ec2 = twin.ec2('s0');
    let answered = false;
    const writing = ec2.send(create()).then(() => {
      answered = true;
    });
    while (!twin.calls.has('ec2:CreateTransitGatewayPrefixListReference')) await seen(ec2);
    await twin.clock.run(299);
    expect([answered, await seen(ec2)]).toEqual([false, [0, 0]]);
    await twin.clock.run(300);
    await writing;
    expect([answered, await seen(ec2)]).toEqual([true, [1, 2]]);
  });
});

describe('calls whose caller has gone', () => {
  test('have their effect all the same, and harm nobody', async () => {
    const twin = await openTwin({ latency: ({ writes }) => (writes ? [300, 300] : [0, 0]) });
    const ec2 = twin.ec2('s0');
    const gone = new AbortController();
    const writing = refusalOf(ec2.send(create(), { abortSignal: gone.signal }));
    while (!twin.calls.has('ec2:CreateTransitGatewayPrefixListReference')) await seen(ec2);
    gone.abort();
    expect(await writing).toBe('AbortError');
    expect(await seen(ec2)).toEqual([0, 0]);
    await twin.clock.run(300);
    expect(await seen(ec2)).toEqual([1, 2]);
  });

  test('have it also when the server has closed meanwhile', async () => {
    const twin = await openTwin({ latency: ({ writes }) => (writes ? [300, 300] : [0, 0]) });
    const writing = refusalOf(twin.ec2('s0').send(create()));
    while (!twin.calls.has('ec2:CreateTransitGatewayPrefixListReference')) await new Promise(setImmediate);
    await twin.close();
    expect(await writing).not.toBe('accepted');
    await twin.clock.run(300);
    const spokes = twin.fabric.network.tables.find(({ id }) => id === 's0/spokes');
    expect(spokes?.routes.filter(({ origin }) => origin === 'prefix-list')).toHaveLength(2);
  });
});

/** How many of so many calls are taken, and how many are too many. */
async function taken(times: number, call: (i: number) => Promise<unknown>): Promise<readonly number[]> {
  const codes: string[] = [];
  for (let i = 0; i < times; i += 1) codes.push(await refusalOf(call(i)));
  const throttled = codes.filter((code) => code === 'RequestLimitExceeded').length;
  expect(codes.filter((code) => code === 'accepted')).toHaveLength(times - throttled);
  return [times - throttled, throttled];
}

describe('calls that are too many', () => {
  const route = (i: number) =>
    new CreateTransitGatewayRouteCommand({ ...SPOKES, DestinationCidrBlock: `10.77.${i}.0/24`, Blackhole: true });

  test('are refused when the bucket is empty: 50 writes, then 5 a second', async () => {
    const twin = await openTwin({ throttled: true });
    const ec2 = twin.ec2('s0');
    expect(await taken(55, (i) => ec2.send(route(i)))).toEqual([50, 5]);
    await twin.clock.run(1_000);
    expect(await taken(10, (i) => ec2.send(route(100 + i)))).toEqual([5, 5]);
    await twin.clock.run(60_000);
    expect(await taken(51, (i) => ec2.send(route(150 + i)))).toEqual([50, 1]);
  });

  test('each action and each region has a bucket of its own, and reads have a larger one', async () => {
    const twin = await openTwin({ throttled: true });
    const [ec2, elsewhere] = [twin.ec2('s0'), twin.ec2('s1')];
    expect(await taken(101, () => ec2.send(describeAll()))).toEqual([100, 1]);
    expect(await taken(1, () => elsewhere.send(describeAll()))).toEqual([1, 0]);
    expect(await taken(1, (i) => ec2.send(route(i)))).toEqual([1, 0]);
    await twin.clock.run(500);
    expect(await taken(11, () => ec2.send(describeAll()))).toEqual([10, 1]);
  });

  test('are refused by EC2 alone: other services have other buckets, and other words', async () => {
    const twin = await openTwin({ throttled: true });
    const cloudWatch = twin.client(new CloudWatchClient(twin.config('s0')));
    const MetricData = [{ MetricName: 'Reachable', Value: 1 }];
    const put = () => cloudWatch.send(new PutMetricDataCommand({ Namespace: 'Detour', MetricData }));
    expect(await taken(51, put)).toEqual([51, 0]);
  });

  test('are not refused where nobody asks for it', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    expect(await taken(120, () => ec2.send(describeAll()))).toEqual([120, 0]);
  });
});
