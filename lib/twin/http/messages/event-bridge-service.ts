// EventBridge's PutEvents: each entry is judged by itself, and those that are taken are kept. Source: EventBridge API
// reference, PutEvents, and user guide, "Calculating PutEvents event entry size".

import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { Refused } from '../../refused';
import { type JsonObject, type JsonOperation, jsonOperation, jsonService } from '../json-service';
import type { Service } from '../service';
import type { World } from '../world';
import type { Outbox } from './outbox';

const INVALID = 'ValidationException';
const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;
const TIME_BYTES = 14;

const text = z.string().exactOptional();
const ENTRY = z.object({
  Time: z.number().exactOptional(),
  Source: text,
  Resources: z.array(z.string()).exactOptional(),
  DetailType: text,
  Detail: text,
  EventBusName: z.string().min(1).exactOptional(),
  TraceHeader: text,
});
const PUT = z.object({ Entries: z.array(ENTRY).min(1).max(MOST_ENTRIES), EndpointId: text });

type Entry = z.infer<typeof ENTRY>;

function bytesOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return (Time === undefined ? 0 : TIME_BYTES) + texts.reduce((sum, one) => sum + Buffer.byteLength(one), 0);
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** EventBridge's reason not to take an entry. */
function faultOf(entry: Entry): { readonly ErrorCode: string; readonly ErrorMessage: string } | undefined {
  for (const name of ['Source', 'DetailType', 'Detail'] as const)
    if (!entry[name])
      return {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      };
  if (/^aws\./i.test(entry.Source ?? ''))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  if (!isObject(entry.Detail ?? '')) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return undefined;
}

function take(world: World, outbox: Outbox, entry: Entry, region: string): JsonObject {
  const fault = faultOf(entry);
  if (fault) return fault;
  const { Source: source = '', DetailType: detailType = '', Detail: detail = '' } = entry;
  const { EventBusName: bus = 'default', Resources: resources = [] } = entry;
  const id = randomUUID();
  outbox.events.push({ id, region, atMs: world.now, bus, source, detailType, detail, resources });
  return { EventId: id };
}

function eventOperations(world: World, outbox: Outbox): Readonly<Record<string, JsonOperation>> {
  return {
    PutEvents: jsonOperation(true, INVALID, PUT, ({ Entries }, region) => {
      if (Entries.reduce((sum, entry) => sum + bytesOf(entry), 0) >= MOST_BYTES)
        throw new Refused(INVALID, 'Total size of the entries in the request is over the limit.');
      const taken = Entries.map((entry) => take(world, outbox, entry, region));
      return { FailedEntryCount: taken.filter((one) => 'ErrorCode' in one).length, Entries: taken };
    }),
  };
}

export function eventBridgeService(world: World, outbox: Outbox): Service {
  return jsonService({ service: 'events', target: 'AWSEvents', operations: eventOperations(world, outbox) });
}
