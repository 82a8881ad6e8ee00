// Pure: the hops of a trace as a table: where, by which route, and what happened.

import { html, type Markup } from './html';
import type { HopText, PageData } from './page-data';

function hopRow([where, route, said]: HopText, number: number): Markup {
  const matched = route === '' ? undefined : html`<code>${route}</code>`;
  return html`<tr><td>${number + 1}</td><td>${where}</td><td>${matched}</td><td>${said}</td></tr>`;
}

/** A trace of the data, by its number. */
export function hopTable({ traces, hops }: PageData, trace: number): Markup {
  const [, , numbers = []] = traces[trace] ?? [];
  const rows = numbers.map((number, i) => hopRow(hops[number] ?? ['', '', ''], i));
  return rows.length === 0
    ? html`<p>no hops are known</p>`
    : html`<div class="scroll hops" tabindex="0" role="group" aria-label="hops"><table><thead><tr><th scope="col">#</th><th scope="col">where</th><th scope="col">matched route</th><th scope="col">what happened</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
