import { Duration } from 'aws-cdk-lib';
import { Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmName } from '../net/alarms';
import { addSiteAlarm, type Watch } from './site-alarm';

export interface ReconcilerAlarmsProps {
  readonly site: string;
  readonly function: IFunction;
  /** Start of the names of the alarms; ends with a hyphen. */
  readonly alarmNamePrefix: string;
  /** Who is told when an alarm goes on and off. */
  readonly topic: ITopic;
}

const MINUTE = Duration.minutes(1);
/** Half the age at which a wake-up is given up, in milliseconds. */
const LATE_MS = 30_000;

/** What is not there has not been counted; that no call at all is there is what `controller-silent` is about. */
const { NOT_BREACHING, BREACHING } = TreatMissingData;

/**
 * A run that fails is followed by another one within a minute, which does what is left; a run that cannot start because
 * two are under way likewise. So each alarm wants several bad minutes.
 */
function watched(reconciler: IFunction): readonly (readonly [AlarmName, Watch])[] {
  const sum = { period: MINUTE, statistic: Stats.SUM };
  const late = reconciler.metric('IteratorAge', { period: MINUTE, statistic: Stats.MAXIMUM });
  const [errors, runs, throttles] = [
    reconciler.metricErrors(sum),
    reconciler.metricInvocations(sum),
    reconciler.metricThrottles(sum),
  ];
  return [
    ['controller-failing', { metric: errors, threshold: 1, bad: 3, of: 5, missing: NOT_BREACHING }],
    ['controller-silent', { metric: runs, threshold: 1, below: true, bad: 3, of: 3, missing: BREACHING }],
    ['controller-throttled', { metric: throttles, threshold: 1, bad: 5, of: 5, missing: NOT_BREACHING }],
    ['controller-late', { metric: late, threshold: LATE_MS, bad: 3, of: 5, missing: NOT_BREACHING }],
  ];
}

/** What tells people that a site's controller does not do its work, which it cannot tell itself. */
export class ReconcilerAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ReconcilerAlarmsProps) {
    super(scope, id);
    const { site, alarmNamePrefix, topic } = props;
    for (const [name, watch] of watched(props.function))
      addSiteAlarm(this, name, { ...watch, name, site, alarmNamePrefix, topic });
  }
}
