// Route 53 for an operator's terminal: only what forces health checks of names and lets them go needs its client.

import { Route53Client } from '@aws-sdk/client-route-53';
import type { HealthCheckPort } from '../health-check-ports';
import type { Reach } from '../operator/reach';
import { healthCheckApi } from './health-check-api';
import { clientConfig } from './operator-clients';

interface OperatorHealthChecks {
  readonly checks: HealthCheckPort;
  close(): void;
}

export function operatorHealthChecks(reach: Reach): OperatorHealthChecks {
  const client = new Route53Client(clientConfig(reach, 'route53'));
  return { checks: healthCheckApi(client), close: () => client.destroy() };
}
