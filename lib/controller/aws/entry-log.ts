// Entries in the log of a function: one line of JSON for each, as Powertools writes them, and the metrics of their codes.

import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { CODES, type Code } from '../../net/codes';
import { boundedEntry } from '../announce/bounded-entry';
import { codeCounts } from '../announce/code-counts';
import type { AuditEntry } from '../audit';
import { metricLine } from './metric-line';

/** Takes whole lines: `process.stdout.write`, which Lambda passes on as they are. */
type Write = (line: string) => unknown;

/** Lambda reads `level` and `timestamp`, whatever else a line holds. */
class EntryFormatter extends LogFormatter {
  constructor(private readonly nowMs: number) {
    super();
  }

  override formatAttributes(line: UnformattedAttributes, entry: LogAttributes): LogItem {
    const { logLevel: level, message: because, xRayTraceId: traceId } = line;
    const timestamp = new Date(this.nowMs).toISOString();
    return new LogItem({ attributes: { level, timestamp, ...entry, because, traceId } });
  }
}

/** Made for one batch, so that nothing of one invocation is there in the next. */
function loggerTo(write: Write, nowMs: number): Logger {
  // Powertools may say something while it is being made, so where to write cannot be a property.
  return new (class extends Logger {
    protected override printLog(_level: number, line: LogItem): void {
      line.prepareForPrint();
      write(`${JSON.stringify(line.getAttributes(), this.getJsonReplacer())}\n`);
    }
  })({ logLevel: 'INFO', sampleRateValue: 0, logFormatter: new EntryFormatter(nowMs) });
}

function levelOf(code: Code): 'error' | 'warn' | 'info' {
  const { severity } = CODES[code];
  return severity === 'warning' ? 'warn' : severity;
}

/** Every text in a line is safe to print, even after it has been parsed. */
export function logEntries(entries: readonly AuditEntry[], write: Write, nowMs: number): void {
  const logger = loggerTo(write, nowMs);
  for (const entry of entries) {
    const { because, ...rest } = boundedEntry(entry);
    logger[levelOf(entry.code)](because, rest);
  }
  for (const counts of codeCounts(entries)) write(`${metricLine(counts, nowMs)}\n`);
}
