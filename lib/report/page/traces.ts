// Pure: traces that stand in the page itself, for readers without scripts and on paper. A trace is called by its number: T12.

import type { Book } from './book';
import type { Fate } from './fates';
import { hopTable } from './hop-table';
import { html, type Markup } from './html';
import type { PageData } from './page-data';
import { rankOf } from './shown';
import { counted, fateText } from './wording';

/** More are shown by the script only. */
const MOST_WRITTEN = 120;

export function traceName(trace: number): string {
  return `T${trace + 1}`;
}

/** Gives numbers to the traces of what is moved or lost, the worst first. Gives how many of them are written out. */
export function writtenTraces(fates: readonly Fate[], book: Book): number {
  const worst = [...fates].sort((a, b) => rankOf(a) - rankOf(b));
  for (const { baseline, controlled, marks } of worst) {
    if (marks.controlled !== 'as-before') book.trace(controlled);
    if (marks.baseline !== 'as-before') book.trace(baseline);
  }
  return Math.min(book.data().traces.length, MOST_WRITTEN);
}

function writtenTrace(data: PageData, trace: number): Markup {
  const [outcome = '', links = []] = data.traces[trace] ?? [];
  const path = links.map((link) => data.links[link] ?? '');
  const said = fateText({ outcome: outcome as Parameters<typeof fateText>[0]['outcome'], path });
  return html`<details class="trace" id="t${trace + 1}"><summary>${traceName(trace)}: ${said}</summary>
${hopTable(data, trace)}</details>
`;
}

export function tracesSection(data: PageData, written: number): Markup | undefined {
  if (written === 0) return undefined;
  const rest = data.traces.length - written;
  const more =
    rest === 0
      ? undefined
      : html`<p class="soft">${counted(rest, 'more trace')} open where the table of what survives is activated, with a script;
<code>detour verify --trace --json</code> prints every trace.</p>`;
  return html`<section id="traces"><h2>Traces of what is moved or lost</h2>
<p>Hop by hop, with the route that matched. Of several packets of a flow, the one that fares worst.</p>
${Array.from({ length: written }, (_, i) => writtenTrace(data, i))}${more}</section>
`;
}
