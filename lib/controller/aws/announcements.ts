// Where the controller of a site says what it decides and does, as the deployment set it up.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { announcer, type Sink } from '../announce/announcer';
import type { AuditPort } from '../ports';
import { auditSink } from './audit-table';
import { newClient } from './clients';
import { logEntries } from './entry-log';
import { eventSink } from './event-bus';
import { withinMs } from './in-time';
import { setting } from './setting';
import { chatSink, topicSink } from './topic';

/** A batch is said within so long, or it is not: a run that has done its work has to end. */
const SAID_WITHIN_MS = 4_000;
/** Tried again soon, twice at the most: there is no time for more. */
const SOON = { maxAttempts: 3, connectionTimeout: 1_000, requestTimeout: 1_500 };

/** Synchronous, so that whatever else fails, it has been written. */
function logSink(write: (line: string) => unknown, now: () => number): Sink {
  return { name: 'the log', tell: async (entries) => logEntries(entries, write, now()) };
}

/** Throws when the environment does not name table, topic and event bus; where it names no chat's, none is told. To be made once in a function's life. */
export function announcerFromEnvironment(write: (line: string) => unknown, now: () => number): AuditPort {
  const sns = newClient(SNSClient, SOON);
  const chatTopicArn = process.env.DETOUR_CHAT_TOPIC_ARN;
  const sinks: readonly Sink[] = [
    logSink(write, now),
    auditSink({ dynamo: newClient(DynamoDBClient, SOON), tableName: setting('DETOUR_AUDIT_TABLE') }),
    eventSink({ events: newClient(EventBridgeClient, SOON), busName: setting('DETOUR_EVENT_BUS') }),
    topicSink({ sns, topicArn: setting('DETOUR_TOPIC_ARN'), now }),
    ...(chatTopicArn ? [chatSink({ sns, topicArn: chatTopicArn, now })] : []),
  ];
  return announcer(sinks, (work) => withinMs(SAID_WITHIN_MS, work));
}
