import type { EventPattern } from 'aws-cdk-lib/aws-events';

/** Of an event that AWS sends; of one that an operator puts on the bus to rehearse one. */
type HealthSource = 'aws.health' | 'detour.drill';

/** Whatever AWS Health says of the services that links are made of. What is affected decides the rest. */
export function healthPattern(sources: readonly HealthSource[]): EventPattern {
  return {
    source: [...sources],
    detailType: ['AWS Health Event'],
    detail: {
      service: ['DIRECTCONNECT', 'VPN', 'TRANSITGATEWAY', 'VPC'],
      eventTypeCategory: ['scheduledChange', 'issue'],
    },
  };
}
