// docs/dashboard.svg: the dashboard of an example, from its template.

import type { Deployed } from '../cost/account';
import { dashboardPicture } from './picture';
import { dashboardsIn } from './read-dashboards';

const SHOWN = 'hybrid';

/** Throws unless the example is among them and has one dashboard. */
export function examplePicture(deployments: readonly Deployed[]): string {
  const stacks = deployments.find(({ name }) => name === SHOWN)?.stacks ?? [];
  const [dashboard, ...others] = stacks.flatMap(dashboardsIn);
  if (dashboard === undefined || others.length > 0)
    throw new Error(`the example ${SHOWN} has no dashboard, or several`);
  return dashboardPicture(dashboard);
}
