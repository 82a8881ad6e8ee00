import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { CodeAlarm } from '../../lib/constructs/code-alarm';
import { logEntries } from '../../lib/controller/aws/entry-log';
import { unreadableEntry } from '../../lib/controller/link-state-items/item';
import { metricsIn } from '../support/log-lines';

const TOPIC_ARN = 'arn:aws:sns:us-east-1:111111111111:oncall';

function anAlarm(topicIn?: (stack: Stack) => ITopic) {
  const stack = new Stack(new App(), 'Test');
  new CodeAlarm(stack, 'Unreadable', {
    alarmName: 'acme-iad-item-unreadable',
    code: 'item-unreadable',
    site: 'iad',
    ...(topicIn ? { topic: topicIn(stack) } : {}),
  });
  const [alarm] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
  return alarm?.Properties;
}

test('an alarm watches the metric that a told entry counts in', () => {
  const lines: string[] = [];
  logEntries([unreadableEntry({ pk: 'order', sk: 'x', why: 'it is odd' }, 'iad', 0)], (line) => lines.push(line), 0);
  const [line] = metricsIn(lines);
  const metric = line?._aws.CloudWatchMetrics[0];
  const alarm = anAlarm();
  expect(alarm.Namespace).toBe(metric?.Namespace);
  expect(alarm.MetricName).toBe(metric?.Metrics[0]?.Name);
  expect(line?.[alarm.MetricName]).toBe(1);
  expect(metric?.Dimensions).toEqual([['Site']]);
  expect(alarm.Dimensions).toEqual([{ Name: 'Site', Value: line?.Site }]);
});

test('one entry within five minutes is enough, and none is well', () => {
  expect(anAlarm()).toMatchObject({
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test('an alarm says what its code means and what to do', () => {
  expect(anAlarm().AlarmDescription).toMatch(
    /^iad: an item of the link state database is ignored, .*; deploy the same/,
  );
});

test('whoever is told hears when it goes on and when it goes off', () => {
  const alarm = anAlarm((stack) => Topic.fromTopicArn(stack, 'Topic', TOPIC_ARN));
  expect([alarm.AlarmActions, alarm.OKActions]).toEqual([[TOPIC_ARN], [TOPIC_ARN]]);
  expect(anAlarm()).not.toHaveProperty('AlarmActions');
});
