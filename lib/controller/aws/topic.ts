// SNS, by which people hear of entries.

import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Sink } from '../announce/announcer';
import { messageOf } from '../announce/messages';
import { settleAll } from '../settle-all';
import { groupsOf } from './all-taken';

interface Topic {
  readonly sns: Pick<SNSClient, 'send'>;
  readonly topicArn: string;
}

/** So many messages are under way together. */
const AT_ONCE = 10;

export function topicSink({ sns, topicArn: TopicArn }: Topic): Sink {
  return {
    name: 'the topic',
    tell: async (entries, abortSignal) => {
      const messages = entries.flatMap((entry) => messageOf(entry) ?? []);
      const published: Promise<unknown>[] = [];
      for (const group of groupsOf(messages, AT_ONCE)) {
        const calls = group.map(({ subject: Subject, text: Message }) =>
          sns.send(new PublishCommand({ TopicArn, Subject, Message }), { abortSignal }),
        );
        published.push(...calls);
        await Promise.allSettled(calls);
      }
      await settleAll(published);
    },
  };
}
