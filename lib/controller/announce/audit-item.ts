// Pure: an entry as an item of the audit table, and back. The key is made of the entry, so that a batch that is written
// again, because its answer was lost, makes no second item.
//
//   pk          audit#SITE
//   sk          TIME#NUMBER#HASH: when, the place in its batch, and a hash of the entry
//   v           version of the item
//   code        its reason code
//   body        the entry, as JSON
//   deleteAt    when DynamoDB may delete it, in seconds of the epoch

import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { printable } from '../../net/printable';
import type { AuditEntry } from '../audit';
import type { StoredAttributes, UnreadableItem } from '../link-state-items/item';
import type { ItemKey } from '../link-state-items/item-key';
import { auditEntry } from './entry-schema';

/** Raised when a reader of the old version would misunderstand the new one. A key that it may ignore is no reason. */
const VERSION = 1;
const DAY_MS = 24 * 60 * 60_000;
const KEPT_MS = 400 * DAY_MS;
const LONGEST_WHY = 300;

type ItemAttributes = Readonly<Record<string, { readonly S: string } | { readonly N: string }>>;

type ReadEntry =
  | { readonly kind: 'readable'; readonly entry: AuditEntry }
  | { readonly kind: 'unreadable'; readonly item: UnreadableItem };

export function auditPartition(site: string): string {
  return `audit#${site}`;
}

/** Below the key of each entry of that moment, and above those of all before. */
export function auditedFrom(atMs: number): string {
  return new Date(atMs).toISOString();
}

function keyOf(entry: AuditEntry, place: number): ItemKey {
  const hash = createHash('sha256').update(JSON.stringify(entry)).digest('hex').slice(0, 16);
  const sk = `${auditedFrom(entry.atMs)}#${String(place).padStart(5, '0')}#${hash}`;
  return { pk: auditPartition(entry.site), sk };
}

/** `place` is that of the entry in its batch: what was said at the same moment is read in the order in which it was. */
export function auditItem(entry: AuditEntry, place: number): ItemAttributes {
  const { pk, sk } = keyOf(entry, place);
  return {
    pk: { S: pk },
    sk: { S: sk },
    v: { N: String(VERSION) },
    code: { S: entry.code },
    body: { S: JSON.stringify(entry) },
    deleteAt: { N: String(Math.ceil((entry.atMs + KEPT_MS) / 1_000)) },
  };
}

function parsedJson(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}

/** Where and what, never what was found there: it may be anything. */
function complaint({ issues }: z.ZodError): string {
  return issues.map(({ path, code }) => `${path.join('.') || 'entry'}: ${code}`).join(', ');
}

export function readAuditItem({ pk, sk, v, body }: StoredAttributes): ReadEntry {
  const unreadable = (why: string): ReadEntry => ({
    kind: 'unreadable',
    item: { pk: pk?.S ?? '', sk: sk?.S ?? '', why: printable(why).slice(0, LONGEST_WHY) },
  });
  if (v?.N !== String(VERSION)) return unreadable(`its version is ${v?.N ?? 'not there'}; ${VERSION} is known here`);
  const parsed = auditEntry.safeParse(parsedJson(body?.S));
  return parsed.success ? { kind: 'readable', entry: parsed.data } : unreadable(complaint(parsed.error));
}
