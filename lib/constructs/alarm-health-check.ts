import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';

export interface AlarmHealthCheckProps {
  /** Shown as the name of the health check. */
  readonly checkName: string;
  /** Of the alarm, which Route 53 may follow from anywhere. */
  readonly region: string;
  readonly alarmName: string;
}

/**
 * A health check that follows an alarm of CloudWatch on one metric. What is unknown is as it was, and healthy when it never
 * was anything else: whoever publishes the metric may be dead, and that moves no name.
 *
 * Route 53 reads the alarm's own data by what it knew of the alarm when the check was written, and not the alarm's state.
 * Whoever changes what an alarm watches gives it another name, too, so that the check is written again.
 */
export class AlarmHealthCheck extends Construct {
  readonly healthCheckId: string;

  constructor(scope: Construct, id: string, { checkName, region, alarmName }: AlarmHealthCheckProps) {
    super(scope, id);
    const check = new CfnHealthCheck(this, 'Check', {
      healthCheckConfig: {
        type: 'CLOUDWATCH_METRIC',
        alarmIdentifier: { region, name: alarmName },
        insufficientDataHealthStatus: 'LastKnownStatus',
      },
      healthCheckTags: [{ key: 'Name', value: checkName }],
    });
    this.healthCheckId = check.ref;
  }
}
