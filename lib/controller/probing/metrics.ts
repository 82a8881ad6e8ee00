// Pure: what a run measured, as one line of a log from which CloudWatch takes metrics (its embedded metric format).

import { METRIC_NAMESPACE } from '../record-entries';
import { lossShare, medianRtt } from './results';
import type { ProbeRun } from './run';

const DIMENSIONS = [['Link', 'Site']];

/** One line of JSON; undefined when the run measured nothing, which is not the same as a loss of all. */
export function metricLine({ end, results, prober }: ProbeRun, atMs: number): string | undefined {
  const share = lossShare(results);
  if (share === undefined) return undefined;
  const rttMs = medianRtt(results);
  const verdict = prober?.verdict ?? 'none';
  const measures = [
    { Name: 'Loss', Unit: 'Percent', value: Math.round(share * 1_000) / 10 },
    ...(rttMs === undefined ? [] : [{ Name: 'RoundTripTime', Unit: 'Milliseconds', value: rttMs }]),
    ...(verdict === 'none' ? [] : [{ Name: 'Verdict', Unit: 'None', value: verdict === 'good' ? 1 : 0 }]),
  ];
  const Metrics = measures.map(({ Name, Unit }) => ({ Name, Unit }));
  const CloudWatchMetrics = [{ Namespace: METRIC_NAMESPACE, Dimensions: DIMENSIONS, Metrics }];
  const values = Object.fromEntries(measures.map(({ Name, value }) => [Name, value]));
  return JSON.stringify({ _aws: { Timestamp: atMs, CloudWatchMetrics }, Link: end.link, Site: end.site, ...values });
}
