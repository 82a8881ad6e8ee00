import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE } from './metric-namespace';
import { addSiteAlarm } from './site-alarm';

export interface ProberAlarmsProps {
  readonly link: string;
  /** The site whose end is probed from. */
  readonly site: string;
  /** A probe that takes longer counts as lost. */
  readonly timeoutMs: number;
  /** Share of probes lost over 30 s that makes the link bad, 0 to 1. */
  readonly lossThreshold: number;
  /** Start of the names of the alarms; ends with a hyphen. */
  readonly alarmNamePrefix: string;
  /** Who is told when an alarm goes on and off. */
  readonly topic: ITopic;
}

const MINUTE = Duration.minutes(1);
/** A run counts one lost probe of its sixty to seventy-five as more than this. */
const SOME_LOSS_PERCENT = 1;

/**
 * What is wrong with an end of a link and moves no traffic. Loss that makes the link bad is left out: then it is down, and
 * the controllers say so.
 */
export class ProberAlarms extends Construct {
  private readonly props: ProberAlarmsProps;

  constructor(scope: Construct, id: string, props: ProberAlarmsProps) {
    super(scope, id);
    this.props = props;
    const { link, site, alarmNamePrefix, topic } = props;
    const common = { link, site, alarmNamePrefix, topic };
    const lasting = { bad: 5, of: 5, missing: TreatMissingData.NOT_BREACHING };
    const threshold = SOME_LOSS_PERCENT;
    addSiteAlarm(this, 'Loss', {
      ...common,
      ...lasting,
      name: 'probe-loss',
      metric: this.lossBelowVerdict(),
      threshold,
    });
    const slow = { metric: this.metric('RoundTripTime', Stats.AVERAGE), threshold: props.timeoutMs / 2 };
    addSiteAlarm(this, 'Slow', { ...common, ...lasting, ...slow, name: 'probe-slow' });
    const silent = {
      metric: this.metric('Loss', Stats.SAMPLE_COUNT),
      threshold: 1,
      below: true,
      bad: 3,
      of: 3,
    } as const;
    addSiteAlarm(this, 'Silent', { ...common, ...silent, name: 'prober-silent', missing: TreatMissingData.BREACHING });
  }

  private metric(metricName: string, statistic: string): Metric {
    const { link, site } = this.props;
    const dimensionsMap = { Link: link, Site: site };
    return new Metric({ namespace: METRIC_NAMESPACE, metricName, dimensionsMap, period: MINUTE, statistic });
  }

  private lossBelowVerdict(): MathExpression {
    return new MathExpression({
      expression: `IF(loss > ${this.props.lossThreshold * 100}, 0, loss)`,
      usingMetrics: { loss: this.metric('Loss', Stats.AVERAGE) },
      label: 'loss that does not make the link bad, percent',
      period: MINUTE,
    });
  }
}
