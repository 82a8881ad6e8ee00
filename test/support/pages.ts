// What pages are made from, without templates: a backbone with the baseline that its stacks would give it.

import type { Judged } from '../../lib/report/page/judged';
import type { Backbone } from '../../lib/routing/backbone';
import type { Finding } from '../../lib/verify/findings';
import { resultIn, resultsOf } from '../../lib/verify/results';
import { conditionsOf, mustSurvive, scenariosOf } from '../../lib/verify/scenarios';
import { networkOf } from './networks';

/** The backbone judged in every failure; `findings` are told as they are. */
export function judgedBackbone(backbone: Backbone, findings: readonly Finding[] = []): Judged {
  const scenarios = scenariosOf(backbone, []);
  const results = resultsOf({ network: networkOf(backbone), clouds: new Map(), backbone }, scenarios);
  return {
    backbone,
    declared: true,
    verification: { flows: backbone.flows, scenarios, results, findings, labels: {} },
    read: { stacks: [], notes: [], missing: [], unplaced: [] },
    resultIn: resultIn(results),
    mustSurvive,
    failedLinks: (scenario) => [...conditionsOf(scenario, backbone).keys()].sort(),
  };
}
