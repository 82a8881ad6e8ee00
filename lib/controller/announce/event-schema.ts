// Pure: the shape of the events that go to EventBridge, from which their JSON Schema is generated.

import * as z from 'zod';
import { DETAIL_TYPES } from './detail-types';
import { auditedChange, standing } from './entry-schema';
import { EVENT_VERSION } from './events';

/** As JavaScript writes times in UTC. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const detail = z.object({
  version: z.literal(EVENT_VERSION),
  site: z.string().min(1).describe('the site whose controller says so'),
  code: z.string().describe('why: docs/codes.md'),
  severity: z.enum(['info', 'warning']).describe('that of the code'),
  at: z.string().regex(TIME).describe('when it was decided or done, in UTC'),
  because: z.string().describe('one sentence for a person; at most 2,001 characters, safe to print'),
  link: z.exactOptional(z.string().min(1)).describe('the link that it is about'),
  standing: z.exactOptional(standing).describe('what that link counts as from now on'),
  change: z.exactOptional(auditedChange).describe('the routing change that it is about'),
});

const kinds = Object.entries(DETAIL_TYPES).map(([type, { meaning, codes }]) =>
  z.object({ 'detail-type': z.literal(type), detail: z.object({ code: z.enum([...codes]) }) }).describe(meaning),
);

/** What EventBridge delivers holds more beside it: id, time, account, region. */
export const EVENT = z.object({ source: z.literal('detour'), detail }).and(z.union(kinds));
