import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmName } from '../net/alarms';
import type { Gauge, SiteGauge } from '../net/gauges';
import { METRIC_NAMESPACE } from './metric-namespace';
import { addSiteAlarm, type Watch } from './site-alarm';

export interface GaugeAlarmsProps {
  readonly site: string;
  /** Names of the links that end at it. */
  readonly links: readonly string[];
  /** True at the admission site, which alone knows how far drains are. */
  readonly admits: boolean;
  /** Start of the names of the alarms; ends with a hyphen. */
  readonly alarmNamePrefix: string;
  /** Who is told of what no controller tells. */
  readonly topic: ITopic;
}

interface Limit extends Pick<Watch, 'threshold' | 'bad' | 'of'> {
  readonly gauge: SiteGauge;
  /** Only at the admission site, or only at the others. */
  readonly at?: 'admission' | 'others';
}

/** A network that converges does not raise them: what lasts for a moment is no news. */
const LIMITS: readonly (readonly [AlarmName, Limit])[] = [
  ['admission-unheard', { gauge: 'AdmissionUnheard', threshold: 1, bad: 3, of: 3, at: 'others' }],
  ['change-refused', { gauge: 'ChangesRefused', threshold: 1, bad: 15, of: 15 }],
  ['drain-stuck', { gauge: 'DrainsUnfinished', threshold: 1, bad: 20, of: 20, at: 'admission' }],
  ['last-resort', { gauge: 'LastResort', threshold: 1, bad: 3, of: 5 }],
  ['residual-route', { gauge: 'ResidualRoutes', threshold: 1, bad: 3, of: 3 }],
  ['withdrawals-frozen', { gauge: 'WithdrawalsFrozen', threshold: 1, bad: 1, of: 1 }],
];

/** `Standing` of links: see net/gauges.ts. */
const OF_LINKS = [
  ['link-drained', 1],
  ['link-down', 2],
] as const;

function gaugeMetric(metricName: Gauge, dimensionsMap: Readonly<Record<string, string>>, statistic: string): Metric {
  return new Metric({ namespace: METRIC_NAMESPACE, metricName, dimensionsMap, period: Duration.minutes(1), statistic });
}

/**
 * On while a site's controller says so, each run anew. A controller that says nothing has an alarm of its own, and all
 * others stay as they were.
 */
export class GaugeAlarms extends Construct {
  private readonly props: GaugeAlarmsProps;

  constructor(scope: Construct, id: string, props: GaugeAlarmsProps) {
    super(scope, id);
    this.props = props;
    for (const [name, { gauge, at, ...limit }] of LIMITS)
      if (at === undefined || (at === 'admission') === props.admits) this.add(this, name, { gauge, ...limit });
    this.addStale();
    for (const link of props.links) this.addOfLink(new Construct(this, link), link);
  }

  private common() {
    const { site, alarmNamePrefix, topic } = this.props;
    return { site, alarmNamePrefix, topic };
  }

  private add(scope: Construct, name: AlarmName, { gauge, ...limit }: Omit<Limit, 'at'>): void {
    const metric = gaugeMetric(gauge, { Site: this.props.site }, Stats.MAXIMUM);
    addSiteAlarm(scope, name, { ...this.common(), ...limit, name, metric, missing: TreatMissingData.IGNORE });
  }

  /** How old the last good run is shows in that nothing says of a newer one. */
  private addStale(): void {
    const metric = gaugeMetric('Reconciled', { Site: this.props.site }, Stats.SUM);
    const name = 'controller-stale';
    const missing = TreatMissingData.BREACHING;
    addSiteAlarm(this, name, { ...this.common(), name, metric, threshold: 1, below: true, bad: 5, of: 5, missing });
  }

  private addOfLink(scope: Construct, link: string): void {
    const metric = gaugeMetric('Standing', { Link: link, Site: this.props.site }, Stats.MAXIMUM);
    const watch = { metric, bad: 1, of: 1, missing: TreatMissingData.IGNORE };
    for (const [name, threshold] of OF_LINKS)
      addSiteAlarm(scope, name, { ...this.common(), ...watch, name, link, threshold });
  }
}
