// Pure: the shape of what is stored, with limits. What is larger or of another type was not written by Detour.

import * as z from 'zod';
import { CODES, type Code } from '../../net/codes';
import type { Admission, Lease, LinkStatus, Notice, Observation, Order, Publication } from '../database';

export type StoredValue = Notice | Observation | LinkStatus | Order | Admission | Publication | Lease;

/** A sort key holds 1,024 bytes, and a character of an id may take three of them. */
export const LONGEST_ID = 300;
/** Not part of a key. AWS names its events by ARNs. */
const LONGEST_EVENT = 2_000;
export const LONGEST_REASON = 500;
export const LONGEST_OWNER = 200;
/** End of the year 9999: later times cannot be written as text. */
const LAST_MS = 253_402_300_799_999;
const MOST_NAMES = 1_000;

const time = z.int().min(0).max(LAST_MS);
const optionalTime = z.exactOptional(time);
/** Of a site, link, source or session. What parts a key cannot be in a name. */
const name = z
  .string()
  .max(100)
  .regex(/^[^#]+$/);
const names = z.array(name).max(MOST_NAMES);
const id = z.string().min(1).max(LONGEST_ID);
const share = z.number().min(0).max(1);

function byName<T extends z.ZodType>(value: T) {
  return z.record(name, value).refine((entries) => Object.keys(entries).length <= MOST_NAMES);
}

/** Sites are not deployed at once: one that is ahead may have a reason that this version has no words for. */
const code = z
  .string()
  .max(100)
  .transform((text): Code => (Object.hasOwn(CODES, text) ? (text as Code) : 'reason-unknown'));

const notice = z.object({
  kind: z.literal('notice'),
  id,
  event: z.string().min(1).max(LONGEST_EVENT),
  version: z.int().min(0),
  page: z.exactOptional(z.object({ number: z.int().min(1).max(1_000), of: z.int().min(1).max(1_000) })),
  source: name,
  links: names,
  startMs: time,
  endMs: time,
  status: z.enum(['confirmed', 'tentative', 'cancelled', 'completed']),
  impact: z.enum(['none', 'outage']),
  trusted: z.boolean(),
  receivedMs: time,
  drill: z.exactOptional(z.literal(true)),
});

const observation = z.object({
  kind: z.literal('observation'),
  link: name,
  site: name,
  verdict: z.enum(['good', 'bad']),
  sinceMs: time,
  wasBad: z.boolean(),
  atMs: time,
  expiresMs: time,
  epochMs: optionalTime,
  flaps: z.exactOptional(z.object({ penalty: z.number().min(0).max(1_000_000), atMs: time, suppressed: z.boolean() })),
  rttMs: z.exactOptional(z.number().min(0).max(60_000)),
  lossShare: z.exactOptional(share),
  fullSize: z.exactOptional(z.enum(['passes', 'lost'])),
  fullSizeMs: optionalTime,
});

const status = z.object({
  kind: z.literal('status'),
  link: name,
  site: name,
  attachment: z.enum(['usable', 'unusable', 'unknown']),
  sessions: z.array(z.object({ name, state: z.enum(['up', 'down', 'unknown']), replacedMs: optionalTime })).max(100),
  sinceMs: time,
  wasBad: z.boolean(),
  atMs: time,
  expiresMs: time,
});

const order = z.object({
  kind: z.literal('order'),
  id,
  action: z.enum(['drain', 'restore', 'force-up', 'freeze', 'evacuate', 'apply-tunnel-maintenance']),
  link: z.exactOptional(name),
  site: z.exactOptional(name),
  owner: z.string().min(1).max(LONGEST_OWNER),
  reason: z.string().min(1).max(LONGEST_REASON),
  atMs: time,
  expiresMs: time,
});

const admission = z.object({ kind: z.literal('admission'), link: name, atMs: time });

const session = z.object({
  announced: byName(time),
  removed: byName(time),
  withdrawnMs: optionalTime,
  restoredMs: optionalTime,
  changing: z.exactOptional(names),
  partly: z.exactOptional(z.literal(true)),
  unheard: z.exactOptional(z.literal(true)),
  bgpTest: z.exactOptional(id),
  onward: z.exactOptional(byName(names)),
});

const codesBySubject = z
  .record(z.string().min(1).max(400), code)
  .refine((codes) => Object.keys(codes).length <= 10 * MOST_NAMES);

const standing = z.enum(['up', 'drained', 'down']);

const spoken = { atMs: time, unsure: z.exactOptional(z.literal(true)) };

const spokenWindow = z.object({
  ...spoken,
  source: name,
  links: names,
  startMs: time,
  endMs: time,
  drill: z.exactOptional(z.literal(true)),
  step: z.enum(['far', 'week', 'day', 'hour', 'open', 'cancelled']),
});

const decided = {
  links: byName(z.object({ standing, code })),
  held: codesBySubject,
  emptied: names,
  queued: z.exactOptional(name),
  refused: z.exactOptional(name),
  strays: z.exactOptional(codesBySubject),
  spoken: z.exactOptional(byName(z.object({ ...spoken, standing, code }))),
  windows: z.exactOptional(byName(spokenWindow)),
};

const publication = z.object({
  ...decided,
  kind: z.literal('publication'),
  site: name,
  atMs: time,
  view: z.string().max(100_000),
  hops: byName(z.object({ transit: names, spokes: names, wanted: z.exactOptional(name) })),
  sessions: z.exactOptional(byName(session)),
  intentMs: optionalTime,
  heard: byName(time),
  acknowledged: byName(time),
  deployingMs: optionalTime,
  queuedMs: optionalTime,
  awakeMs: optionalTime,
  silent: z.exactOptional(byName(time)),
  told: z.exactOptional(z.object({ ...decided, sinceMs: time })),
});

const lease = z.object({
  kind: z.literal('lease'),
  site: name,
  holder: z.string().min(1).max(LONGEST_OWNER),
  token: z.int().min(1),
  expiresMs: time,
});

export const storedValue: z.ZodType<StoredValue> = z.discriminatedUnion('kind', [
  notice,
  observation,
  status,
  order,
  admission,
  publication,
  lease,
]);
