// Pure: widgets of a dashboard of CloudWatch, in the words of its body ("Dashboard Body Structure and Syntax" in CloudWatch's
// API reference), and where each of them stands. `${…}` in a text is filled in at deployment by Fn::Sub; `${!LAST}` leaves
// `${LAST}`, for which CloudWatch shows the newest value.

import { METRIC_NAMESPACE } from '../../constructs/metric-namespace';

/** Columns of a dashboard. */
export const COLUMNS = 24;

/** One line of a graph: a metric, or what a query finds, in a region. */
export type Series = {
  readonly label: string;
  readonly region: string;
} & (
  | { readonly namespace: string; readonly metric: string; readonly dimensions: Readonly<Record<string, string>> }
  | { readonly query: string }
);

export interface Widget {
  readonly type: 'alarm' | 'custom' | 'metric' | 'text';
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface PlacedWidget extends Widget {
  /** Columns from the left, and units from the top. */
  readonly x: number;
  readonly y: number;
}

interface Graph {
  readonly title: string;
  readonly series: readonly Series[];
  readonly width: number;
  readonly stat: 'Average' | 'Maximum' | 'Minimum' | 'Sum';
  /** Least values at the top of the axis, so that nothing looks large that is not. Left out: as the values are. */
  readonly top?: number;
  /** Lines across the graph. */
  readonly marks?: readonly { readonly label: string; readonly value: number }[];
  /** Left out: 60. */
  readonly periodSeconds?: number;
}

const GRAPH_HEIGHT = 6;
/** More lines than that are named beside the graph, where there is room for them. */
const MOST_BELOW = 6;

/** A line of a metric that Detour's functions write. */
export function ownSeries(
  metric: string,
  dimensions: Readonly<Record<string, string>>,
  region: string,
  label: string,
): Series {
  return { namespace: METRIC_NAMESPACE, metric, dimensions, region, label };
}

/** As a body has it: a region stands with a line only where it is not that of the widget. */
function lineOf(series: Series, region: string): readonly unknown[] {
  const { label } = series;
  const options = { label: `${label}: \${!LAST}`, ...(series.region === region ? {} : { region: series.region }) };
  if ('query' in series) return [{ expression: series.query, ...options }];
  const { namespace, metric, dimensions } = series;
  return [namespace, metric, ...Object.entries(dimensions).flat(), options];
}

/** Throws for a graph of nothing, which CloudWatch would refuse. */
export function graph({ title, series, width, stat, top, marks = [], periodSeconds = 60 }: Graph): Widget {
  const region = series[0]?.region;
  if (region === undefined) throw new Error(`the graph "${title}" has no lines`);
  const properties = {
    title,
    view: 'timeSeries',
    stacked: false,
    region,
    stat,
    period: periodSeconds,
    metrics: series.map((one) => lineOf(one, region)),
    legend: { position: series.length > MOST_BELOW ? 'right' : 'bottom' },
    yAxis: { left: { min: 0, ...(top === undefined ? {} : { max: top }), showUnits: false } },
    ...(marks.length === 0 ? {} : { annotations: { horizontal: marks } }),
  };
  return { type: 'metric', width, height: GRAPH_HEIGHT, properties };
}

/** Alarms by their ARNs: those that are on stand first, the newest of them before all others. */
export function alarmList(title: string, arns: readonly string[], width: number): Widget {
  const properties = { title, alarms: arns, sortBy: 'stateUpdatedTimestamp' };
  return { type: 'alarm', width, height: GRAPH_HEIGHT, properties };
}

export function text(markdown: string, width: number, height: number): Widget {
  return { type: 'text', width, height, properties: { markdown } };
}

/** What a function shows, asked anew whenever the dashboard is: with the permissions of whoever looks. */
export function shownBy(functionArn: string, title: string, width: number, height: number): Widget {
  const updateOn = { refresh: true, resize: false, timeRange: false };
  return { type: 'custom', width, height, properties: { title, endpoint: functionArn, params: {}, updateOn } };
}

/** Above the widgets of a part: what it is about, and what it looks like when all is well. */
export function heading(title: string, good: string, more: string): Widget {
  return text(`## ${title}\n**Good:** ${good}\n\n${more}`, COLUMNS, 3);
}

/** As many next to each other as there is room for, in their order. Throws when one is wider than a dashboard. */
export function rowsOf(widgets: readonly Widget[]): readonly (readonly Widget[])[] {
  const rows: Widget[][] = [];
  let free = 0;
  for (const widget of widgets) {
    if (widget.width > COLUMNS) throw new Error(`a widget of ${widget.width} columns does not fit`);
    if (widget.width > free) {
      rows.push([]);
      free = COLUMNS;
    }
    rows.at(-1)?.push(widget);
    free -= widget.width;
  }
  return rows;
}

/** Row below row, each as high as the highest of it, so that nothing overlaps. */
export function placed(rows: readonly (readonly Widget[])[]): readonly PlacedWidget[] {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const inRow = row.map(({ type, width, height, properties }): PlacedWidget => {
      const widget = { type, x, y, width, height, properties };
      x += width;
      return widget;
    });
    if (x > COLUMNS) throw new Error(`a row of ${x} columns does not fit`);
    y += Math.max(...row.map(({ height }) => height));
    return inRow;
  });
}
