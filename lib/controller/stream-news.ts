// Pure: what a function of a site's controller is invoked for.
//
//   payload                                        what it asks for
//   records of the table's stream, some news       a run, which must not be passed over: it reads what they tell of
//   records of the table's stream, no news         nothing
//   `{detour: 'settle'}`, from a deployment        a run that reads the configuration anew
//   any other, as the schedule's                   a run
//
// What cannot be understood asks for a run: one too many costs a few reads, one too few leaves traffic where it is lost.

import * as z from 'zod';
import { readItem, type StoredAttributes } from './link-state-items/item';
import { leaseKey } from './link-state-items/item-key';
import type { StoredValue } from './link-state-items/stored-value';
import { wakes } from './wake';

/** What an invocation asks for. */
type Asked = 'nothing' | 'run' | 'run for news' | 'run after a deployment';

const attributes = z.record(z.string(), z.object({ S: z.exactOptional(z.string()), N: z.exactOptional(z.string()) }));

/** Of DynamoDB Streams; other types of attributes than texts and numbers are nothing that Detour writes. */
const record = z.object({
  eventSource: z.literal('aws:dynamodb'),
  dynamodb: z.object({
    Keys: z.exactOptional(attributes),
    OldImage: z.exactOptional(attributes),
    NewImage: z.exactOptional(attributes),
  }),
});

const batch = z.object({ Records: z.array(z.unknown()).min(1) });
const settle = z.object({ detour: z.literal('settle') });

const LEASES = leaseKey('').pk;

/** Undefined: there was nothing, or it cannot be read. */
function valueIn(image: StoredAttributes | undefined): StoredValue | undefined {
  const read = image && readItem(image);
  return read?.kind === 'readable' ? read.value : undefined;
}

function isNews(site: string, given: unknown): boolean {
  const parsed = record.safeParse(given);
  if (!parsed.success) return true;
  const { Keys, OldImage, NewImage } = parsed.data.dynamodb;
  // A lease that cannot be read is one of a newer version, and no more news than others.
  if ((Keys ?? NewImage ?? OldImage)?.pk?.S?.startsWith(LEASES)) return false;
  return wakes(site, valueIn(OldImage), valueIn(NewImage));
}

export function askedBy(event: unknown, site: string): Asked {
  if (settle.safeParse(event).success) return 'run after a deployment';
  const records = batch.safeParse(event);
  if (!records.success) return 'run';
  return records.data.Records.some((one) => isNews(site, one)) ? 'run for news' : 'nothing';
}
