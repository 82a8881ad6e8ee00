// EventBridge, where entries go as events.

import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Sink } from '../announce/announcer';
import { eventOf } from '../announce/events';
import type { AuditEntry } from '../audit';
import { aFewAtOnce, groupsOf, type Leftover, type Pause, untilAllTaken } from './batches';

interface EventBus {
  readonly events: Pick<EventBridgeClient, 'send'>;
  /** Name or ARN. */
  readonly busName: string;
}

/** What EventBridge takes in one call: ten, and 256 KB in all. */
const MOST_EVENTS = 10;

function requestsOf(entry: AuditEntry, busName: string): readonly PutEventsRequestEntry[] {
  const event = eventOf(entry);
  if (!event) return [];
  const { source, 'detail-type': type, detail } = event;
  return [
    {
      EventBusName: busName,
      Source: source,
      DetailType: type,
      Detail: JSON.stringify(detail),
      Time: new Date(entry.atMs),
    },
  ];
}

/** The answer has one line for each event, in their order. */
async function put(
  events: EventBus['events'],
  requests: readonly PutEventsRequestEntry[],
  abortSignal: AbortSignal,
): Promise<Leftover<PutEventsRequestEntry>> {
  const { Entries = [] } = await events.send(new PutEventsCommand({ Entries: [...requests] }), { abortSignal });
  const failed = Entries.flatMap(({ ErrorCode, ErrorMessage }, index) =>
    ErrorCode === undefined ? [] : [{ index, why: `${ErrorCode}: ${ErrorMessage ?? 'no reason is given'}` }],
  );
  return {
    items: failed.flatMap(({ index }) => requests[index] ?? []),
    why: [...new Set(failed.map(({ why }) => why))].join('; '),
  };
}

/** An event may come more than once, as EventBridge itself may deliver one more than once. */
export function eventSink({ events, busName }: EventBus, wait?: Pause): Sink {
  return {
    name: 'the event bus',
    tell: async (entries, signal) => {
      const requests = entries.flatMap((entry) => requestsOf(entry, busName));
      const give = (group: readonly PutEventsRequestEntry[]) => put(events, group, signal);
      await aFewAtOnce(groupsOf(requests, MOST_EVENTS), (group) => untilAllTaken(group, give, signal, wait));
    },
  };
}
