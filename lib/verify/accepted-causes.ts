// Pure: losses that come of a link which is the only way for a flow. Whoever accepts that it is accepts what its failure then
// must do, so that one cause takes one acknowledgement.
//
//   the flow is lost                                        with it is accepted
//   when this link fails, and nothing else                  that no path is left, a dead link, a black hole; no loop, since
//                                                           packets must not go round whatever fails; nothing that is unknown
//   when another link, or this one and more, fails          nothing
//   when a shared risk or a site fails                      nothing
//   with nothing failed                                     nothing
//   although there is a path without the link               nothing: routes are wrong then, and no link is missing

import type { Flow } from '../routing/backbone';
import { failureCount } from '../routing/scenario';
import type { Finding, VerifyCode } from './findings';

const CAUSE: VerifyCode = 'verify-single-point-of-failure';

/** How a flow ends of which no path is left. */
const EFFECTS: ReadonlySet<VerifyCode> = new Set<VerifyCode>([
  'verify-no-path',
  'verify-dead-link',
  'verify-blackhole',
]);

/** The link that fails where nothing else does. */
function onlyLink({ scenario }: Finding): string | undefined {
  return scenario && failureCount(scenario) === 1 ? scenario.links[0]?.name : undefined;
}

function isOf({ from, to }: Flow, { flow }: Finding): boolean {
  return flow?.from === from && flow.to === to;
}

function isEffectOf(cause: Finding, found: Finding): boolean {
  const link = onlyLink(found);
  if (!EFFECTS.has(found.code) || link === undefined || link !== onlyLink(cause)) return false;
  return (cause.flows ?? []).some((flow) => isOf(flow, found));
}

/** The findings, of which those that come of an accepted cause are accepted with it, where nobody accepts them by themselves. */
export function withAcceptedCauses(findings: readonly Finding[]): readonly Finding[] {
  const causes = findings.filter(({ code, acknowledged }) => code === CAUSE && acknowledged !== undefined);
  return findings.map((found): Finding => {
    if (found.acknowledged) return found;
    const acknowledged = causes.find((cause) => isEffectOf(cause, found))?.acknowledged;
    if (!acknowledged) return found;
    return { ...found, severity: 'info', acknowledged: { ...acknowledged, severity: found.severity, cause: CAUSE } };
  });
}
