// Pure: what an order would do, as lines of text.
//
//   link        now                              then
//   iad-pdx     up, link-healthy: probes are …   drained, link-drain-ordered: ann ordered a drain: new optics
//
//   flow        now                              then
//   iad → pdx   ✔ iad-pdx                        iad-cmh › cmh-pdx
//
//   waits     drain-queued: iad-pdx waits: …
//   remember  order-redundancy-lost: without cmh-pdx as well, these would be lost: iad → pdx

import type { Notice, Order } from '../../controller/database';
import type { Effects } from '../../controller/operator/effects/effects';
import type { FlowEffect } from '../../controller/operator/effects/flow-effects';
import { printable } from '../../net/printable';
import type { Palette } from '../palette';
import { secondText, spanText } from './age';
import { pathText } from './flows';
import { type Cell, gridLines } from './grid';

/** More flows than that are counted, and not shown. */
const MOST_FLOWS = 40;

/** What was asked for is as old as the reading took, and 119 min are 2 h. */
const READING_MS = 30_000;

function verdictText({ standing, code, because }: Effects['links'][number]['before']): string {
  return `${standing}, ${code}: ${because}`;
}

function linkEffectLines({ links }: Effects, colors: Palette): readonly string[] {
  const rows = links.map(({ link, before, after }) => [
    { text: link, style: 'bold' } as const,
    verdictText(before),
    verdictText(after),
  ]);
  return gridLines(['link', 'now', 'then'], rows, colors);
}

function thenCell({ after, lastResort }: FlowEffect): Cell {
  if (after.length === 0) return { text: 'no path', style: 'red' };
  const path = after.join(' › ');
  return lastResort ? { text: `${path} (a last resort)`, style: 'red' } : { text: path };
}

/** Flows that keep their path and only lose redundancy are in the remarks. */
function isMoved({ before, after, now }: FlowEffect): boolean {
  return before.join(' ') !== after.join(' ') || now.some(({ path }) => path.join(' ') !== after.join(' '));
}

function flowEffectLines({ flows }: Effects, colors: Palette): readonly string[] {
  const moved = flows.filter(isMoved);
  const rows = moved
    .slice(0, MOST_FLOWS)
    .map((flow) => [
      { text: `${flow.from} → ${flow.to}`, style: 'bold' } as const,
      flow.now.map(pathText).join(' | '),
      thenCell(flow),
    ]);
  const more = moved.length - MOST_FLOWS;
  return [...gridLines(['flow', 'now', 'then'], rows, colors), ...(more > 0 ? [`and ${more} flows more`] : [])];
}

function nameEffectLines({ names }: Effects, colors: Palette): readonly string[] {
  const rows = names.map(({ service, before, after }) => [{ text: service, style: 'bold' } as const, before, after]);
  return gridLines(['name', 'now leads to', 'then to'], rows, colors);
}

function orderText({ action, link, site, owner, reason, expiresMs }: Order): string {
  return `${action} ${link ?? site ?? 'the whole backbone'} by ${owner}, until ${secondText(expiresMs)}: ${reason}`;
}

function windowText({ links, source, startMs, endMs }: Notice): string {
  return `maintenance of ${links.join(', ')}, ${secondText(startMs)} to ${secondText(endMs)}, announced by ${source}`;
}

function takenBackLines({ takesBack: { orders, notices } }: Effects): readonly string[] {
  const texts = [...orders.map(orderText), ...notices.map(windowText)];
  return texts.map((text) => printable(`takes back  ${text}`));
}

type Kind = 'refused' | 'waits' | 'remember';
const STYLES = { refused: 'red', waits: 'yellow', remember: 'yellow' } as const;

interface Said {
  readonly code: string;
  readonly because: string;
}

const OF_A_FLOW = /^(\S+ → \S+) (.*)$/s;

/** What is said of several flows in the same words is said once, of each of them. */
function saidOnce(all: readonly Said[]): readonly string[] {
  const groups = new Map<string, Said[]>();
  for (const said of all) {
    const text = `${said.code}: ${said.because.replace(OF_A_FLOW, 'each $2')}`;
    groups.set(text, [...(groups.get(text) ?? []), said]);
  }
  return [...groups].flatMap(([text, group]) => {
    const flows = [...new Set(group.flatMap(({ because }) => OF_A_FLOW.exec(because)?.[1] ?? []))];
    return flows.length > 1 ? [`${text}: ${flows.join(', ')}`] : group.map((one) => `${one.code}: ${one.because}`);
  });
}

function saidLines(kind: Kind, all: readonly Said[], colors: Palette): readonly string[] {
  return saidOnce(all).map((text) => `${colors[STYLES[kind]](kind.padEnd(10))}  ${printable(text)}`);
}

/** Sections with an empty line between them; those without lines are left out. */
export function effectsText(effects: Effects, colors: Palette): string {
  const { refusals, waits, remarks } = effects;
  const sections = [
    linkEffectLines(effects, colors),
    flowEffectLines(effects, colors),
    nameEffectLines(effects, colors),
    takenBackLines(effects),
    [
      ...saidLines('waits', waits, colors),
      ...saidLines('remember', remarks, colors),
      ...saidLines('refused', refusals, colors),
    ],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** `place  drain iad-pdx by ann, until … (4 h from now): new optics`, one line for each order. */
export function orderChangeLines(
  { placed, ended }: { readonly placed: readonly Order[]; readonly ended: readonly Order[] },
  nowMs: number,
  colors: Palette,
): readonly string[] {
  return [
    ...ended.map((order) => `${colors.bold('end  ')}  ${printable(orderText(order))}`),
    ...placed.map((order) => {
      const { action, link, site, owner, reason, expiresMs } = order;
      const until = `${secondText(expiresMs)}, ${spanText(expiresMs - nowMs + READING_MS)} from now`;
      const what = `${action} ${link ?? site ?? 'the whole backbone'}, until ${until}, by ${owner}: ${reason}`;
      return `${colors.bold('order')}  ${printable(what)}`;
    }),
  ];
}
