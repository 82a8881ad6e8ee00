import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ReachCheck } from '../routing/site-names';
import { tell } from './alarm-actions';
import { AlarmHealthCheck } from './alarm-health-check';

export interface ReachableCheckProps {
  /** The site whose controller says what is reached. */
  readonly from: string;
  /** The site that is reached or not; may be the same, which is unreachable when it is evacuated. */
  readonly to: string;
  readonly alarmName: string;
  /** Who is told when the alarm goes on and off. */
  readonly topic: ITopic;
}

/** As lib/controller/aws/reachability-api.ts writes it. */
const METRIC = { namespace: 'Detour', metricName: 'Reachable' } as const;
/**
 * A minute counts as lost when nothing that was said in it says otherwise, and two of them in a row have to be: steering
 * around a link that is down takes seconds, and is not to move names.
 */
const PERIODS = 2;

const RUNBOOK = 'Runbook: docs/runbooks/reaches.md';

/**
 * Whether a site is reached from another, as a health check of Route 53. Its alarm is one that Route 53 takes: one metric
 * of standard resolution, a simple statistic, all of so many periods, no expression.
 */
export class ReachableCheck extends Construct {
  readonly healthCheckId: string;
  /** As Route 53 will have it. */
  readonly check: ReachCheck;

  constructor(scope: Construct, id: string, { from, to, alarmName, topic }: ReachableCheckProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmName,
      alarmDescription:
        from === to
          ? `${from} is evacuated: names that lead to it lead elsewhere from its own VPCs, too. ${RUNBOOK}`
          : `${to} is reached from ${from} by no path, or is evacuated: names that lead to it lead elsewhere from the VPCs of ${from}. ${RUNBOOK}`,
      metric: new Metric({
        ...METRIC,
        dimensionsMap: { From: from, To: to },
        period: Duration.minutes(1),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: PERIODS,
      // Not as missing: then a single bad minute, and silence after it, would count as bad.
      treatMissingData: TreatMissingData.IGNORE,
    });
    tell(topic, alarm);
    const { region } = Stack.of(this);
    const check = new AlarmHealthCheck(this, 'Check', { checkName: alarmName, region, alarmName });
    // By its name, and not by a reference, so that templates say which alarm it is.
    check.node.addDependency(alarm);
    this.healthCheckId = check.healthCheckId;
    this.check = { id: check.healthCheckId, to, alarm: { region, name: alarmName } };
  }
}
