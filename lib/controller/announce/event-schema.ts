// Pure: the shape of the events that go to EventBridge, from which their JSON Schema is generated.

import * as z from 'zod';
import { DETAIL_TYPES } from './detail-types';
import { auditedChange, standing } from './entry-schema';
import { EVENT_VERSION } from './events';

const said = {
  version: z.literal(EVENT_VERSION),
  site: z.string().min(1).describe('the site whose controller says so'),
  severity: z.enum(['info', 'warning']).describe('that of the code'),
  at: z.iso.datetime({ precision: 3 }).describe('when it was decided or done, in UTC'),
  because: z.string().describe('one sentence for a person; at most 2,001 characters, safe to print'),
  link: z.exactOptional(z.string().min(1)).describe('the link that it is about'),
  standing: z.exactOptional(standing).describe('what the link counts as from now on'),
  change: z.exactOptional(auditedChange).describe('the routing change that it is about'),
};

function eventOf([type, { meaning, codes }]: [
  string,
  { readonly meaning: string; readonly codes: readonly string[] },
]) {
  const detail = z.object({ ...said, code: z.enum([...codes]).describe('why: docs/codes.md') });
  return z.object({ source: z.literal('detour'), 'detail-type': z.literal(type), detail }).describe(meaning);
}

/** What EventBridge delivers holds more beside it: id, time, account, region. */
export const EVENT = z.union(Object.entries(DETAIL_TYPES).map(eventOf));
