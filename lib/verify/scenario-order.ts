// Pure: which scenarios are larger than others, and which contain others.

import type { Backbone } from '../routing/backbone';
import type { LinkConditions } from '../routing/network';
import { failureCount, type Scenario } from '../routing/scenario';
import { conditionsOf } from './scenarios';

/**
 * The smallest scenario that shows something says most:
 *
 *   nothing   a link   a shared risk   a site   two links   a shared risk and a link   more
 *   0         1        2               3        4           5                          6 and above
 */
export function scenarioSize(scenario: Scenario): number {
  const { links, risks, sites = [] } = scenario;
  const failed = failureCount(scenario);
  if (failed > 1) return 2 * failed + risks.length + 2 * sites.length;
  return links.length + 2 * risks.length + 3 * sites.length;
}

/** Whether one scenario fails all that another one fails, each link in the same form. */
export function containment(backbone: Backbone): (larger: Scenario, smaller: Scenario) => boolean {
  const known = new WeakMap<Scenario, LinkConditions>();
  const failedIn = (scenario: Scenario) => {
    const conditions = known.get(scenario) ?? conditionsOf(scenario, backbone);
    known.set(scenario, conditions);
    return conditions;
  };
  return (larger, smaller) => {
    if (!(smaller.sites ?? []).every((site) => larger.sites?.includes(site))) return false;
    const all = failedIn(larger);
    for (const [link, condition] of failedIn(smaller)) if (all.get(link) !== condition) return false;
    return true;
  };
}
