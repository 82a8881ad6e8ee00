// Pure: what CloudWatch takes of a dashboard (its service quotas, none of which it raises; the alarms of a widget are in
// "Dashboard Body Structure and Syntax").

import type { Widget } from './widgets';

export const DASHBOARD_QUOTAS = { widgets: 500, metricsOfWidget: 500, metrics: 2_500, alarmsOfWidget: 100 } as const;

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** How much of each quota a dashboard with these widgets takes, of its fullest widget where the quota is of one. */
export function usageOf(widgets: readonly Widget[]): Readonly<Record<keyof typeof DASHBOARD_QUOTAS, number>> {
  const metrics = widgets.map(({ properties }) => lengthOf(properties.metrics));
  const alarms = widgets.map(({ properties }) => lengthOf(properties.alarms));
  return {
    widgets: widgets.length,
    metricsOfWidget: Math.max(0, ...metrics),
    metrics: metrics.reduce((sum, count) => sum + count, 0),
    alarmsOfWidget: Math.max(0, ...alarms),
  };
}

export function fitsQuotas(widgets: readonly Widget[]): boolean {
  const usage = usageOf(widgets);
  return (Object.keys(DASHBOARD_QUOTAS) as (keyof typeof DASHBOARD_QUOTAS)[]).every(
    (quota) => usage[quota] <= DASHBOARD_QUOTAS[quota],
  );
}
