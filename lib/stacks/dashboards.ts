// The dashboards of a backbone, after all that they show.

import type { App } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Topology } from '../topology/topology';
import { pagesOf } from './dashboard/pages';
import { shownOf } from './dashboard/shown';
import { DashboardStack, gatewayVariable, sessionVariable } from './dashboard-stack';
import { DetourStack } from './detour-stack';
import type { OwnLink } from './link-identities';
import type { SiteStack } from './site-stack';

interface Dashboards {
  readonly topology: Topology;
  /** Every AWS site. */
  readonly sites: ReadonlyMap<string, SiteStack>;
  /** The admission site, in whose region the first dashboard is. */
  readonly admission: SiteStack;
  /** All links of the backbone. */
  readonly links: readonly OwnLink[];
  /** The last of the stacks that dashboards show. */
  readonly after?: DetourStack;
}

/** Full names of all alarms that the stacks before have made, sorted, by site. */
function alarmsBySite(app: App): ReadonlyMap<string, readonly string[]> {
  const bySite = new Map<string, readonly string[]>();
  for (const { node, site } of app.node.children.filter((child) => child instanceof DetourStack)) {
    const names = node.findAll().flatMap((one) => (one instanceof CfnAlarm ? [String(one.alarmName)] : []));
    bySite.set(site.name, [...(bySite.get(site.name) ?? []), ...names].sort());
  }
  return bySite;
}

/** Whatever needs an alarm is made before. */
export function addDashboards(app: App, { topology, sites, admission, links, after }: Dashboards): void {
  const alarms = alarmsBySite(app);
  const shown = shownOf(topology, {
    alarmsOf: (site) => alarms.get(site) ?? [],
    gatewayIdOf: gatewayVariable,
    sessionIdOf: sessionVariable,
  });
  for (const page of pagesOf(shown)) {
    const site = (page.site === undefined ? undefined : sites.get(page.site)) ?? admission;
    const stack = new DashboardStack(app, { topology, page, site, sites, links });
    if (after) stack.addStackDependency(after, 'it shows what all others have made');
  }
}
