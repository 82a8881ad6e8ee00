// SNS's Publish, in AWS's query protocol: what is taken is kept. Source: SNS API reference, Publish.

import { randomUUID } from 'node:crypto';
import { Refused } from '../../refused';
import { ACCOUNT } from '../account';
import type { HttpAnswer } from '../http-message';
import { QueryParameters } from '../query-parameters';
import type { Service } from '../service';
import type { World } from '../world';
import { type XmlObject, xmlDocument } from '../xml';
import type { Outbox } from './outbox';

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';
const MOST_BYTES = 256 * 1024;
const MOST_SUBJECT = 100;

function invalid(name: string, why: string): Refused {
  return new Refused('InvalidParameter', `Invalid parameter: ${name} Reason: ${why}`);
}

/** A topic of this account and region; one that the deployment has made, when it is known which it made. */
function topicIn({ inventory }: World, parameters: QueryParameters, region: string): string {
  const given = ['TopicArn', 'TargetArn'].flatMap((name) => parameters.text(name) || []);
  const [arn, ...more] = given;
  if (arn === undefined || more.length > 0)
    throw invalid('TopicArn or TargetArn', 'exactly one of them has to be given');
  if (!new RegExp(`^arn:aws:sns:${region}:${ACCOUNT}:[\\w.-]{1,256}$`).test(arn))
    throw invalid('TopicArn', `${arn} is no topic of account ${ACCOUNT} in ${region}`);
  if (inventory.topics && !inventory.topics.includes(arn)) throw new Refused('NotFound', 'Topic does not exist');
  return arn;
}

function messageIn(parameters: QueryParameters): string {
  const message = parameters.text('Message');
  if (!message) throw invalid('Message', 'Empty message');
  return message;
}

/** ASCII that begins with a letter, a digit or a mark, without line breaks. */
function subjectIn(parameters: QueryParameters): string | undefined {
  const subject = parameters.text('Subject');
  if (subject !== undefined && !/^[!-~][ -~]*$/.test(subject))
    throw invalid('Subject', 'not printable ASCII in one line');
  if (subject !== undefined && subject.length > MOST_SUBJECT)
    throw invalid('Subject', `over ${MOST_SUBJECT} characters`);
  return subject;
}

function attributesIn(parameters: QueryParameters): Readonly<Record<string, string>> {
  const entries = parameters.structures('MessageAttributes.entry').map((entry): [string, string] => {
    const name = entry.required('Name');
    entry.required('Value.DataType');
    const value = entry.text('Value.StringValue') ?? entry.text('Value.BinaryValue');
    if (!value) throw new Refused('ParameterValueInvalid', `The message attribute '${name}' has no value`);
    return [name, value];
  });
  return Object.fromEntries(entries);
}

function publish(world: World, outbox: Outbox, parameters: QueryParameters, region: string): XmlObject {
  const topic = topicIn(world, parameters, region);
  const [message, subject] = [messageIn(parameters), subjectIn(parameters)];
  const attributes = attributesIn(parameters);
  const bytes = [message, ...Object.entries(attributes).flat()].reduce((sum, one) => sum + Buffer.byteLength(one), 0);
  if (bytes > MOST_BYTES) throw invalid('Message', 'Message too long');
  const id = randomUUID();
  const named = subject === undefined ? {} : { subject };
  outbox.messages.push({ id, region, atMs: world.now, topic, message, attributes, ...named });
  return { MessageId: id };
}

const STATUS: Readonly<Record<string, number>> = { InternalError: 500, NotFound: 404 };

function xml(status: number, root: string, content: XmlObject): HttpAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body: xmlDocument(root, content, 'member', NAMESPACE) };
}

export function snsService(world: World, outbox: Outbox): Service {
  return {
    answer: async ({ body }, region, perform) => {
      const parameters = QueryParameters.of(body);
      const action = parameters.text('Action') ?? '';
      if (action !== 'Publish')
        throw new Refused('InvalidAction', `The action ${action} is not valid for this endpoint.`);
      const call = { service: 'sns', action, region, writes: true };
      const result = await perform(call, () => publish(world, outbox, parameters, region));
      const metadata = { ResponseMetadata: { RequestId: randomUUID() } };
      return xml(200, 'PublishResponse', { PublishResult: result, ...metadata });
    },
    refusal: ({ code, why, requestId }) =>
      xml(STATUS[code] ?? 400, 'ErrorResponse', {
        Error: { Type: code === 'InternalError' ? 'Receiver' : 'Sender', Code: code, Message: why },
        RequestId: requestId,
      }),
  };
}
