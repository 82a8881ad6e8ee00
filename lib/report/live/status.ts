// Pure: a running backbone as text for a terminal, and what of it has changed, for those who follow it in a log.

import type { LinkReport } from '../../controller/operator/link-reports';
import type { Overview } from '../../controller/operator/overview';
import { timeText } from '../../net/document/time';
import { printable } from '../../net/printable';
import type { Palette } from '../palette';
import { flowArrives, flowLines, isPlain, pathText } from './flows';
import { linkLines } from './links';
import { siteLines } from './sites';
import { orderLines, windowLines } from './windows';

/** More flows than that are shown only where something is to be seen of them. */
const MOST_FLOWS = 30;

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function secondText(ms: number): string {
  return timeText(Math.floor(ms / 1_000) * 1_000);
}

function headLines({ backbone, atMs, seenBy, apart }: Overview, colors: Palette): readonly string[] {
  const by = seenBy === undefined ? 'no replica of the database could be read' : `as ${seenBy} sees it`;
  const differs = apart.length === 0 ? [] : [`deployed otherwise than the topology file declares: ${apart.join(', ')}`];
  return [
    `${colors.bold(printable(backbone))} at ${secondText(atMs)}, ${by}`,
    ...differs.map((line) => colors.yellow(printable(line))),
  ];
}

function summary({ links, flows }: Overview, colors: Palette): string {
  const standing = (one: LinkReport['standing']) => links.filter((link) => link.standing === one).length;
  const lost = flows.filter((flow) => !flowArrives(flow)).length;
  const parts = [
    `${count(links.length, 'link')}: ${standing('up')} up, ${standing('drained')} drained, ${standing('down')} down`,
    `${count(flows.length, 'flow')}: ${lost === 0 ? 'all arrive' : `${lost} not known to arrive`}`,
  ];
  const text = parts.join('; ');
  return lost > 0 ? colors.red(`✘ ${text}`) : colors.green(`✔ ${text}`);
}

function shownFlows({ flows }: Overview) {
  return flows.length <= MOST_FLOWS ? flows : flows.filter((flow) => !isPlain(flow));
}

/** Sections with an empty line between them; a section without lines is left out. */
export function statusText(overview: Overview, colors: Palette): string {
  const { sites, links, windows, orders, atMs, seenBy } = overview;
  const sections = [
    headLines(overview, colors),
    siteLines(sites, atMs, colors),
    linkLines(links, atMs, colors),
    flowLines(shownFlows(overview), colors),
    windowLines(windows, colors),
    orderLines(orders, atMs, colors),
    seenBy === undefined ? [] : [summary(overview, colors)],
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
