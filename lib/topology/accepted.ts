// Pure: findings that the topology file accepts, as their ids (lib/verify/acknowledgements.ts says how they are written).

import type { AcceptedFinding } from '../routing/backbone';
import type { Written } from './written';

type WrittenAccepted = NonNullable<Written['accept']>[number];

/** A flow has a direction, and a pair of sites has two flows. */
function idsOf({ finding, failed = [], between, at }: WrittenAccepted): readonly string[] {
  const flows = between ? [between, [between[1], between[0]]].map((pair) => pair.join('>')) : [undefined];
  return flows.map((flow) => {
    const terms = [...[...failed].sort(), flow, at].filter((term) => term !== undefined);
    return terms.length === 0 ? finding : `${finding}[${terms.join()}]`;
  });
}

export function acceptedFindings(accept: readonly WrittenAccepted[]): readonly AcceptedFinding[] {
  return accept.map((each) => ({ ids: idsOf(each), reason: each.reason.trim() }));
}
