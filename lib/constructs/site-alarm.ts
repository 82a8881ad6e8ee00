import { Alarm, ComparisonOperator, type IMetric, type TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ALARMS, type AlarmAbout, type AlarmName, alarmText } from '../net/alarms';
import { tell } from './alarm-actions';
import { definedProps } from './defined-props';

/** When an alarm is on. */
export interface Watch {
  readonly metric: IMetric;
  /** It is on from this value on; `below`: as long as there is less. */
  readonly threshold: number;
  readonly below?: true;
  /** So many bad periods out of the last so many. */
  readonly bad: number;
  readonly of: number;
  readonly missing: TreatMissingData;
}

interface SiteAlarmProps extends Watch {
  readonly name: AlarmName;
  readonly site: string;
  /** Start of the names of the site's alarms, which may publish to its topic; ends with a hyphen. */
  readonly alarmNamePrefix: string;
  /**
   * The link that it is about.
   *
   * @default - the site as a whole
   */
  readonly link?: string;
  /**
   * Where the people of the site are told. Needed for an alarm of which nobody else tells them.
   *
   * @default - it is seen by those who look
   */
  readonly topic?: ITopic;
}

function fullName({ alarmNamePrefix, name, link }: SiteAlarmProps): string {
  return `${alarmNamePrefix}${name}${link === undefined ? '' : `-${link}`}`;
}

function textOf({ name, site, link }: SiteAlarmProps): string {
  const about: AlarmAbout = { name, site, ...definedProps({ link }) };
  return alarmText(about);
}

/** An alarm of a site, with the text that its name stands for. It tells people where nobody else does. */
export function addSiteAlarm(scope: Construct, id: string, props: SiteAlarmProps): Alarm {
  const { name, metric, threshold, below, bad, of, missing, topic } = props;
  const alarm = new Alarm(scope, id, {
    alarmName: fullName(props),
    alarmDescription: textOf(props),
    metric,
    threshold,
    comparisonOperator: below
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    datapointsToAlarm: bad,
    evaluationPeriods: of,
    treatMissingData: missing,
  });
  if (ALARMS[name].told === 'controller') return alarm;
  if (topic === undefined) throw new Error(`nobody would be told of ${name}: its alarm needs a topic`);
  tell(topic, alarm);
  return alarm;
}
