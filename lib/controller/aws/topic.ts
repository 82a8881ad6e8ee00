// SNS, by which people hear of entries.

import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Sink } from '../announce/announcer';
import { Reminders } from '../announce/reminders';
import { aFewAtOnce } from './batches';

interface Topic {
  readonly sns: Pick<SNSClient, 'send'>;
  readonly topicArn: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A message for each entry that a person has to hear of. */
export function topicSink({ sns, topicArn: TopicArn, now }: Topic): Sink {
  const reminders = new Reminders();
  return {
    name: 'the topic',
    tell: async (entries, abortSignal) => {
      await aFewAtOnce(reminders.due(entries, now()), async (message) => {
        const { subject: Subject, text: Message } = message;
        await sns.send(new PublishCommand({ TopicArn, Subject, Message }), { abortSignal });
        reminders.sent(message, now());
      });
    },
  };
}
