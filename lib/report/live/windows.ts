// Pure: maintenance windows and orders, a row for each.
//
//   window                           links    source     state            detour
//   2026-12-01 22:00 to 02:00 UTC    iad-pdx  carrier-a  open, confirmed  drains it from … to …
//   order   about    given                   until   by    reason
//   drain   iad-pdx  5 min ago               …       ann   replacing optics

import type { Windows } from '../../controller/operator/windows';
import { agoText, secondText } from './age';
import type { Grid } from './grid';

type Window = Windows['windows'][number];
type Ordered = Windows['orders'][number];

function outlookText({ outlook }: Window): string {
  if (outlook.kind === 'told') return `drains nothing: ${outlook.because}`;
  return `drains from ${secondText(outlook.fromMs)} to ${secondText(outlook.toMs)}`;
}

function windowRow(window: Window) {
  const { startMs, endMs, links, source, when, status, drill } = window;
  return [
    `${secondText(startMs)} to ${secondText(endMs)}`,
    { text: links.join(', ') || 'none', style: 'bold' } as const,
    source,
    { text: `${when}, ${status}${drill ? ', a drill' : ''}`, style: when === 'open' ? 'yellow' : 'dim' } as const,
    outlookText(window),
  ];
}

function orderRow({ action, link, site, owner, reason, atMs, expiresMs }: Ordered, nowMs: number) {
  return [
    { text: action, style: 'yellow' } as const,
    { text: link ?? site ?? 'the whole backbone', style: 'bold' } as const,
    agoText(atMs, nowMs),
    secondText(expiresMs),
    owner,
    reason,
  ];
}

export function windowGrid(windows: readonly Window[]): Grid {
  return { titles: ['window', 'links', 'source', 'state', 'detour'], rows: windows.map(windowRow) };
}

export function orderGrid(orders: readonly Ordered[], nowMs: number): Grid {
  const rows = orders.map((order) => orderRow(order, nowMs));
  return { titles: ['order', 'about', 'given', 'until', 'by', 'reason'], rows };
}
