// Pure: what a run measured, for the metrics of its end of the link.

import type { Measured } from '../measured';
import { lossShare, medianRtt } from './results';
import type { ProbeRun } from './run';

/** Undefined when the run measured nothing, which is not the same as a loss of all. */
export function measuredIn({ end, results, prober }: ProbeRun): Measured | undefined {
  const share = lossShare(results);
  if (share === undefined) return undefined;
  const rttMs = medianRtt(results);
  const verdict = prober?.verdict ?? 'none';
  const loss = { name: 'Loss', unit: 'Percent', value: Math.round(share * 1_000) / 10 } as const;
  const measures = [
    loss,
    ...(rttMs === undefined ? [] : [{ name: 'RoundTripTime', unit: 'Milliseconds', value: rttMs } as const]),
    ...(verdict === 'none' ? [] : [{ name: 'Verdict', unit: 'None', value: verdict === 'good' ? 1 : 0 } as const]),
  ];
  return { dimensions: { Link: end.link, Site: end.site }, measures };
}
