import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { boundedEntry } from '../../../lib/controller/announce/bounded-entry';
import { eventSink } from '../../../lib/controller/aws/event-bus';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { type LoopbackAnswer, LoopbackAws } from '../../support/loopback-aws';
import { NOW_MS } from '../../support/world';

let aws: LoopbackAws;
let events: EventBridgeClient;
const { signal } = new AbortController();

beforeAll(async () => {
  aws = await LoopbackAws.start();
  events = new EventBridgeClient(aws.config);
});
afterAll(async () => {
  events.destroy();
  await aws.stop();
});

interface Sent {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly Time: number;
}

function sentIn(body: string): readonly Sent[] {
  return JSON.parse(body).Entries;
}

function saying(entries: readonly Sent[], isRefused: (detail: string) => boolean): LoopbackAnswer {
  const lines = entries.map(({ Detail }, index) =>
    isRefused(Detail) ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' } : { EventId: String(index) },
  );
  const FailedEntryCount = lines.filter((line) => 'ErrorCode' in line).length;
  return { body: JSON.stringify({ FailedEntryCount, Entries: lines }) };
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => anAuditEntry({ because: `number ${index}.` }));

function becausesIn(body: string): readonly string[] {
  return sentIn(body).map(({ Detail }) => JSON.parse(Detail).because);
}

test('an entry is an event on the bus, of the time at which it was said', async () => {
  aws.answerBy(({ body }) => saying(sentIn(body), () => false));
  await eventSink({ events, busName: 'acme' }).tell([aWarning()], signal);
  expect(aws.requests.map(({ target }) => target)).toEqual(['AWSEvents.PutEvents']);
  const [event] = sentIn(aws.requests[0]?.body ?? '');
  expect(event).toMatchObject({
    EventBusName: 'acme',
    Source: 'detour',
    DetailType: 'detour.link.state-changed',
    Time: NOW_MS / 1_000,
  });
  expect(JSON.parse(event?.Detail ?? '')).toMatchObject({ code: 'link-probes-lost', link: 's0-s1', standing: 'down' });
});

test('what is not announced is not sent, and nothing to send is no call', async () => {
  aws.answerBy(({ body }) => saying(sentIn(body), () => false));
  const sink = eventSink({ events, busName: 'acme' });
  await sink.tell([anAuditEntry({ code: 'notice-received' })], signal);
  await sink.tell([], signal);
  expect(aws.requests).toEqual([]);
});

test('no call has more events than EventBridge takes, and each event is in one', async () => {
  aws.answerBy(({ body }) => saying(sentIn(body), () => false));
  await eventSink({ events, busName: 'acme' }).tell(numbered(123), signal);
  const sent = aws.requests.map(({ body }) => becausesIn(body));
  expect(Math.max(...sent.map(({ length }) => length))).toBe(10);
  expect(sent.flat().sort()).toEqual(
    numbered(123)
      .map(({ because }) => because)
      .sort(),
  );
});

test('the largest events that there can be are within the 256 KB of a call', async () => {
  aws.answerBy(({ body }) => saying(sentIn(body), () => false));
  const names = Array.from({ length: 1_000 }, () => 'n'.repeat(100));
  const change = {
    kind: 'override',
    table: 'spokes',
    remote: 's1',
    before: null,
    after: null,
    from: names,
    to: names,
  } as const;
  const entry = boundedEntry(aWarning({ because: '\u4e16'.repeat(50_000), change }));
  await eventSink({ events, busName: 'acme' }).tell(Array(10).fill(entry), signal);
  expect(aws.requests).toHaveLength(1);
  const bytes = sentIn(aws.requests[0]?.body ?? '').map(
    ({ Detail, DetailType, Source }) => Buffer.byteLength(Detail + DetailType + Source) + 14,
  );
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(256 * 1_024);
});

test('what failed is sent again after a pause, and nothing else is', async () => {
  let answers = 0;
  aws.answerBy(({ body }) => {
    answers += 1;
    return saying(sentIn(body), (detail) => answers === 1 && /number [13]\./.test(detail));
  });
  const pauses: number[] = [];
  await eventSink({ events, busName: 'acme' }, async (ms) => void pauses.push(ms)).tell(numbered(5), signal);
  expect(aws.requests.map(({ body }) => becausesIn(body))).toEqual([
    numbered(5).map(({ because }) => because),
    ['number 1.', 'number 3.'],
  ]);
  expect(pauses).toHaveLength(1);
});

test('fails when something is never taken, in the words of EventBridge, and all else has been sent', async () => {
  aws.answerBy(({ body }) => saying(sentIn(body), (detail) => detail.includes('number 3.')));
  const told = eventSink({ events, busName: 'acme' }, async () => {}).tell(numbered(25), signal);
  await expect(told).rejects.toThrow('1 of 10 were not taken in 5 tries: ThrottlingException: slow down');
  expect(new Set(aws.requests.flatMap(({ body }) => becausesIn(body))).size).toBe(25);
});

test('fails when a call does, and the other calls are made', async () => {
  aws.answerBy(({ body }) =>
    body.includes('number 3.')
      ? { status: 400, body: '{"__type":"InternalException","message":"not today"}' }
      : saying(sentIn(body), () => false),
  );
  await expect(eventSink({ events, busName: 'acme' }).tell(numbered(25), signal)).rejects.toThrow('not today');
  expect(aws.requests).toHaveLength(3);
});

test('fails in the middle of a pause when nobody waits any more', async () => {
  aws.answerBy(({ body }) => saying(sentIn(body), () => true));
  const abort = new AbortController();
  const told = eventSink({ events, busName: 'acme' }).tell(numbered(1), abort.signal);
  setTimeout(() => abort.abort(), 100);
  await expect(told).rejects.toThrow(/abort/i);
});
