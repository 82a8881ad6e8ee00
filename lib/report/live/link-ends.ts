// Pure: what each end of each link measured, as lines of text, and which sites hold a link otherwise.
//
//   link     end  measured                 told
//   iad-pdx  iad  good, 61.2 ms, 3 s ago   AWS: usable
//   iad-pdx is held otherwise by cmh: up (link-healthy)

import type { LinkEndReport, LinkReport } from '../../controller/operator/link-reports';
import { printable } from '../../net/printable';
import type { Palette } from '../palette';
import { agoText } from './age';
import { type Cell, gridLines } from './grid';

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
