import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { reachabilityApi } from '../../../lib/controller/aws/reachability-api';
import { inventoryOf } from '../../../lib/twin/http/inventory';
import { GIVEN } from '../../support/contracts/gateway-world';
import { type OpenTwin, openTwin, refusalOf } from '../../support/http-twin';

const KB = 1_024;

function eventClient(twin: OpenTwin): EventBridgeClient {
  return twin.client(new EventBridgeClient(twin.config('s0')));
}

const ENTRY = { Source: 'detour', DetailType: 'detour.link.drained', Detail: '{"link":"dx"}' };
const put = (...Entries: PutEventsRequestEntry[]) => new PutEventsCommand({ Entries });

describe('events over HTTP', () => {
  test('are taken and kept, with where and when they arrived', async () => {
    const twin = await openTwin();
    await twin.clock.run(5_000);
    const { FailedEntryCount, Entries } = await eventClient(twin).send(
      put({ ...ENTRY, EventBusName: 'acme', Resources: ['tgw-1'] }, ENTRY),
    );
    const kept = {
      region: 's0',
      atMs: 5_000,
      source: 'detour',
      detailType: 'detour.link.drained',
      detail: '{"link":"dx"}',
    };
    expect(FailedEntryCount).toBe(0);
    expect(twin.sent.events).toEqual([
      { ...kept, id: Entries?.[0]?.EventId, bus: 'acme', resources: ['tgw-1'] },
      { ...kept, id: Entries?.[1]?.EventId, bus: 'default', resources: [] },
    ]);
  });

  test.each([
    ['InvalidArgument', { Source: '' }],
    ['InvalidArgument', { DetailType: undefined }],
    ['InvalidArgument', { Detail: undefined }],
    ['MalformedDetail', { Detail: 'drained' }],
    ['MalformedDetail', { Detail: '["drained"]' }],
    ['NotAuthorizedForSourceException', { Source: 'aws.health' }],
  ])('fails with %s for one entry, and takes the others', async (code, wrong) => {
    const twin = await openTwin();
    const { FailedEntryCount, Entries } = await eventClient(twin).send(put({ ...ENTRY, ...wrong }, ENTRY));
    expect([FailedEntryCount, Entries?.[0]?.ErrorCode, typeof Entries?.[1]?.EventId]).toEqual([1, code, 'string']);
    expect(twin.sent.events).toHaveLength(1);
  });

  const detailOf = (bytes: number) => JSON.stringify({ x: 'x'.repeat(bytes - 8) });
  test('up to 256 KB are taken at once, and no more', async () => {
    const twin = await openTwin();
    const client = eventClient(twin);
    const rest = ENTRY.Source.length + ENTRY.DetailType.length;
    const largest = { ...ENTRY, Detail: detailOf(256 * KB - rest - 1) };
    expect((await client.send(put(largest))).FailedEntryCount).toBe(0);
    const tooLarge = { ...ENTRY, Detail: detailOf(256 * KB - rest) };
    expect(await refusalOf(client.send(put(tooLarge)))).toBe('ValidationException');
    expect(twin.sent.events).toHaveLength(1);
  });

  test('fails for none and for more than ten', async () => {
    const twin = await openTwin();
    const client = eventClient(twin);
    expect(await refusalOf(client.send(put()))).toBe('ValidationException');
    expect(await refusalOf(client.send(put(...Array.from({ length: 11 }, () => ENTRY))))).toBe('ValidationException');
    expect(twin.sent.events).toEqual([]);
  });
});

const TOPIC = 'arn:aws:sns:s0:111122223333:oncall';
const publish = (more = {}) => new PublishCommand({ TopicArn: TOPIC, Message: 'dx is drained', ...more });

function messageClient(twin: OpenTwin): SNSClient {
  return twin.client(new SNSClient(twin.config('s0')));
}

describe('messages over HTTP', () => {
  test('are taken and kept, with subject and attributes', async () => {
    const twin = await openTwin();
    const MessageAttributes = { code: { DataType: 'String', StringValue: 'link-drained' } };
    const message = 'dx is drained\n<&> ü';
    const { MessageId } = await messageClient(twin).send(
      publish({ Message: message, Subject: 'dx is drained', MessageAttributes }),
    );
    expect(twin.sent.messages).toEqual([
      {
        id: MessageId,
        region: 's0',
        atMs: 0,
        topic: TOPIC,
        message,
        subject: 'dx is drained',
        attributes: { code: 'link-drained' },
      },
    ]);
  });

  test.each([
    ['InvalidParameterException', publish({ Message: '' })],
    ['InvalidParameterException', publish({ TopicArn: undefined })],
    ['InvalidParameterException', publish({ TargetArn: TOPIC })],
    ['InvalidParameterException', publish({ TopicArn: 'arn:aws:sns:s1:111122223333:oncall' })],
    ['InvalidParameterException', publish({ TopicArn: 'oncall' })],
    ['InvalidParameterException', publish({ Subject: 'x'.repeat(101) })],
    ['InvalidParameterException', publish({ Subject: 'two\nlines' })],
    ['InvalidParameterException', publish({ Subject: 'ü' })],
    ['InvalidParameterException', publish({ Message: 'ü'.repeat(128 * KB + 1) })],
    ['InvalidParameterValueException', publish({ MessageAttributes: { code: { DataType: 'String' } } })],
  ])('fails with %s', async (code, command) => {
    const twin = await openTwin();
    expect(await refusalOf(messageClient(twin).send(command))).toBe(code);
    expect(twin.sent.messages).toEqual([]);
  });

  test('of 256 KB are not too long', async () => {
    const twin = await openTwin();
    await messageClient(twin).send(publish({ Message: 'x'.repeat(256 * KB) }));
    expect(twin.sent.messages).toHaveLength(1);
  });

  test('fails for a topic that the deployment did not make, when it is known which it made', async () => {
    const twin = await openTwin({ inventory: { ...inventoryOf(GIVEN), topics: [TOPIC] } });
    const client = messageClient(twin);
    await client.send(publish());
    expect(await refusalOf(client.send(publish({ TopicArn: `${TOPIC}-2` })))).toBe('NotFoundException');
    expect(twin.sent.messages).toHaveLength(1);
  });
});

function metricClient(twin: OpenTwin): CloudWatchClient {
  return twin.client(new CloudWatchClient(twin.config('s0')));
}

describe('metrics over HTTP', () => {
  test('are taken and kept, as the controller sends them, few or many', async () => {
    const twin = await openTwin();
    const port = reachabilityApi({ cloudWatch: metricClient(twin), site: 's0', now: () => 60_000 });
    const sites = Array.from({ length: 200 }, (_, i) => `site-${i}`);
    await port.tell([{ to: 's1', value: 1 }]);
    await port.tell(sites.map((to) => ({ to, value: 0 })));
    expect(twin.sent.metrics[0]).toEqual({
      region: 's0',
      atMs: 60_000,
      namespace: 'Detour',
      name: 'Reachable',
      value: 1,
      dimensions: { From: 's0', To: 's1' },
    });
    expect(twin.sent.metrics.slice(1).map(({ dimensions }) => dimensions.To)).toEqual(sites);
  });

  const DATUM = { MetricName: 'Reachable', Value: 1 };
  const putMetrics = (datum: object, more = {}) =>
    new PutMetricDataCommand({ Namespace: 'Detour', MetricData: [{ ...DATUM, ...datum }], ...more });
  test.each([
    ['of AWS itself', putMetrics({}, { Namespace: 'AWS/DX' })],
    ['without a name', putMetrics({ MetricName: '' })],
    ['without a value', putMetrics({ Value: undefined })],
    ['of another resolution', putMetrics({ StorageResolution: 30 })],
    ['with a dimension without value', putMetrics({ Dimensions: [{ Name: 'To', Value: '' }] })],
    ['that are none', putMetrics({}, { MetricData: [] })],
    ['that are too many', putMetrics({}, { MetricData: Array.from({ length: 1_001 }, () => DATUM) })],
  ])('fails for values %s', async (_, command) => {
    const twin = await openTwin();
    expect(await refusalOf(metricClient(twin).send(command))).toBe('InvalidParameterValueException');
    expect(twin.sent.metrics).toEqual([]);
  });
});
