import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';

interface AllHealthyProps {
  /** Shown as the name of the health check. */
  readonly checkName: string;
  /** At most 255, none of which is calculated itself. */
  readonly healthCheckIds: readonly string[];
}

/** Id of a health check that is healthy as long as all the others are. */
export function allHealthy(scope: Construct, id: string, { checkName, healthCheckIds }: AllHealthyProps): string {
  return new CfnHealthCheck(scope, id, {
    healthCheckConfig: {
      type: 'CALCULATED',
      childHealthChecks: [...healthCheckIds],
      healthThreshold: healthCheckIds.length,
    },
    healthCheckTags: [{ key: 'Name', value: checkName }],
  }).ref;
}
