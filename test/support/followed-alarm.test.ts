import { FollowedAlarm } from './followed-alarm';

const ALARM = {
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 1,
  ComparisonOperator: 'LessThanThreshold',
  TreatMissingData: 'missing',
};

function anAlarm(changes: Readonly<Record<string, unknown>> = {}): FollowedAlarm {
  return new FollowedAlarm({ Type: 'AWS::CloudWatch::Alarm', Properties: { ...ALARM, ...changes } });
}

/** One letter for each minute: `0` good, `X` bad, `-` nothing. */
function stateAfter(minutes: string, changes: Readonly<Record<string, unknown>> = {}): string | undefined {
  const alarm = anAlarm(changes);
  [...minutes].forEach((minute, i) => {
    if (minute !== '-') alarm.put(i * 60_000, minute === '0' ? 1 : 0);
  });
  return alarm.states(minutes.length * 60_000).at(-1);
}

// The table of the CloudWatch user guide for three out of three periods.
test.each([
  ['0-X-X', 'OK', 'OK'],
  ['----0', 'OK', 'OK'],
  ['0XX-X', 'ALARM', 'ALARM'],
  ['00000', 'OK', 'OK'],
  ['XXX', 'ALARM', 'ALARM'],
])('%s is %s when what is missing is missing, and %s when it is ignored', (minutes, missing, ignored) => {
  expect(stateAfter(minutes)).toBe(missing);
  expect(stateAfter(minutes, { TreatMissingData: 'ignore' })).toBe(ignored);
});

test('one bad minute and silence after it is an alarm when what is missing is missing, and none when it is ignored', () => {
  expect(stateAfter('000000--X--')).toBe('ALARM');
  expect(stateAfter('000000--X--', { TreatMissingData: 'ignore' })).toBe('OK');
});

test('after silence there is not enough data, or the state before it', () => {
  expect(stateAfter('000-----')).toBe('INSUFFICIENT_DATA');
  expect(stateAfter('000-----', { TreatMissingData: 'ignore' })).toBe('OK');
  expect(stateAfter('XXX-----', { TreatMissingData: 'ignore' })).toBe('ALARM');
});

test('a minute is what the statistic makes of all that was said in it', () => {
  const [most, least] = [anAlarm(), anAlarm({ Statistic: 'Minimum' })];
  for (let minute = 0; minute < 3; minute += 1)
    for (const alarm of [most, least]) {
      alarm.put(minute * 60_000, 0);
      alarm.put(minute * 60_000 + 30_000, 1);
    }
  expect(most.states(180_000).at(-1)).toBe('OK');
  expect(least.states(180_000).at(-1)).toBe('ALARM');
});

test.each([
  [{ Metrics: [] }, 'expression'],
  [{ Period: 10 }, 'high resolution'],
  [{ DatapointsToAlarm: 2 }, 'some periods out of several'],
  [{ Statistic: undefined, ExtendedStatistic: 'p99' }, 'simple'],
  [{ ComparisonOperator: 'LessThanLowerThreshold' }, 'band'],
])('fails on an alarm with %j, which Route 53 does not take', (changes, why) => {
  expect(() => anAlarm(changes)).toThrow(why);
});
