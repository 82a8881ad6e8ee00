import { metricLine } from '../../../lib/controller/probing/metrics';
import { afterResult, newRun, takenOver } from '../../../lib/controller/probing/run';
import { POLICY } from '../../support/backbones';
import { GOOD, START } from '../../support/prober-world';

const RUN = newRun({ link: 's0-s1', site: 's0', policy: POLICY.probe }, START);
const MISS = { atMs: START + 1_500 };
const ANSWER = { atMs: START + 2_020, rttMs: 20 };

test('a run that measured nothing has no metrics: that is not a loss of all', () => {
  expect(metricLine(takenOver(RUN, GOOD), START)).toBeUndefined();
});

test.each([
  [
    'a verdict of its own or its predecessor',
    takenOver(RUN, GOOD),
    [MISS, ANSWER],
    { Loss: 50, RoundTripTime: 20, Verdict: 1 },
  ],
  ['a verdict that is bad', takenOver(RUN, { ...GOOD, verdict: 'bad' }), [MISS], { Loss: 100, Verdict: 0 }],
  ['no verdict yet', RUN, [ANSWER], { Loss: 0, RoundTripTime: 20 }],
] as const)('a run with %s has the metrics that it has values for', (_, run, results, values) => {
  const { _aws, ...rest } = JSON.parse(metricLine(results.reduce(afterResult, run), START) ?? '{}');
  expect(rest).toEqual({ Link: 's0-s1', Site: 's0', ...values });
  const names = _aws.CloudWatchMetrics[0].Metrics.map(({ Name }: { readonly Name: string }) => Name);
  expect(names.sort()).toEqual(Object.keys(values).sort());
});
