// Dashboards as templates have them, for tests that read what is on them.

import { type DrawnWidget, dashboardsIn } from '../../.tools/dashboard-picture/read-dashboards';
import type { Assembly } from './assembly';

export interface ReadWidget extends DrawnWidget {
  readonly dashboard: string;
}

/** A line of a graph, with its region where the line or the widget says it. */
export interface ReadLine {
  readonly name: string;
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly region: string;
  readonly widget: ReadWidget;
}

/** Of all dashboards. */
export function widgetsIn(assembly: Assembly): readonly ReadWidget[] {
  return [...assembly.values()].flatMap(({ name, region, template }) =>
    dashboardsIn({ name, region, resources: template.Resources }).flatMap(({ name: dashboard, widgets }) =>
      widgets.map((widget) => ({ ...widget, dashboard })),
    ),
  );
}

function lineOf(line: readonly unknown[], widget: ReadWidget): readonly ReadLine[] {
  const texts = line.filter((part) => typeof part === 'string');
  const [namespace, name, ...pairs] = texts;
  if (namespace === undefined || name === undefined) return [];
  const options = line.at(-1) as { readonly region?: string };
  const dimensions = Object.fromEntries(
    pairs.flatMap((part, i) => (i % 2 === 0 ? [[part, pairs[i + 1] ?? ''] as const] : [])),
  );
  const region = options.region ?? String(widget.properties.region);
  return [{ namespace, name, dimensions, region, widget }];
}

/** Every metric that is named; queries are left out. */
export function linesIn(widgets: readonly ReadWidget[]): readonly ReadLine[] {
  return widgets.flatMap((widget) => (widget.properties.metrics ?? []).flatMap((line) => lineOf(line, widget)));
}
