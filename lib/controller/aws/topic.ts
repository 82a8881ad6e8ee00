// SNS, by which people hear of entries.

import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import type { Sink } from '../announce/announcer';
import { chatNotification } from '../announce/chat-notification';
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
function publishing(
  name: string,
  { sns, topicArn: TopicArn, now }: Topic,
  written: (message: Message) => Pick<PublishCommandInput, 'Subject' | 'Message'>,
): Sink {
  const reminders = new Reminders();
  return {
    name,
    tell: async (entries, abortSignal) => {
      await aFewAtOnce(reminders.due(entries, now()), async (message) => {
        const MessageAttributes = attributesOf(message);
        await sns.send(new PublishCommand({ TopicArn, ...written(message), MessageAttributes }), { abortSignal });
        reminders.sent(message, now());
      });
    },
  };
}

/** As mails are read. */
export function topicSink(topic: Topic): Sink {
  return publishing('the topic', topic, ({ subject, text }) => ({ Subject: subject, Message: text }));
}

/** As a chat shows them. */
export function chatSink(topic: Topic): Sink {
  const written = (message: Message) => ({ Message: JSON.stringify(chatNotification(message)) });
  return publishing('the topic of the chat', topic, written);
}
