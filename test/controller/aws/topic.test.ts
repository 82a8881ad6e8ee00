import { SNSClient } from '@aws-sdk/client-sns';
import { chatSink, topicSink } from '../../../lib/controller/aws/topic';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { LoopbackAws } from '../../support/loopback-aws';
import { NOW_MS } from '../../support/world';

const TOPIC = 'arn:aws:sns:us-east-1:111111111111:oncall';
const ACCEPTED = { body: '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>' };
const REFUSED = {
  status: 400,
  body: '<ErrorResponse><Error><Code>AuthorizationError</Code><Message>not permitted</Message></Error></ErrorResponse>',
};
const { signal } = new AbortController();

let aws: LoopbackAws;
let sns: SNSClient;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  sns = new SNSClient(aws.config);
});
afterAll(async () => {
  sns.destroy();
  await aws.stop();
});

const sink = () => topicSink({ sns, topicArn: TOPIC, now: () => NOW_MS });
const subjects = () => aws.queries.map(({ Subject }) => Subject);

test('a message has a subject and a text, and goes to the topic', async () => {
  aws.answer(ACCEPTED);
  await sink().tell([aWarning()], signal);
  expect(aws.queries).toEqual([
    {
      Action: 'Publish',
      TopicArn: TOPIC,
      Subject: '[Detour WARNING] s0-s1 is down: it carries no data',
      Message: expect.stringMatching(/^what: .*\nmeaning: .*\n\nsince: /),
      'MessageAttributes.entry.1.Name': 'code',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'link-probes-lost',
      'MessageAttributes.entry.2.Name': 'severity',
      'MessageAttributes.entry.2.Value.DataType': 'String',
      'MessageAttributes.entry.2.Value.StringValue': 'warning',
    },
  ]);
});

test('there is one message for each entry that needs a person, and none for others', async () => {
  aws.answer(ACCEPTED);
  const entries = Array.from({ length: 20 }, (_, index) => aWarning({ link: `link-${index}` }));
  await sink().tell([...entries, anAuditEntry()], signal);
  expect(subjects().sort()).toEqual(
    entries.map(({ link }) => `[Detour WARNING] ${link} is down: it carries no data`).sort(),
  );
});

test('what each run says again is sent once', async () => {
  aws.answer(ACCEPTED);
  const telling = sink();
  for (const _ of [1, 2, 3]) await telling.tell([anAuditEntry({ code: 'write-failed' }), aWarning()], signal);
  expect(subjects().filter((subject) => subject?.includes('a change of routes failed'))).toHaveLength(1);
  expect(subjects().filter((subject) => subject?.includes('it carries no data'))).toHaveLength(3);
});

test('fails when a message is refused; the others are sent, and that one again the next time', async () => {
  const telling = sink();
  const failed = anAuditEntry({ code: 'write-failed' });
  aws.answerBy(({ body }) => (body.includes('write-failed') ? REFUSED : ACCEPTED));
  await expect(telling.tell([failed, aWarning()], signal)).rejects.toThrow('not permitted');
  expect(aws.requests).toHaveLength(2);
  aws.answer(ACCEPTED);
  await telling.tell([failed], signal);
  expect(subjects()).toEqual(['[Detour WARNING] s0 to s1: a change of routes failed, and is tried again']);
});

test('fails at once when nobody waits any more, and begins no other call', async () => {
  aws.answer('silence');
  const abort = new AbortController();
  const told = sink().tell(
    Array.from({ length: 30 }, (_, index) => aWarning({ link: `link-${index}` })),
    abort.signal,
  );
  setTimeout(() => abort.abort(), 50);
  await expect(told).rejects.toThrow(/abort/i);
  expect(aws.requests.length).toBeLessThan(30);
});

test('a chat gets the same as a custom notification, which alone it shows', async () => {
  aws.answer(ACCEPTED);
  await chatSink({ sns, topicArn: `${TOPIC}-chat`, now: () => NOW_MS }).tell([aWarning(), anAuditEntry()], signal);
  expect(aws.queries).toHaveLength(1);
  const [published] = aws.queries;
  expect(published).toMatchObject({ Action: 'Publish', TopicArn: `${TOPIC}-chat` });
  expect(published).not.toHaveProperty('Subject');
  expect(JSON.parse(published?.Message ?? '')).toMatchObject({
    source: 'custom',
    content: { title: '[Detour WARNING] s0-s1 is down: it carries no data' },
  });
});
