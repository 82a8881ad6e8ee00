// Pure: why a link counts as it does: every check in order with its verdict and the facts that it saw, and what would change
// the outcome. The checks are asked the very same as when they decide.

import { CHANGED_BY, CHECK_FACTS, type CheckName } from './check-facts';
import { CHECKS, HEALTHY, type Verdict } from './checks';
import type { LinkFacts } from './facts';

export interface ExplainedCheck {
  readonly check: CheckName;
  /** Absent: it has nothing to say. */
  readonly verdict?: Verdict;
  /** It is the first that has something to say. */
  readonly decides: boolean;
  readonly facts: readonly string[];
}

export interface ExplainedLink {
  readonly link: string;
  readonly checks: readonly ExplainedCheck[];
  readonly verdict: Verdict;
  /** What would end it. */
  readonly changedBy: string;
  /** What it would count as without that, were nothing else to change: by the next check that has something to say. */
  readonly otherwise: Verdict;
}

const NAMES = Object.keys(CHECKS) as readonly CheckName[];

export function explainLink(facts: LinkFacts): ExplainedLink {
  const asked = NAMES.map((check) => ({ check, verdict: CHECKS[check](facts) }));
  const speaking = asked.flatMap(({ check, verdict }) => (verdict ? [{ check, verdict }] : []));
  const [decider, next] = speaking;
  const checks = asked.map(
    ({ check, verdict }): ExplainedCheck => ({
      check,
      ...(verdict ? { verdict } : {}),
      decides: check === decider?.check,
      facts: CHECK_FACTS[check](facts),
    }),
  );
  return {
    link: facts.link,
    checks,
    verdict: decider?.verdict ?? HEALTHY,
    changedBy: CHANGED_BY[decider?.check ?? 'healthy'],
    otherwise: next?.verdict ?? HEALTHY,
  };
}
