// Pure: one event of AWS Health, as EventBridge delivers it, read. Strict about what is used, and blind to all else: AWS
// adds keys. One message about an event may be several events of EventBridge, one for each page of what is affected.

import * as z from 'zod';
import { err, ok, type Result } from '../../../net/result';
import { quoted } from '../quoted';
import { weighsAtMost } from '../weight';
import { healthTimeMs } from './times';

/** What EventBridge takes at most. */
const MOST_BYTES = 256 * 1024;
const MOST_ENTITIES = 5_000;
const MOST_PAGES = 1_000;
/** Longer descriptions are read to here. */
const MOST_DESCRIPTION = 20_000;
const MOST_PROBLEMS = 3;

const AWS = 'aws.health';
/** Of an event that an operator put on the bus: `aws.` is AWS's own. */
const DRILL = 'detour.drill';

/** No spaces, so that several in a row stay apart. */
const word = (most: number) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'no plain word')
    .max(most);

const time = z
  .string()
  .max(64)
  .transform((text, context) => {
    const ms = healthTimeMs(text);
    if (ms !== undefined) return ms;
    context.addIssue({ code: 'custom', message: `${quoted(text)} is no time` });
    return z.NEVER;
  });

const pageNumber = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(1).max(MOST_PAGES));

const account = z.string().regex(/^\d{12}$/, 'no account');

const entity = z.object({ entityValue: z.string().min(1).max(512), status: z.string().max(64).nullish() });

const detail = z.object({
  eventArn: word(250),
  communicationId: word(200).nullish(),
  eventTypeCode: word(200),
  eventTypeCategory: z.enum(['scheduledChange', 'issue']),
  statusCode: z.enum(['open', 'closed', 'upcoming']).nullish(),
  startTime: time,
  endTime: time.nullish(),
  lastUpdatedTime: time.nullish(),
  eventDescription: z
    .array(z.object({ language: z.string().max(64), latestDescription: z.string() }))
    .max(100)
    .nullish(),
  affectedEntities: z.array(entity).max(MOST_ENTITIES).nullish(),
  page: pageNumber.nullish(),
  totalPages: pageNumber.nullish(),
  affectedAccount: account.nullish(),
});

const envelope = z.object({
  source: z.enum([AWS, DRILL]),
  'detail-type': z.literal('AWS Health Event'),
  account,
  time,
  detail,
});

type Envelope = z.output<typeof envelope>;

export interface HealthMessage {
  readonly drill: boolean;
  /** The account that is affected, whichever hears of it. */
  readonly account: string;
  readonly eventArn: string;
  /** The same on each page and in each copy. */
  readonly communicationId: string;
  readonly page?: { readonly number: number; readonly of: number };
  readonly typeCode: string;
  readonly category: 'scheduledChange' | 'issue';
  readonly statusCode: 'open' | 'closed' | 'upcoming';
  readonly startMs: number;
  readonly endMs?: number;
  readonly updatedMs: number;
  readonly description: string;
  /** Ids or ARNs of what is affected and has not been resolved. */
  readonly entities: readonly string[];
  /** False: it does not say what is affected, which is not the same as nothing. */
  readonly namesEntities: boolean;
}

function pageOf({ page, totalPages }: Envelope['detail']): Pick<HealthMessage, 'page'> {
  const of = totalPages ?? 1;
  return of === 1 ? {} : { page: { number: page ?? 1, of } };
}

function descriptionOf({ eventDescription }: Envelope['detail']): string {
  const texts = eventDescription ?? [];
  const english = texts.find(({ language }) => language.toLowerCase().startsWith('en')) ?? texts[0];
  return english?.latestDescription.slice(0, MOST_DESCRIPTION) ?? '';
}

function messageOf({ source, account: receiver, time: sentMs, detail: said }: Envelope): HealthMessage {
  const updatedMs = said.lastUpdatedTime ?? sentMs;
  const affected = said.affectedEntities ?? [];
  const lasting = affected.filter(({ status }) => status?.toUpperCase() !== 'RESOLVED');
  return {
    drill: source === DRILL,
    account: said.affectedAccount ?? receiver,
    eventArn: said.eventArn,
    communicationId: said.communicationId ?? String(updatedMs),
    ...pageOf(said),
    typeCode: said.eventTypeCode,
    category: said.eventTypeCategory,
    statusCode: said.statusCode ?? 'open',
    startMs: said.startTime,
    ...(said.endTime == null ? {} : { endMs: said.endTime }),
    updatedMs,
    description: descriptionOf(said),
    entities: lasting.map(({ entityValue }) => entityValue),
    namesEntities: affected.length > 0,
  };
}

function problemsOf(error: z.ZodError): string {
  const all = error.issues.map(({ path, message }) => `${path.join('.') || 'the event'}: ${message}`);
  const more = all.length > MOST_PROBLEMS ? [`${all.length - MOST_PROBLEMS} more`] : [];
  return [...all.slice(0, MOST_PROBLEMS), ...more].join('; ');
}

/** Fails with what is wrong, for a person. */
export function readHealthMessage(event: unknown): Result<HealthMessage, string> {
  if (!weighsAtMost(event, MOST_BYTES)) return err(`it has more than ${MOST_BYTES} bytes`);
  const read = envelope.safeParse(event);
  if (!read.success) return err(problemsOf(read.error));
  const message = messageOf(read.data);
  const { page } = message;
  if (page && page.number > page.of) return err(`detail.page: ${page.number} of ${page.of}`);
  return ok(message);
}
