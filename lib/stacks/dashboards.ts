// The dashboards of a backbone, after all that they show.

import type { App } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { definedProps } from '../constructs/defined-props';
import type { Topology } from '../topology/topology';
import { pagesOf } from './dashboard/pages';
import { shownOf } from './dashboard/shown';
import { DashboardStack, gatewayVariable, STATUS_VIEW_VARIABLE, sessionVariable } from './dashboard-stack';
import { DetourStack } from './detour-stack';
import type { EndpointsStack } from './endpoints-stack';
import type { OwnLink } from './link-identities';
import type { LinkStateStack } from './link-state-stack';
import type { SiteStack } from './site-stack';

interface Dashboards {
  readonly linkState: LinkStateStack;
  /** How functions of a site reach AWS from a VPC, of sites that have them there. */
  readonly endpoints: ReadonlyMap<string, EndpointsStack>;
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
export function addDashboards(
  app: App,
  { topology, sites, admission, links, linkState, endpoints, after }: Dashboards,
): void {
  const alarms = alarmsBySite(app);
  const shown = shownOf(topology, {
    alarmsOf: (site) => alarms.get(site) ?? [],
    gatewayIdOf: gatewayVariable,
    sessionIdOf: sessionVariable,
    statusViewArn: STATUS_VIEW_VARIABLE,
  });
  for (const page of pagesOf(shown)) {
    const site = (page.site === undefined ? undefined : sites.get(page.site)) ?? admission;
    const view = definedProps({ linkState, endpoints: endpoints.get(site.site.name) });
    const stack = new DashboardStack(app, { topology, page, site, sites, links, view });
    if (after) stack.addStackDependency(after, 'it shows what all others have made');
  }
}
