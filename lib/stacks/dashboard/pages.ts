// Pure: which dashboards a topology has, and what stands on each.
//
//   all of it fits into one dashboard   one, of the name of the deployment
//   it does not                         a front page of that name with the state of all sites, and a page for each site

import { controllerRows } from './controllers';
import { flowRows } from './flows';
import { gatewayRows } from './gateways';
import { type Header, headerRow } from './header';
import { linkRows } from './links';
import { maintenanceRows } from './maintenance';
import { fitsQuotas } from './quotas';
import { type Shown, shownAt } from './shown';
import { stateRows } from './states';
import { statusRow } from './status';
import { type PlacedWidget, placed, type Widget } from './widgets';

export interface DashboardPage {
  readonly name: string;
  /** Absent: it is about the whole backbone. */
  readonly site?: string;
  readonly widgets: readonly PlacedWidget[];
}

type Rows = readonly (readonly Widget[])[];

/** Without its state, what there is to see of some sites and links of the whole. */
function detailRows(whole: Shown, part: Pick<Shown, 'sites' | 'links'>): Rows {
  const shown = { ...whole, ...part };
  const everywhere = [...whole.sites.map(({ name }) => name), ...whole.premises];
  return [
    ...linkRows(shown),
    ...flowRows(shown, everywhere),
    ...maintenanceRows(shown),
    ...controllerRows(shown),
    ...gatewayRows(shown),
  ];
}

function page(name: string, header: Header, rows: Rows): DashboardPage {
  return { name, widgets: placed([headerRow(header), ...rows]) };
}

function onePage(shown: Shown): DashboardPage {
  const header = {
    title: `Backbone ${shown.backbone}`,
    elsewhere: 'Top to bottom: status in words, sites, links, flows, maintenance, controllers, gateways.',
  };
  return page(shown.prefix, header, [statusRow(shown), ...stateRows(shown), ...detailRows(shown, shown)]);
}

function sitePageName({ prefix }: Shown, site: string): string {
  return `${prefix}-${site}`;
}

function frontPage(shown: Shown): DashboardPage {
  const elsewhere = `Links, flows, controllers and gateways: the dashboard \`${sitePageName(shown, 'SITE')}\` of each site.`;
  return page(shown.prefix, { title: `Backbone ${shown.backbone}`, elsewhere }, [
    statusRow(shown),
    ...stateRows(shown),
  ]);
}

function sitePage(shown: Shown, site: string): DashboardPage {
  const elsewhere = `All sites at once: the dashboard \`${shown.prefix}\`.`;
  const header = { title: `Site ${site} of backbone ${shown.backbone}`, elsewhere };
  return { ...page(sitePageName(shown, site), header, detailRows(shown, shownAt(shown, site))), site };
}

/** Deterministic: the same topology has the same pages. */
export function pagesOf(shown: Shown): readonly DashboardPage[] {
  const whole = onePage(shown);
  if (fitsQuotas(whole.widgets)) return [whole];
  return [frontPage(shown), ...shown.sites.map(({ name }) => sitePage(shown, name))];
}

/**
 * What CloudWatch shows, as text for Fn::Sub: the last three hours unless somebody looks at others, and each graph in its own
 * period, so that what lasted a minute is seen.
 */
export function bodyOf({ widgets }: DashboardPage): string {
  return JSON.stringify({ start: '-PT3H', periodOverride: 'inherit', widgets });
}
