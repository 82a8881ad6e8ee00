import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addSiteAlarm } from './site-alarm';

export interface GatewayAlarmsProps {
  readonly site: string;
  readonly transitGatewayId: string;
  /** Start of the names of the alarms; ends with a hyphen. */
  readonly alarmNamePrefix: string;
  /** Who is told when an alarm goes on and off. */
  readonly topic: ITopic;
}

/**
 * Packets a minute from which on an alarm counts the minute as bad. Any route into nothing is one too many. Something always
 * asks for addresses that nobody has; one packet a second is more than that.
 */
const DROPPED = {
  'packets-blackholed': { metricName: 'PacketDropCountBlackhole', threshold: 1 },
  'packets-unrouted': { metricName: 'PacketDropCountNoRoute', threshold: 60 },
} as const;

/** What the transit gateway of a site drops: whatever is wrong with routes, it shows here. */
export class GatewayAlarms extends Construct {
  constructor(scope: Construct, id: string, props: GatewayAlarmsProps) {
    super(scope, id);
    const { transitGatewayId, ...common } = props;
    for (const name of ['packets-blackholed', 'packets-unrouted'] as const) {
      const { metricName, threshold } = DROPPED[name];
      const metric = new Metric({
        namespace: 'AWS/TransitGateway',
        metricName,
        dimensionsMap: { TransitGateway: transitGatewayId },
        period: Duration.minutes(1),
        statistic: Stats.SUM,
      });
      const watch = { metric, threshold, bad: 3, of: 5, missing: TreatMissingData.NOT_BREACHING };
      addSiteAlarm(this, name, { ...common, ...watch, name });
    }
  }
}
