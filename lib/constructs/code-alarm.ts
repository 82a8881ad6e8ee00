import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmText, type CodeAlarmName } from '../net/alarms';
import { tell } from './alarm-actions';
import { METRIC_NAMESPACE } from './metric-namespace';

export interface CodeAlarmProps {
  readonly alarmName: string;
  /** What is counted: each thing that a function tells has a code, which is the name of its metric. */
  readonly code: CodeAlarmName;
  /** The site whose functions tell it. */
  readonly site: string;
  /**
   * Who is told when the alarm goes on and off.
   *
   * @default - nobody: it is seen by those who look
   */
  readonly topic?: ITopic;
}

/** Goes on when something with the code was told within five minutes. It says what the code means and what to do. */
export class CodeAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: CodeAlarmProps) {
    super(scope, id);
    const { alarmName, code, site, topic } = props;
    this.alarm = new Alarm(this, 'Alarm', {
      alarmName,
      alarmDescription: alarmText({ name: code, site, where: `Its log has the details, under the code ${code}.` }),
      ...told(code, site),
    });
    if (topic !== undefined) tell(topic, this.alarm);
  }
}

/** Nothing told is nothing wrong. */
function told(metricName: string, Site: string): Omit<AlarmProps, 'alarmName' | 'alarmDescription'> {
  return {
    metric: new Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { Site },
      period: Duration.minutes(5),
      statistic: Stats.SUM,
    }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}
