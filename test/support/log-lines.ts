// What a function has written to its log: entries, and the metrics that CloudWatch takes from it.

import type { AuditEntry } from '../../lib/controller/audit';

interface LoggedEntry extends AuditEntry {
  readonly level: string;
  /** When the line was written, in ISO 8601. */
  readonly timestamp: string;
}

interface LoggedMetrics {
  readonly _aws: {
    /** When the line was written, in epoch milliseconds. */
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  /** Values of metrics and of dimensions. */
  readonly [name: string]: unknown;
}

function parsed(lines: readonly string[]): readonly object[] {
  return lines
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): object => JSON.parse(line));
}

export function entriesIn(lines: readonly string[]): readonly LoggedEntry[] {
  return parsed(lines).filter((line): line is LoggedEntry => 'level' in line);
}

export function metricsIn(lines: readonly string[]): readonly LoggedMetrics[] {
  return parsed(lines).filter((line): line is LoggedMetrics => '_aws' in line);
}
