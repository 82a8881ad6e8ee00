// Pure: with nothing failed the controller has nothing to add. What it would want then is something that never goes away
// again. In a backbone that nobody described nobody steers.

import { desiredSteering } from '../../controller/steer';
import { finding } from '../findings';
import type { Check } from './check';

export const baselineNotShortest: Check = ({ network, backbone }) => {
  const { overrides, announcements } = desiredSteering(network, new Map(), backbone, new Map());
  return [
    ...overrides.map(({ site, table, remote, link }) =>
      finding('verify-baseline-not-shortest', {
        message: `table ${table} of site ${site} does not send all traffic to ${remote} over ${link}, the shortest path`,
        fix: `let table ${table} lead to ${remote} over ${link}: a static route over a peering, propagation of a BGP link`,
      }),
    ),
    ...announcements.map(({ site, link, remote }) =>
      finding('verify-baseline-not-shortest', {
        message: `what site ${site} announces over ${link} does not draw all traffic to ${remote} there and on by the shortest path`,
        fix: `let the edge table of ${link} lead to ${remote} over the shortest path`,
      }),
    ),
  ];
};
