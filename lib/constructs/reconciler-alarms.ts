import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { tell } from './alarm-actions';

export interface ReconcilerAlarmsProps {
  readonly site: string;
  readonly function: IFunction;
  /** Start of the names of the alarms; ends with a hyphen. */
  readonly alarmNamePrefix: string;
  /** Who is told when an alarm goes on and off. */
  readonly topic: ITopic;
}

interface Watch {
  readonly metric: IMetric;
  /** The alarm is on from this value on; `below`: as long as there is less. */
  readonly threshold: number;
  readonly below?: true;
  /** So many bad minutes out of the last so many. */
  readonly bad: number;
  readonly of: number;
  /** What it means, and what to do. */
  readonly says: string;
}

const MINUTE = Duration.minutes(1);
/** Half the age at which a wake-up is given up, in milliseconds. */
const LATE_MS = 30_000;

/**
 * A run that fails is followed by another one within a minute, which does what is left; a run that cannot start because
 * two are under way likewise. So each alarm wants several bad minutes.
 */
function watched(reconciler: IFunction): Readonly<Record<string, Watch>> {
  const sum = { period: MINUTE, statistic: Stats.SUM };
  return {
    'controller-failing': {
      metric: reconciler.metricErrors(sum),
      threshold: 1,
      bad: 3,
      of: 5,
      says: 'runs of the controller fail; what is steered stays so, and what dies now may stay in use. Read its log',
    },
    'controller-silent': {
      metric: reconciler.metricInvocations(sum),
      threshold: 1,
      below: true,
      bad: 3,
      of: 3,
      says: 'the controller does not run; what is steered stays so, and what dies now stays in use. Look at its schedule',
    },
    'controller-throttled': {
      metric: reconciler.metricThrottles(sum),
      threshold: 1,
      bad: 5,
      of: 5,
      says: 'the controller is kept from running, by its own long runs or by a limit of the account. Read its log',
    },
    'controller-late': {
      metric: reconciler.metric('IteratorAge', { period: MINUTE, statistic: Stats.MAXIMUM }),
      threshold: LATE_MS,
      bad: 3,
      of: 5,
      says: 'the controller hears late of what changes in the link state database, and acts within a minute. Read its log',
    },
  };
}

/** What tells people that a site's controller does not do its work, which it cannot tell itself. */
export class ReconcilerAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ReconcilerAlarmsProps) {
    super(scope, id);
    const { site, alarmNamePrefix, topic } = props;
    for (const [name, { metric, threshold, below, bad, of, says }] of Object.entries(watched(props.function))) {
      const alarm = new Alarm(this, name, {
        alarmName: `${alarmNamePrefix}${name}`,
        alarmDescription: `${site}: ${says}`,
        metric,
        threshold,
        comparisonOperator: below
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        datapointsToAlarm: bad,
        evaluationPeriods: of,
        // What is not there has not been counted: no call at all is what one of them is about.
        treatMissingData: below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      tell(topic, alarm);
    }
  }
}
