import { readAuditItem } from '../../../lib/controller/announce/audit-item';
import { announcerFromEnvironment } from '../../../lib/controller/aws/announcements';
import { CODES, type Code } from '../../../lib/net/codes';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { entriesIn, metricsIn } from '../../support/log-lines';
import { type LoopbackAnswer, LoopbackAws, type LoopbackRequest } from '../../support/loopback-aws';
import { NOW_MS } from '../../support/world';

const SERVICES = ['DYNAMODB', 'EVENTBRIDGE', 'SNS'] as const;
type Service = (typeof SERVICES)[number];

let aws: LoopbackAws;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  aws = await LoopbackAws.start();
  environment = process.env;
  const { endpoint, region, credentials } = aws.config;
  process.env = {
    ...environment,
    ...Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint])),
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    DETOUR_AUDIT_TABLE: 'acme-audit',
    DETOUR_EVENT_BUS: 'acme',
    DETOUR_TOPIC_ARN: 'arn:aws:sns:us-east-1:111111111111:oncall',
  };
});

afterAll(async () => {
  process.env = environment;
  await aws.stop();
});

function serviceOf({ target }: LoopbackRequest): Service {
  if (target?.startsWith('DynamoDB')) return 'DYNAMODB';
  return target === 'AWSEvents.PutEvents' ? 'EVENTBRIDGE' : 'SNS';
}

function accepted(request: LoopbackRequest): LoopbackAnswer {
  switch (serviceOf(request)) {
    case 'DYNAMODB':
      return { body: '{"UnprocessedItems":{}}' };
    case 'EVENTBRIDGE':
      return { body: JSON.stringify({ Entries: JSON.parse(request.body).Entries.map(() => ({ EventId: '1' })) }) };
    case 'SNS':
      return { body: '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>' };
  }
}

function bodyTo(service: Service): string {
  return aws.requests.find((request) => serviceOf(request) === service)?.body ?? '';
}

function announcing() {
  const lines: string[] = [];
  return {
    lines,
    audit: announcerFromEnvironment(
      (line) => lines.push(line),
      () => NOW_MS,
    ),
  };
}

const WARNINGS = (Object.keys(CODES) as Code[]).filter((code) =>
  ['link-probes-lost', 'write-failed', 'held-loses-path', 'reconcile-failed'].includes(code),
);

test.each(WARNINGS)('%s is the same code in the log, as metric, as item, as event and in the message', async (code) => {
  aws.answerBy(accepted);
  const { lines, audit } = announcing();
  await audit.record([aWarning({ code })]);
  expect(entriesIn(lines).map((line) => line.code)).toEqual([code]);
  expect(metricsIn(lines)).toMatchObject([{ [code]: 1, Site: 's0' }]);
  const { 'acme-audit': requests } = JSON.parse(bodyTo('DYNAMODB')).RequestItems;
  expect(requests[0].PutRequest.Item.code).toEqual({ S: code });
  expect(readAuditItem(requests[0].PutRequest.Item)).toEqual({ kind: 'readable', entry: aWarning({ code }) });
  const [event] = JSON.parse(bodyTo('EVENTBRIDGE')).Entries;
  expect([event.EventBusName, JSON.parse(event.Detail).code]).toEqual(['acme', code]);
  const message = new URLSearchParams(bodyTo('SNS'));
  expect(message.get('Message')).toMatch(new RegExp(`\ntold by: the controller of s0, code ${code}\n$`));
  expect(aws.requests).toHaveLength(3);
});

test('what needs no person is in the log, in the table and on the bus, and sent to nobody', async () => {
  aws.answerBy(accepted);
  const { lines, audit } = announcing();
  await audit.record([anAuditEntry()]);
  expect(entriesIn(lines)).toHaveLength(1);
  expect(aws.requests.map(serviceOf).sort()).toEqual(['DYNAMODB', 'EVENTBRIDGE']);
});

test.each([
  ['DYNAMODB', 'the audit table'],
  ['EVENTBRIDGE', 'the event bus'],
  ['SNS', 'the topic'],
] as const)('a %s that says nothing costs a few seconds, and the others are told', async (service, name) => {
  aws.answerBy((request) => (serviceOf(request) === service ? 'silence' : accepted(request)));
  const { lines, audit } = announcing();
  await expect(audit.record([aWarning()])).rejects.toThrow(
    new RegExp(`^${name} did not take what was to be said: no answer within 4 s$`),
  );
  expect(entriesIn(lines)).toHaveLength(1);
  expect(new Set(aws.requests.map(serviceOf))).toEqual(new Set(SERVICES));
});

test.each(['DETOUR_AUDIT_TABLE', 'DETOUR_EVENT_BUS', 'DETOUR_TOPIC_ARN'])('fails without %s', (name) => {
  const { [name]: _, ...others } = process.env;
  const complete = process.env;
  process.env = others;
  try {
    expect(announcing).toThrow(`environment variable ${name} is not set`);
  } finally {
    process.env = complete;
  }
});

describe('with a chat', () => {
  const mail = 'arn:aws:sns:us-east-1:111111111111:oncall';
  const chat = `${mail}-chat`;
  beforeAll(() => {
    process.env.DETOUR_CHAT_TOPIC_ARN = chat;
  });
  afterAll(() => {
    delete process.env.DETOUR_CHAT_TOPIC_ARN;
  });

  const topicOf = ({ body }: LoopbackRequest) => new URLSearchParams(body).get('TopicArn');
  const published = () => new Set(aws.requests.filter((one) => serviceOf(one) === 'SNS').map(topicOf));

  test.each([
    [mail, 'the topic'],
    [chat, 'the topic of the chat'],
  ])('%s that takes nothing keeps nothing from the other', async (refusing, name) => {
    const refused = {
      status: 400,
      body: '<ErrorResponse><Error><Code>AuthorizationError</Code></Error></ErrorResponse>',
    };
    aws.answerBy((request) =>
      serviceOf(request) === 'SNS' && topicOf(request) === refusing ? refused : accepted(request),
    );
    const told = announcing().audit.record([aWarning()]);
    await expect(told).rejects.toThrow(new RegExp(`^${name} did not take what was to be said`));
    expect(published()).toEqual(new Set([mail, chat]));
  });
});
