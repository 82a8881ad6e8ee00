// An alarm of CloudWatch as a health check of Route 53 follows it, read from a template. It refuses those that Route 53
// does not take, and judges the last periods as CloudWatch says it does:
//
//   of the last N + 2 periods   ignore               missing
//   N or more have data         the last N of them decide: all bad is an alarm, else there is none
//   fewer, one of them good     no alarm             no alarm
//   fewer, all bad              as it was            an alarm, once the first of them is N periods old
//   none                        as it was            insufficient data
//
// Sources: Route 53 developer guide, "Monitoring a CloudWatch alarm"; CloudWatch user guide, "Configuring how CloudWatch
// alarms treat missing data".

import type { Resource } from './assembly';

type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

const STATISTICS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Average: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  SampleCount: (values) => values.length,
};

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
};

/** CloudWatch looks at some more periods than it needs. */
const MORE_PERIODS = 2;

function refuse(problem: string): never {
  throw new Error(`Route 53 does not take the alarm: ${problem}`);
}

export class FollowedAlarm {
  private readonly values = new Map<number, number[]>();
  private readonly periodMs: number;
  private readonly periods: number;
  private readonly isBad: (values: readonly number[]) => boolean;
  private readonly missing: string;

  /** Throws when Route 53 would not take it. */
  constructor({ Properties: alarm }: Resource) {
    if (alarm.Metrics !== undefined) refuse('it is on an expression');
    if (Number(alarm.Period) < 60) refuse('its metric is of high resolution');
    const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = alarm;
    if (DatapointsToAlarm !== EvaluationPeriods) refuse('it goes on for some periods out of several');
    const statistic = STATISTICS[String(alarm.Statistic)] ?? refuse('its statistic is not a simple one');
    const compare = COMPARISONS[String(alarm.ComparisonOperator)] ?? refuse('it compares with a band');
    this.isBad = (values) => compare(statistic(values), Number(alarm.Threshold));
    this.periodMs = Number(alarm.Period) * 1_000;
    this.periods = Number(EvaluationPeriods);
    this.missing = String(alarm.TreatMissingData ?? 'missing');
  }

  put(atMs: number, value: number): void {
    const period = Math.floor(atMs / this.periodMs);
    this.values.set(period, [...(this.values.get(period) ?? []), value]);
  }

  /** The states after each period that has ended by then, the oldest first. */
  states(nowMs: number): readonly AlarmState[] {
    const now = Math.floor(nowMs / this.periodMs);
    const first = Math.min(now, ...this.values.keys());
    const states: AlarmState[] = [];
    for (let period = first; period < now; period += 1)
      states.push(this.after(period, states.at(-1) ?? 'INSUFFICIENT_DATA'));
    return states;
  }

  private after(last: number, before: AlarmState): AlarmState {
    const count = this.periods + MORE_PERIODS;
    const ages = Array.from({ length: count }, (_, i) => count - i);
    const known = ages.flatMap((age) => {
      const values = this.values.get(last - age + 1);
      return values ? [{ age, bad: this.isBad(values) }] : [];
    });
    if (known.length >= this.periods) return known.slice(-this.periods).every(({ bad }) => bad) ? 'ALARM' : 'OK';
    if (known.some(({ bad }) => !bad)) return 'OK';
    if (this.missing === 'ignore') return before;
    if (this.missing !== 'missing') return refuse(`what is missing counts as ${this.missing}`);
    const [oldest] = known;
    if (!oldest) return 'INSUFFICIENT_DATA';
    return oldest.age >= this.periods ? 'ALARM' : before;
  }
}
