// Pure: maintenance windows and orders as lines of text.
//
//   window                           links    source     state            detour
//   2026-12-01 22:00 to 02:00 UTC    iad-pdx  carrier-a  open, confirmed  drains it from … to …
//   order   about    given                   until   by    reason
//   drain   iad-pdx  5 min ago               …       ann   replacing optics

import type { Windows } from '../../controller/operator/windows';
import { timeText } from '../../net/document/time';
import type { Palette } from '../palette';
import { agoText } from './age';
import { gridLines } from './grid';

type Window = Windows['windows'][number];
type Ordered = Windows['orders'][number];

/** To the second, which is enough for people. */
function secondText(ms: number): string {
  return timeText(Math.floor(ms / 1_000) * 1_000);
}

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

export function windowLines(windows: readonly Window[], colors: Palette): readonly string[] {
  return gridLines(['window', 'links', 'source', 'state', 'detour'], windows.map(windowRow), colors);
}

export function orderLines(orders: readonly Ordered[], nowMs: number, colors: Palette): readonly string[] {
  const rows = orders.map((order) => orderRow(order, nowMs));
  return gridLines(['order', 'about', 'given', 'until', 'by', 'reason'], rows, colors);
}
