// Pure: a peering that nobody accepts carries nothing, whatever its routes say.

import { finding } from '../findings';
import type { Check } from './check';

export const peeringsAccepted: Check = ({ declared, facts }) => {
  if (!declared) return [];
  const accepted = new Set(facts.acceptances.flatMap(({ peering }) => (peering.ok ? [peering.value] : [])));
  return facts.peerings
    .filter(({ id }) => !accepted.has(id))
    .map(({ link, source }) =>
      finding('verify-link-not-accepted', {
        message: `nothing accepts the peering of link ${link}`,
        fix: "add a Custom::DetourPeering with Role accept to the accepter's stack",
        source,
      }),
    );
};
