// The metric `Reachable` of CloudWatch, which health checks of Route 53 watch: one value for each site, of standard
// resolution, because they take no other.

import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { ReachabilityPort } from '../ports';
import type { Reachable } from '../reachability';
import { aFewAtOnce, groupsOf } from './batches';
import { newClient } from './clients';
import { withinMs } from './in-time';
import { METRIC_NAMESPACE } from './metric-line';

interface SiteMetrics {
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
  /** The site whose controller says it. */
  readonly site: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Tries again soon: there is no time for long waits. */
export function reachabilityClient(): CloudWatchClient {
  return newClient(CloudWatchClient, { connectionTimeout: 1_000, requestTimeout: 1_500 });
}

/** What CloudWatch takes in one call. */
const MOST_VALUES = 1_000;
const STANDARD_SECONDS = 60;
/** The next run says it anew, so this one does not wait for long. */
const SAID_WITHIN_MS = 4_000;

function datumOf({ to, value }: Reachable, from: string, atMs: number): MetricDatum {
  return {
    MetricName: 'Reachable',
    Dimensions: [
      { Name: 'From', Value: from },
      { Name: 'To', Value: to },
    ],
    Value: value,
    Unit: 'None',
    StorageResolution: STANDARD_SECONDS,
    Timestamp: new Date(atMs),
  };
}

export function reachabilityApi({ cloudWatch, site, now }: SiteMetrics): ReachabilityPort {
  return {
    tell: async (reachable) => {
      const atMs = now();
      const data = reachable.map((one) => datumOf(one, site, atMs));
      await withinMs(SAID_WITHIN_MS, (abortSignal) =>
        aFewAtOnce(groupsOf(data, MOST_VALUES), (MetricData) =>
          cloudWatch.send(new PutMetricDataCommand({ Namespace: METRIC_NAMESPACE, MetricData: [...MetricData] }), {
            abortSignal,
          }),
        ),
      );
    },
  };
}
