// Pure: a dashboard as an SVG picture of what stands where. It has no values: lines and states are what CloudWatch adds.

import type { DrawnDashboard, DrawnWidget } from './read-dashboards';

/** Pixels of a column and of a unit. */
const COLUMN = 44;
const UNIT = 30;
const GAP = 6;
const MARGIN = 10;
const LETTER = 5.9;
const SMALL_LETTER = 5.4;
const LINE = 15;

interface TextStyle {
  readonly size?: number;
  readonly weight?: 'bold';
  readonly fill?: string;
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function label(x: number, y: number, value: string, { size = 11, weight, fill = '#16191f' }: TextStyle = {}): string {
  const bold = weight === undefined ? '' : ` font-weight="${weight}"`;
  return `<text x="${x}" y="${y}" font-size="${size}"${bold} fill="${fill}">${escaped(value)}</text>`;
}

function rectangle(x: number, y: number, width: number, height: number, fill: string, stroke: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="${fill}" stroke="${stroke}"/>`;
}

/** Broken between words, so that each line has at most so many letters; what does not fit goes on in the next line. */
function wrapped(value: string, letters: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of value.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > letters && line !== '') {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

const HEADINGS: readonly (readonly [RegExp, number])[] = [
  [/^# /, 18],
  [/^## /, 15],
  [/^### /, 13],
];

/** Markdown without its marks: headings are large, and all else is of one size. */
function markdownLines(markdown: string, width: number): readonly { readonly text: string; readonly size: number }[] {
  return markdown
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [mark, size] = HEADINGS.find(([pattern]) => pattern.test(line)) ?? [undefined, 11];
      const plain = (mark ? line.replace(mark, '') : line).replaceAll('**', '').replaceAll('`', '');
      return wrapped(plain, (width / LETTER) * (11 / size)).map((part) => ({ text: part, size }));
    });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawnText({ properties }: DrawnWidget, { x, y, width }: Box): readonly string[] {
  let below = y + 4;
  return markdownLines(properties.markdown ?? '', width - 20).map(({ text, size }) => {
    below += size + 5;
    return label(x + 10, below, text, size > 11 ? { size, weight: 'bold' } : {});
  });
}

const TILES = 3;

function cut(value: string, letters: number): string {
  return value.length <= letters ? value : `${value.slice(0, letters - 1)}…`;
}

function drawnAlarms({ properties }: DrawnWidget, { x, y, width, height }: Box): readonly string[] {
  const names = (properties.alarms ?? []).map((arn) => arn.slice(arn.lastIndexOf(':') + 1));
  const tile = (width - 20) / TILES;
  const rows = Math.floor((height - 34) / 22);
  const shown = names.slice(0, rows * TILES - (names.length > rows * TILES ? 1 : 0));
  const rest = names.length - shown.length;
  return [...shown, ...(rest === 0 ? [] : [`and ${rest} more`])].flatMap((name, i) => {
    const [left, top] = [x + 10 + (i % TILES) * tile, y + 28 + Math.floor(i / TILES) * 22];
    return [
      rectangle(left, top, tile - 4, 18, '#eaf3ea', '#9ec49e'),
      label(left + 5, top + 12.5, cut(name, (tile - 14) / SMALL_LETTER), { size: 9 }),
    ];
  });
}

const COLOURS = ['#1f77b4', '#ff7f0e', '#2ca02c', '#9467bd', '#8c564b', '#e377c2', '#7f7f7f', '#17becf'];

/** What each line is: its label without the newest value, which CloudWatch fills in. */
function lineLabel(line: readonly unknown[]): string {
  const { label: text = '' } = (line.at(-1) ?? {}) as { label?: string };
  return text.replace(/: \$\{!LAST\}$/, '');
}

const SWATCH = 18;

function named(x: number, y: number, line: readonly unknown[], i: number): readonly string[] {
  const swatch = `<rect x="${x}" y="${y - 7}" width="8" height="8" fill="${COLOURS[i % COLOURS.length]}"/>`;
  return [swatch, label(x + 12, y, lineLabel(line), { size: 9 })];
}

type Lines = readonly (readonly unknown[])[];

/** The names of lines one after the other, from the bottom upwards. */
function legendBelow(lines: Lines, box: Box): readonly string[] {
  const rows: { line: readonly unknown[]; i: number; x: number }[][] = [[]];
  let x = 0;
  lines.forEach((line, i) => {
    const width = SWATCH + lineLabel(line).length * SMALL_LETTER;
    if (x > 0 && x + width > box.width - 24) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ line, i, x });
    x += width;
  });
  const top = box.y + box.height - 10 - (rows.length - 1) * LINE;
  return rows.flatMap((row, n) => row.flatMap((one) => named(box.x + 12 + one.x, top + n * LINE, one.line, one.i)));
}

function legendWidth(lines: Lines): number {
  return 2 * SWATCH + Math.max(...lines.map((line) => lineLabel(line).length)) * SMALL_LETTER;
}

/** One below the other; what does not fit CloudWatch scrolls. */
function legendBeside(lines: Lines, { x, y, width, height }: Box): readonly string[] {
  const left = x + width - legendWidth(lines) + 10;
  const most = Math.floor((height - 44) / (LINE - 2));
  return lines.slice(0, most).flatMap((line, i) => named(left, y + 40 + i * (LINE - 2), line, i));
}

function drawnMarks({ properties }: DrawnWidget, left: number, right: number, top: number, bottom: number) {
  const marks = properties.annotations?.horizontal ?? [];
  const most = Math.max(...marks.map(({ value }) => value), 0);
  return marks.flatMap(({ label: text, value }) => {
    const y = bottom - ((bottom - top) * value) / most;
    const line = `<path d="M${left} ${y}H${right}" stroke="#d13212" stroke-dasharray="4 3"/>`;
    return [line, label(left + 4, y - 3, `${text}: ${value}`, { size: 9, fill: '#d13212' })];
  });
}

function drawnGraph(widget: DrawnWidget, box: Box): readonly string[] {
  const { metrics: lines = [], legend } = widget.properties;
  const isBeside = legend?.position === 'right';
  const [left, top, bottom] = [box.x + 14, box.y + 46, box.y + box.height - (isBeside ? 20 : 48)];
  const right = box.x + box.width - (isBeside ? legendWidth(lines) : 14);
  return [
    `<path d="M${left} ${top - 8}V${bottom}H${right}" fill="none" stroke="#aab7b8"/>`,
    ...drawnMarks(widget, left, right, top, bottom),
    ...(isBeside ? legendBeside(lines, box) : legendBelow(lines, box)),
  ];
}

const IN_WORDS = [
  'A line that says whether all is well; then tables:',
  'maintenance on or to come, and what is done about it',
  'orders that stand, by whom, why and until when',
  'each link: up, drained or down, since when and why',
  'each flow and the links that it crosses, those that do not arrive first',
  'each controller: how old its word is, and what it holds back',
];

/** What a function shows is not known from the template. */
function drawnWords({ x, y }: Box): readonly string[] {
  return IN_WORDS.map((line, i) => label(x + 10, y + 46 + i * 20, line, i === 0 ? { weight: 'bold' } : {}));
}

const INSIDES = {
  alarm: drawnAlarms,
  custom: (_: DrawnWidget, box: Box) => drawnWords(box),
  metric: drawnGraph,
} as const;

function drawn(widget: DrawnWidget): readonly string[] {
  const box = {
    x: MARGIN + widget.x * COLUMN,
    y: MARGIN + widget.y * UNIT,
    width: widget.width * COLUMN - GAP,
    height: widget.height * UNIT - GAP,
  };
  const frame = rectangle(box.x, box.y, box.width, box.height, '#ffffff', '#d5dbdb');
  if (widget.type === 'text') return [frame, ...drawnText(widget, box)];
  const title = wrapped(widget.properties.title ?? '', (box.width - 20) / LETTER);
  const titles = title.map((line, i) => label(box.x + 10, box.y + 17 + i * 13, line, { size: 11, weight: 'bold' }));
  return [frame, ...titles, ...INSIDES[widget.type](widget, box)];
}

export function dashboardPicture({ name, widgets }: DrawnDashboard): string {
  const width = 2 * MARGIN + 24 * COLUMN - GAP;
  const height = 2 * MARGIN + Math.max(0, ...widgets.map((one) => one.y + one.height)) * UNIT - GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, 'DejaVu Sans', sans-serif">`,
    `<title>${escaped(`The dashboard ${name}: what stands where, without values`)}</title>`,
    `<rect width="${width}" height="${height}" fill="#f2f3f3"/>`,
    ...widgets.flatMap(drawn),
    '</svg>',
    '',
  ].join('\n');
}
