// Pure: the shape of an entry wherever it is written down as JSON.

import * as z from 'zod';
import { CODES, type Code } from '../../net/codes';
import type { AuditEntry } from '../audit';

/** End of the year 9999: later times cannot be written as text. */
const LAST_MS = 253_402_300_799_999;

const time = z.int().min(0).max(LAST_MS);
const name = z.string().min(1);
const names = z.array(name);

export const standing = z.enum(['up', 'drained', 'down']);

const override = z.object({
  kind: z.literal('override'),
  table: z.enum(['transit', 'spokes']),
  remote: name,
  before: name.nullable(),
  after: name.nullable(),
  from: names,
  to: names,
});

const announcement = z.object({
  kind: z.literal('announcement'),
  link: name,
  premises: name,
  remote: name,
  before: z.boolean(),
  after: z.boolean(),
});

const withdrawal = z.object({
  kind: z.literal('withdrawal'),
  link: name,
  premises: name,
  before: z.boolean(),
  after: z.boolean(),
});

const bgpDown = z.object({
  kind: z.literal('bgp-down'),
  link: name,
  premises: name,
  before: z.boolean(),
  after: z.boolean(),
});

export const auditedChange = z.discriminatedUnion('kind', [override, announcement, withdrawal, bgpDown]);

/** A newer version may have written a reason that this one has no words for. */
const code = z.string().transform((text): Code => (Object.hasOwn(CODES, text) ? (text as Code) : 'reason-unknown'));

export const auditEntry: z.ZodType<AuditEntry> = z.object({
  atMs: time,
  site: name,
  code,
  because: z.string(),
  link: z.exactOptional(name),
  links: z.exactOptional(names),
  standing: z.exactOptional(standing),
  change: z.exactOptional(auditedChange),
  fromMs: z.exactOptional(time),
  untilMs: z.exactOptional(time),
  traffic: z.exactOptional(z.array(z.string())),
  expected: z.exactOptional(z.literal(true)),
  quiet: z.exactOptional(z.literal(true)),
});
