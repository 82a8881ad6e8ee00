import { measuredIn } from '../../../lib/controller/probing/metrics';
import { afterResult, newRun, takenOver } from '../../../lib/controller/probing/run';
import { POLICY } from '../../support/backbones';
import { GOOD, START } from '../../support/prober-world';

const RUN = newRun({ link: 's0-s1', site: 's0', policy: POLICY.probe }, START);
const MISS = { atMs: START + 1_500 };
const ANSWER = { atMs: START + 2_020, rttMs: 20 };

test('a run that measured nothing has no metrics: that is not a loss of all', () => {
  expect(measuredIn(takenOver(RUN, GOOD, START))).toBeUndefined();
});

test.each([
  [
    'a verdict of its own or its predecessor',
    takenOver(RUN, GOOD, START),
    [MISS, ANSWER],
    ['Loss 50 Percent', 'RoundTripTime 20 Milliseconds', 'Verdict 1 None'],
  ],
  [
    'a verdict that is bad',
    takenOver(RUN, { ...GOOD, verdict: 'bad' }, START),
    [MISS],
    ['Loss 100 Percent', 'Verdict 0 None'],
  ],
  ['no verdict yet', RUN, [ANSWER], ['Loss 0 Percent', 'RoundTripTime 20 Milliseconds']],
] as const)('a run with %s has the metrics that it has values for', (_, run, results, said) => {
  const measured = measuredIn(results.reduce(afterResult, run));
  expect(measured?.dimensions).toEqual({ Link: 's0-s1', Site: 's0' });
  expect(measured?.measures.map(({ name, value, unit }) => `${name} ${value} ${unit}`)).toEqual(said);
});
