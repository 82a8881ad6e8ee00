// Pure: a running backbone as HTML without scripts, for a widget of a dashboard: what is wrong comes first. What is said in it may
// come from mails and from other people's orders, so all of it is text.

import type { Overview } from '../../controller/operator/overview';
import { escaped } from '../html-text';
import type { Palette } from '../palette';
import { flowArrives, waysText } from './flows';
import type { Cell, Grid } from './grid';
import { headOf, shownFlows, summaryOf } from './headline';
import { linkGrid } from './links';
import { siteGrid } from './sites';
import { unreadLine } from './unread';
import { orderGrid, windowGrid } from './windows';

/** More is too long to look at, and Lambda answers with 6 MB at most. */
const MOST_ROWS = 200;
/** A reason may be as long as its sender likes. */
const LONGEST_TEXT = 500;

/** Legible on white and on black; the words say the same as the colours. */
const STYLES: Readonly<Partial<Record<keyof Palette, string>>> = {
  bold: 'font-weight:bold',
  dim: 'opacity:.7',
  red: 'color:#d13212;font-weight:bold',
  yellow: 'color:#b26a00;font-weight:bold',
  green: 'color:#1d8102',
};

function short(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

function styled(tag: string, cell: Cell | string): string {
  const { text, style } = typeof cell === 'string' ? { text: cell, style: undefined } : cell;
  const css = style && STYLES[style];
  return `<${tag}${css === undefined ? '' : ` style="${css}"`}>${escaped(short(text))}</${tag}>`;
}

function table(title: string, { titles, rows }: Grid): string {
  if (rows.length === 0) return '';
  const head = titles.map((one) => styled('th', one)).join('');
  const body = rows.slice(0, MOST_ROWS).map((row) => `<tr>${row.map((cell) => styled('td', cell)).join('')}</tr>`);
  const more = rows.length > MOST_ROWS ? styled('p', `and ${rows.length - MOST_ROWS} more`) : '';
  return `<h3>${escaped(title)}</h3><table><tr>${head}</tr>${body.join('')}</table>${more}`;
}

function without(column: string, { titles, rows }: Grid): Grid {
  const at = titles.indexOf(column);
  const rest = <T>(all: readonly T[]) => all.filter((_, i) => i !== at);
  return { titles: rest(titles), rows: rows.map(rest) };
}

/** Those that are not known to arrive first. */
function flowGrid(overview: Overview): Grid {
  const flows = [...shownFlows(overview)].sort((a, b) => Number(flowArrives(a)) - Number(flowArrives(b)));
  const rows = flows.map((flow): readonly (Cell | string)[] => {
    const ways = waysText(flow.read ?? flow.published);
    return [
      { text: `${flow.from} → ${flow.to}`, style: 'bold' },
      flowArrives(flow) ? ways : { text: ways, style: 'red' },
    ];
  });
  return { titles: ['flow', 'path'], rows };
}

/** `nothing` when there are none of them. */
function section(title: string, grid: Grid, nothing: string): string {
  return grid.rows.length === 0 ? styled('p', nothing) : table(title, grid);
}

export function statusHtml(overview: Overview): string {
  const { sites, links, windows, orders, unread, atMs, seenBy } = overview;
  return [
    ...(seenBy === undefined ? [] : [styled('h2', summaryOf(overview))]),
    ...headOf(overview).map((cell) => styled('p', cell)),
    ...unread.map((one) => styled('p', { text: unreadLine(one), style: 'red' })),
    section('Maintenance on or to come', windowGrid(windows), 'No maintenance is on or to come.'),
    section('Orders', orderGrid(orders, atMs), 'No order stands.'),
    table('Links', linkGrid(links, atMs)),
    table('Flows, as the controllers publish where their tables lead', flowGrid(overview)),
    table('Controllers', without('region', siteGrid(sites, atMs))),
  ].join('\n');
}
