// Pure: the page of `detour report`: verdict, findings, picture, what survives, requirements, what it rests on, what was read, traces.

import { assumptionsSection } from './assumptions';
import { bookOf } from './book';
import { foundSection } from './found';
import { pageText } from './frame';
import { html, type Markup } from './html';
import type { Judged } from './judged';
import { requirementsSection } from './requirements';
import { PAGE_SCRIPT } from './script';
import { shownOf } from './shown';
import { pageStyles } from './styles/page-styles';
import { survivesSection } from './survives-section';
import { templatesSection } from './templates';
import { topologySection } from './topology/section';
import { tracesSection, writtenTraces } from './traces';
import { verdictSection } from './verdict';

export const GENERATOR = 'detour report';

const PARTS = {
  findings: 'Findings',
  topology: 'Sites and links',
  survives: 'What survives what',
  flows: 'What flows must survive',
  assumptions: 'What this rests on',
  templates: 'What was read',
} as const;

function head(title: string): Markup {
  const links = Object.entries(PARTS).map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`);
  return html`<a class="skip" href="#findings">to the findings</a>
<header><h1>${title}</h1>
<nav aria-label="parts of this page"><ul>${links}</ul></nav></header>
`;
}

/** Templates that describe no backbone give it no name. */
function titleOf({ backbone: { name } }: Judged): string {
  return name === '' ? 'What survives what' : `${name}: what survives what`;
}

/** The whole file, the same for the same input. A title of one's own may say when and why it was made. */
export function reportPage(judged: Judged, title = titleOf(judged)): string {
  const book = bookOf(judged);
  const shown = shownOf(judged);
  const written = writtenTraces(
    shown.rows.flatMap(({ touched }) => touched),
    book,
  );
  const printing = { judged, book, written };
  const main = [
    verdictSection(judged, shown.rows),
    foundSection(printing),
    topologySection(judged.backbone),
    survivesSection(printing, shown),
    requirementsSection(judged),
    assumptionsSection(),
    templatesSection(judged.read),
  ];
  const data = book.data();
  return pageText({
    title,
    generator: GENERATOR,
    styles: pageStyles(),
    script: { code: PAGE_SCRIPT, data },
    body: html`${head(title)}<main>${main}${tracesSection(data, written)}</main>
<footer><p class="soft">Made by <code>detour report</code> from synthesized templates. It loads nothing and sends nothing.</p></footer>`,
  });
}
