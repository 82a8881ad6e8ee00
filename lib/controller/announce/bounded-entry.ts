// Pure: an entry as it may leave: what a sender wrote may be in it, and every place it goes to has a limit.

import { printable } from '../../net/printable';
import type { AuditEntry } from '../audit';

/** Longer texts are cut: an event of a log holds 256 KiB, a message as much, and an item of a table 400 KB. */
const MOST_CHARACTERS = 2_000;
/** So many links may be named in one entry. */
const MOST_ELEMENTS = 50;

/** Safe to print and at most 2,000 characters long, with an ellipsis where something is missing. */
function boundedText(text: string): string {
  const safe = printable(text);
  return safe.length <= MOST_CHARACTERS ? safe : `${safe.slice(0, MOST_CHARACTERS)}…`;
}

function bounded(value: unknown): unknown {
  if (typeof value === 'string') return boundedText(value);
  if (Array.isArray(value)) return value.slice(0, MOST_ELEMENTS).map(bounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, bounded(part)]));
}

/** The same entry, each text of it bounded and printable. */
export function boundedEntry(entry: AuditEntry): AuditEntry {
  return bounded(entry) as AuditEntry;
}
