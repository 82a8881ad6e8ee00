// Pure: a running backbone as text for a terminal, and what of it has changed, for those who follow it in a log.

import type { Overview } from '../../controller/operator/overview';
import { printable } from '../../net/printable';
import type { Palette } from '../palette';
import { secondText } from './age';
import { flowGrid, pathText } from './flows';
import { linesOf, painted } from './grid';
import { headOf, shownFlows, summaryOf } from './headline';
import { linkGrid } from './links';
import { siteGrid } from './sites';
import { orderGrid, windowGrid } from './windows';

/** Sections with an empty line between them; a section without lines is left out. */
export function statusText(overview: Overview, colors: Palette): string {
  const { sites, links, windows, orders, atMs, seenBy } = overview;
  const grids = [
    siteGrid(sites, atMs),
    linkGrid(links, atMs),
    flowGrid(shownFlows(overview)),
    windowGrid(windows),
    orderGrid(orders, atMs),
  ];
  const sections = [
    headOf(overview).map((cell) => painted(cell, colors)),
    ...grids.map((grid) => linesOf(grid, colors)),
    seenBy === undefined ? [] : [painted(summaryOf(overview), colors)],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** What is worth a line in a log, by what it is about; times that grow by themselves are left out. */
function factsOf({ sites, links, flows, windows, orders }: Overview): ReadonlyMap<string, string> {
  return new Map<string, string>([
    ...sites.map(({ site, word, view }) => [`site ${site}`, `${word}, view ${view ?? 'not known'}`] as const),
    ...links.map(({ link, standing, code, because }) => [`link ${link}`, `${standing}, ${code}: ${because}`] as const),
    ...flows.map(
      ({ from, to, read, published }) =>
        [`flow ${from} → ${to}`, (read ?? published).map(pathText).join(' | ')] as const,
    ),
    ...windows.map(
      ({ id, links: of, when, status }) => [`window ${id}`, `${when}, ${status}, of ${of.join(', ')}`] as const,
    ),
    ...orders.map(
      ({ id, action, link, site, owner }) =>
        [`order ${id}`, `${action} ${link ?? site ?? 'the whole backbone'}, by ${owner}`] as const,
    ),
  ]);
}

/** One line for each thing that is not as it was, the time in front; everything when nothing was known before. */
export function statusNews(next: Overview, before: Overview | undefined): readonly string[] {
  const known = before ? factsOf(before) : new Map<string, string>();
  const now = factsOf(next);
  const gone = [...known.keys()].filter((about) => !now.has(about)).map((about) => `${about}: gone`);
  const news = [...now].flatMap(([about, said]) => (known.get(about) === said ? [] : [`${about}: ${said}`]));
  return [...news, ...gone].map((line) => printable(`${secondText(next.atMs)} ${line}`));
}
