// Pure: the links of a running backbone as lines of text.
//
//   link     between    standing  since          why
//   iad-pdx  iad ↔ pdx  drained   12 min ago     link-maintenance: carrier-a announced maintenance, …
//     iad    good, 61.2 ms, 3 s ago
//     held otherwise by cmh: up (link-healthy)

import type { LinkEndReport, LinkReport } from '../../controller/operator/link-reports';
import { printable } from '../../net/printable';
import type { Palette } from '../palette';
import { agoText } from './age';
import { type Cell, gridLines } from './grid';

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

/** One line for each link. */
export function linkLines(links: readonly LinkReport[], nowMs: number, colors: Palette): readonly string[] {
  const rows = links.map((link) => [
    { text: link.link, style: 'bold' } as const,
    link.between.join(' ↔ '),
    standingCell(link),
    sinceText(link, nowMs),
    whyText(link),
  ]);
  return gridLines(['link', 'between', 'standing', 'since', 'why'], rows, colors);
}

function measuredText({ measured }: LinkEndReport, nowMs: number): string {
  if (!measured) return 'not measured';
  const { verdict, rttMs, lossShare, fullSize, atMs, expired } = measured;
  const figures = [
    ...(rttMs === undefined ? [] : [`${rttMs.toFixed(1)} ms`]),
    ...(lossShare === undefined ? [] : [`${(lossShare * 100).toFixed(0)} % lost`]),
    ...(fullSize === undefined ? [] : [`full size ${fullSize}`]),
    agoText(atMs, nowMs),
    ...(expired ? ['counts for nothing any more'] : []),
  ];
  return `${verdict}, ${figures.join(', ')}`;
}

function toldText({ told }: LinkEndReport): string {
  if (!told || told.expired) return '';
  const up = told.sessions.filter(({ state }) => state === 'up').length;
  const sessions = told.sessions.length === 0 ? '' : `, ${up} of ${told.sessions.length} sessions up`;
  return `AWS: ${told.attachment}${sessions}`;
}

function endCell(end: LinkEndReport, nowMs: number): Cell {
  const isBad = end.measured?.verdict === 'bad' && !end.measured.expired;
  return { text: measuredText(end, nowMs), ...(isBad ? { style: 'red' as const } : {}) };
}

/** What each end of each link measured, and which sites hold it otherwise. */
export function linkEndLines(links: readonly LinkReport[], nowMs: number, colors: Palette): readonly string[] {
  const rows = links.flatMap(({ link, ends }) =>
    ends.map((end) => [{ text: link, style: 'bold' } as const, end.site, endCell(end, nowMs), toldText(end)]),
  );
  const otherwise = links.flatMap(({ link, otherwise: held }) =>
    held.map(({ site, standing, code }) =>
      colors.yellow(printable(`${link} is held otherwise by ${site}: ${standing} (${code})`)),
    ),
  );
  return [...gridLines(['link', 'end', 'measured', 'told'], rows, colors), ...otherwise];
}
