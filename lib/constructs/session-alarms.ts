import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { addSiteAlarm } from './site-alarm';

interface LinkEnd {
  readonly link: string;
  /** The AWS end. */
  readonly site: string;
  /** Start of the names of the alarms of the site; ends with a hyphen. */
  readonly alarmNamePrefix: string;
}

export interface TunnelAlarmProps extends LinkEnd {
  readonly vpnConnectionId: string;
}

export interface BgpAlarmProps extends LinkEnd {
  readonly virtualInterfaceId: string;
}

/** AWS publishes the state of sessions this often, or more often. */
const PERIOD = Duration.minutes(5);

/** On while a tunnel of a VPN is down: with BGP, AWS counts a tunnel as up when its session is. */
export class TunnelAlarm extends Construct {
  constructor(scope: Construct, id: string, { vpnConnectionId, ...end }: TunnelAlarmProps) {
    super(scope, id);
    const metric = new Metric({
      namespace: 'AWS/VPN',
      metricName: 'TunnelState',
      dimensionsMap: { VpnId: vpnConnectionId },
      period: PERIOD,
      statistic: Stats.MINIMUM,
    });
    const watch = { metric, threshold: 1, below: true, bad: 1, of: 1, missing: TreatMissingData.BREACHING } as const;
    addSiteAlarm(this, 'Alarm', { ...end, ...watch, name: 'vpn-tunnel-down' });
  }
}

/**
 * On while BGP is down on a virtual interface. A query finds the metric whatever other dimensions it has: the id of the
 * connection, which is not known of an interface that somebody else provides, and the family of addresses. Whether a region
 * has the metric at all AWS does not say, so that nothing is not down.
 */
export class BgpAlarm extends Construct {
  constructor(scope: Construct, id: string, { virtualInterfaceId, ...end }: BgpAlarmProps) {
    super(scope, id);
    const metric = new MathExpression({
      expression: `SELECT MIN(VirtualInterfaceBgpStatus) FROM "AWS/DX" WHERE VirtualInterfaceId = '${virtualInterfaceId}'`,
      usingMetrics: {},
      label: `BGP of ${end.link}`,
      period: PERIOD,
    });
    const watch = { metric, threshold: 1, below: true, bad: 1, of: 1, missing: TreatMissingData.MISSING } as const;
    addSiteAlarm(this, 'Alarm', { ...end, ...watch, name: 'bgp-down' });
  }
}
