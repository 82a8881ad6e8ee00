import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { NAMES_ASTRAY } from '../net/gauges';
import { METRIC_NAMESPACE } from './metric-namespace';
import { NAMES_AUDIT_EVERY } from './names-audit-function';
import { addSiteAlarm } from './site-alarm';

export interface NamesAlarmsProps {
  readonly site: string;
  /** Start of the names of the alarms; ends with a hyphen. */
  readonly alarmNamePrefix: string;
  /** Who is told when an alarm goes on and off. */
  readonly topic: ITopic;
}

/** Audits that may be missing before somebody is told: a deployment of a site's names takes minutes. */
const MISSING_AUDITS = 3;

/**
 * What tells people that names are not as they were deployed, or that nobody knows. An audit says how much differs; until
 * the next one says something, that stands.
 */
export class NamesAlarms extends Construct {
  constructor(scope: Construct, id: string, { site, alarmNamePrefix, topic }: NamesAlarmsProps) {
    super(scope, id);
    const astray = { namespace: METRIC_NAMESPACE, metricName: NAMES_ASTRAY, dimensionsMap: { Site: site } };
    const common = { site, alarmNamePrefix, topic, threshold: 1 };
    addSiteAlarm(this, 'Astray', {
      ...common,
      name: 'names-astray',
      metric: new Metric({ ...astray, period: Duration.minutes(1), statistic: Stats.MAXIMUM }),
      bad: 1,
      of: 1,
      missing: TreatMissingData.IGNORE,
    });
    addSiteAlarm(this, 'Uncompared', {
      ...common,
      name: 'names-uncompared',
      metric: new Metric({ ...astray, period: NAMES_AUDIT_EVERY, statistic: Stats.SAMPLE_COUNT }),
      below: true,
      bad: MISSING_AUDITS,
      of: MISSING_AUDITS,
      missing: TreatMissingData.BREACHING,
    });
  }
}
