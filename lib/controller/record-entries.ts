// Pure: audit entries as lines of a log, from which CloudWatch takes a metric for each code (its embedded metric format).

import { printable } from '../net/printable';
import type { AuditEntry } from './audit';

/** Of all metrics that Detour writes. */
export const METRIC_NAMESPACE = 'Detour';

/** Longer texts are cut: one event of a log holds 256 KiB, and what a sender wrote may be in it. */
const MOST_CHARACTERS = 2_000;

function bounded(text: string): string {
  const safe = printable(text);
  return safe.length <= MOST_CHARACTERS ? safe : `${safe.slice(0, MOST_CHARACTERS)}…`;
}

function texts(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? bounded(value) : value;
}

/**
 * One line of JSON. Each text in it is safe to print, even after it has been parsed. The metric is of when the line is
 * written: an alarm looks at the last minutes, and what the entry is about may have waited for hours.
 */
function entryLine(entry: AuditEntry, nowMs: number): string {
  const metrics = [
    { Namespace: METRIC_NAMESPACE, Dimensions: [['Site']], Metrics: [{ Name: entry.code, Unit: 'Count' }] },
  ];
  const metadata = { Timestamp: nowMs, CloudWatchMetrics: metrics };
  return JSON.stringify({ _aws: metadata, Site: entry.site, [entry.code]: 1, ...entry }, texts);
}

/** `write` takes whole lines: `process.stdout.write`, which Lambda passes on as they are. */
export function recordEntries(entries: readonly AuditEntry[], write: (text: string) => unknown, nowMs: number): void {
  for (const entry of entries) write(`${entryLine(entry, nowMs)}\n`);
}
