import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { reachabilityApi } from '../../../lib/controller/aws/reachability-api';
import { LoopbackAws } from '../../support/loopback-aws';
import { NOW_MS } from '../../support/world';

let aws: LoopbackAws;
let cloudWatch: CloudWatchClient;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  cloudWatch = new CloudWatchClient({ ...aws.config, disableRequestCompression: true });
});
afterAll(async () => {
  cloudWatch.destroy();
  await aws.stop();
});

const ACCEPTED = { body: '{}' };
const api = () => reachabilityApi({ cloudWatch, site: 's0', now: () => NOW_MS });
const sites = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ to: `s${index + 1}`, value: 1 }) as const);

interface Said {
  readonly MetricData: readonly { readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[] }[];
}

function said(): readonly Said[] {
  return aws.requests.map(({ body }) => JSON.parse(body));
}

test('each site has one value of standard resolution, of now, from the own site to it', async () => {
  aws.answer(ACCEPTED);
  await api().tell([
    { to: 's1', value: 1 },
    { to: 's2', value: 0 },
  ]);
  const metric = { MetricName: 'Reachable', Unit: 'None', StorageResolution: 60, Timestamp: NOW_MS / 1_000 };
  const dimensions = (to: string) => [
    { Name: 'From', Value: 's0' },
    { Name: 'To', Value: to },
  ];
  expect(aws.requests.map(({ target }) => target?.split('.')[1])).toEqual(['PutMetricData']);
  expect(said()).toEqual([
    {
      Namespace: 'Detour',
      MetricData: [
        { ...metric, Dimensions: dimensions('s1'), Value: 1 },
        { ...metric, Dimensions: dimensions('s2'), Value: 0 },
      ],
    },
  ]);
});

test('nothing to tell is no call', async () => {
  aws.answer(ACCEPTED);
  await api().tell([]);
  expect(aws.requests).toEqual([]);
});

test('no call has more values than CloudWatch takes, and each site is in one', async () => {
  aws.answer(ACCEPTED);
  await api().tell(sites(2_500));
  const told = said().map(({ MetricData }) => MetricData.map(({ Dimensions }) => Dimensions[1]?.Value));
  expect(told.map(({ length }) => length).sort((a, b) => a - b)).toEqual([500, 1_000, 1_000]);
  expect(new Set(told.flat()).size).toBe(2_500);
});

test('fails when a call is refused, and the others are made', async () => {
  aws.answerBy(({ body }) =>
    body.includes('"s1"') ? { status: 400, body: '{"__type":"AccessDenied","message":"not permitted"}' } : ACCEPTED,
  );
  await expect(api().tell(sites(1_001))).rejects.toThrow('not permitted');
  expect(aws.requests).toHaveLength(2);
});

test('fails within seconds when CloudWatch says nothing', async () => {
  aws.answer('silence');
  await expect(api().tell(sites(1))).rejects.toThrow('no answer within 4 s');
});
