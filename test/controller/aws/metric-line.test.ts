import { metricLine } from '../../../lib/controller/aws/metric-line';
import type { Measured } from '../../../lib/controller/measured';
import { metricsIn } from '../../support/log-lines';
import { NOW_MS } from '../../support/world';

const LOSS = { name: 'Loss', unit: 'Percent', value: 12.5 } as const;

function measured(more: Partial<Measured> = {}): Measured {
  return { dimensions: { Link: 's0-s1', Site: 's0' }, measures: [LOSS], ...more };
}

test('a line has each value beside its dimensions, and says in which namespace and unit it counts', () => {
  const verdict = { name: 'Verdict', unit: 'None', value: 0 } as const;
  const line = metricLine(measured({ measures: [LOSS, verdict] }), NOW_MS);
  expect(metricsIn([line])).toEqual([
    {
      _aws: {
        Timestamp: NOW_MS,
        CloudWatchMetrics: [
          {
            Namespace: 'Detour',
            Dimensions: [['Link', 'Site']],
            Metrics: [
              { Name: 'Loss', Unit: 'Percent' },
              { Name: 'Verdict', Unit: 'None' },
            ],
          },
        ],
      },
      Link: 's0-s1',
      Site: 's0',
      Loss: 12.5,
      Verdict: 0,
    },
  ]);
});

test('nothing of a line is there in the next', () => {
  metricLine(measured(), NOW_MS);
  const line = metricLine({ dimensions: { Site: 's1' }, measures: [{ ...LOSS, name: 'Other' }] }, NOW_MS);
  expect(line).not.toMatch(/Loss|Link|s0/);
});

test.each<[string, Partial<Measured>, string]>([
  ['a dimension without a value', { dimensions: { Site: '' } }, "doesn't meet the requirements"],
  ['a value that is no number', { measures: [{ ...LOSS, value: Number.NaN }] }, 'NaN of Loss is no value'],
  ['a name that is none', { measures: [{ ...LOSS, name: '' }] }, 'between 1 and 255 characters'],
  ['a measure with the name of a dimension', { measures: [{ ...LOSS, name: 'Site' }] }, 'collision'],
  [
    'more measures than CloudWatch takes',
    { measures: Array.from({ length: 101 }, (_, index) => ({ ...LOSS, name: `m${index}` })) },
    '101 measures do not fit into one line',
  ],
])('fails on %s, rather than to write another metric than was asked for', (_, more, why) => {
  expect(() => metricLine(measured(more), NOW_MS)).toThrow(why);
});
