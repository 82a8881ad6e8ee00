// One line of a log from which CloudWatch takes metrics: its embedded metric format, as Powertools writes it.

import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Measured } from '../measured';

/** Of all metrics that Detour writes. */
export const METRIC_NAMESPACE = 'Detour';

function refuse(complaint: unknown): never {
  throw new Error(`a metric cannot be written: ${String(complaint)}`);
}

/** What Powertools only complains of would be another metric than was asked for. */
const STRICT = { debug() {}, info() {}, trace() {}, warn: refuse, error: refuse };

const MOST_MEASURES = 100;

/**
 * Ends in no line break. The time is that of writing: an alarm looks at the last minutes, and what is measured may have
 * waited for hours. Throws when CloudWatch would not take it, and for more than 100 measures.
 */
export function metricLine({ dimensions, measures }: Measured, nowMs: number): string {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, logger: STRICT });
  // The name of a service, which it adds by itself, would make it another metric than alarms ask for.
  metrics.clearDefaultDimensions();
  metrics.addDimensions({ ...dimensions });
  if (measures.length > MOST_MEASURES) refuse(`${measures.length} measures do not fit into one line`);
  for (const { name, unit, value } of measures) {
    if (!Number.isFinite(value)) refuse(`${value} of ${name} is no value`);
    metrics.addMetric(name, unit, value);
  }
  const { _aws, ...values } = metrics.serializeMetrics();
  return JSON.stringify({ _aws: { ..._aws, Timestamp: nowMs }, ...values });
}
