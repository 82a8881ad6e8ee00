// Pure: the links of a running backbone, a row for each.
//
//   link     between    standing  since          why
//   iad-pdx  iad ↔ pdx  drained   12 min ago     link-maintenance: carrier-a announced maintenance, …

import type { LinkReport } from '../../controller/operator/link-reports';
import { agoText } from './age';
import type { Cell, Grid } from './grid';

const STYLES = { up: 'green', drained: 'yellow', down: 'red' } as const;

function standingCell({ standing }: Pick<LinkReport, 'standing'>): Cell {
  return { text: standing, style: STYLES[standing] };
}

function sinceText({ sinceMs }: LinkReport, nowMs: number): string {
  return sinceMs === undefined ? '' : agoText(sinceMs, nowMs);
}

function whyText({ code, because, emptied }: LinkReport): string {
  return `${code}: ${because}${emptied ? '; nothing is sent over it any more' : ''}`;
}

export function linkGrid(links: readonly LinkReport[], nowMs: number): Grid {
  const rows = links.map((link) => [
    { text: link.link, style: 'bold' } as const,
    link.between.join(' ↔ '),
    standingCell(link),
    sinceText(link, nowMs),
    whyText(link),
  ]);
  return { titles: ['link', 'between', 'standing', 'since', 'why'], rows };
}
