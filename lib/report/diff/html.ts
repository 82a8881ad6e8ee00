// Pure: a page as one HTML file that asks nobody for anything.

import { pageText } from '../page/frame';
import { type Content, html, type Markup } from '../page/html';
import { BASE_STYLES } from '../page/styles/base';
import { TOPOLOGY_STYLES } from '../page/styles/topology';
import { topologyPicture } from '../page/topology/picture';
import type { Page } from './page';
import type { DrawnLink, DrawnSite, Mark, Picture } from './picture';
import type { Line, Section, Span } from './spans';
import { verdictText } from './text';

const STYLES = `${BASE_STYLES}${TOPOLOGY_STYLES}
.verdict { font-weight: 400; }
details { margin: 0.6rem 0; }
li { overflow-wrap: anywhere; margin: 0.2rem 0; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: 0.6rem 0.9rem; overflow: auto; }
@media print { details::details-content { content-visibility: visible; } }
`;

function spanMarkup(span: Span): Content {
  if (typeof span === 'string') return span;
  return 'code' in span ? html`<code>${span.code}</code>` : html`<strong>${span.strong}</strong>`;
}

function lineMarkup(line: Line): Content {
  return line.map(spanMarkup);
}

function listMarkup(lines: readonly Line[]): Markup {
  return html`<ul>${lines.map((line) => html`<li>${lineMarkup(line)}</li>`)}</ul>`;
}

function sectionMarkup({ title, lines, commands = [] }: Section): Markup {
  const typed = commands.length === 0 ? undefined : html`<pre><code>${commands.join('\n')}</code></pre>`;
  return html`<details><summary>${title} (${lines.length})</summary>
${listMarkup(lines)}${typed}</details>
`;
}

function marksOf(items: readonly (DrawnSite | DrawnLink)[]): ReadonlyMap<string, Exclude<Mark, 'same'>> {
  return new Map(items.flatMap(({ name, mark }) => (mark === 'same' ? [] : [[name, mark] as const])));
}

function pictureMarkup({ sites, links, left }: Picture): Markup {
  const picture = topologyPicture({
    sites: sites.map((site) => ({ ...site, specifics: [] })),
    links,
    marks: { sites: marksOf(sites), links: marksOf(links) },
  });
  const rest = left === 0 ? '' : ` ${left} sites and links that nothing changes are not drawn.`;
  return html`<h2>Sites and links</h2>
<p class="soft">+ added, − removed, ± changed.${rest}</p>
<div class="picture" tabindex="0" role="group" aria-label="picture of sites and links">${picture}</div>
`;
}

/** One file; the same page gives the same bytes. */
export function differenceHtml(page: Page): string {
  const { verdict, scope, lead, picture, sections, isWorse } = page;
  const title = verdictText(page);
  return pageText({
    title,
    generator: 'detour diff',
    styles: STYLES,
    body: html`<h1>What the change does to the network</h1>
<p class="verdict ${isWorse ? 'bad' : 'good'}"><span>${lineMarkup(verdict)}</span></p>
<p>${lineMarkup(scope)}</p>
${listMarkup(lead)}
${picture ? pictureMarkup(picture) : undefined}
<h2>All of it</h2>
${sections.map(sectionMarkup)}`,
  }).trimEnd();
}
