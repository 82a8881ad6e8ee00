// Pure: with nothing failed the controller has nothing to add. An override that it would want then is one that never
// goes away again.

import { NOTHING_FAILED } from '../../routing/scenario';
import { finding } from '../findings';
import { overridesIn } from '../results';
import type { Check } from './check';

export const baselineNotShortest: Check = ({ declared, network, backbone }) => {
  if (!declared) return [];
  return overridesIn(network, backbone, NOTHING_FAILED).map(({ site, table, remote, link }) =>
    finding('verify-baseline-not-shortest', {
      message: `table ${table} of site ${site} does not send all traffic to ${remote} over ${link}, the shortest path`,
      fix: `give table ${table} a static route for the aggregate of ${remote} to the attachment of ${link}, and nothing longer`,
    }),
  );
};
