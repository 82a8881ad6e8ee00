// SNS, by which people hear of entries.

import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Sink } from '../announce/announcer';
import type { Message } from '../announce/messages';
import { Reminders } from '../announce/reminders';
import { aFewAtOnce } from './batches';

interface Topic {
  readonly sns: Pick<SNSClient, 'send'>;
  readonly topicArn: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What a filter policy of a subscription can ask for. */
function attributesOf({ code, isLoud }: Message) {
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  return { code: text(code), severity: text(isLoud ? 'warning' : 'info') };
}

/** A message for each entry that a person has to hear of. */
export function topicSink({ sns, topicArn: TopicArn, now }: Topic): Sink {
  const reminders = new Reminders();
  return {
    name: 'the topic',
    tell: async (entries, abortSignal) => {
      await aFewAtOnce(reminders.due(entries, now()), async (message) => {
        const { subject: Subject, text: Message } = message;
        const MessageAttributes = attributesOf(message);
        await sns.send(new PublishCommand({ TopicArn, Subject, Message, MessageAttributes }), { abortSignal });
        reminders.sent(message, now());
      });
    },
  };
}
