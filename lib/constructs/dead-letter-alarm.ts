import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { tell } from './alarm-actions';

export interface DeadLetterAlarmProps {
  readonly alarmName: string;
  readonly queue: IQueue;
  /** What it means that something is in the queue, and what to do. */
  readonly description: string;
  /**
   * Who is told when the alarm goes on and off.
   *
   * @default - nobody: it is seen by those who look
   */
  readonly topic?: ITopic;
}

/** On for as long as something is in a dead-letter queue, so that nothing stays there unseen. */
export class DeadLetterAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, { alarmName, queue, description, topic }: DeadLetterAlarmProps) {
    super(scope, id);
    this.alarm = new Alarm(this, 'Alarm', {
      alarmName,
      alarmDescription: description,
      metric: queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // A queue that nobody has used for hours has no metrics.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (topic !== undefined) tell(topic, this.alarm);
  }
}
