// Pure: which templates a page was made from, what was left out of them, and what they do not say.

import type { ReadSummary } from '../../verify/templates/summary';
import { type Content, html, type Markup } from './html';
import { counted } from './wording';

function asked({ missing, unplaced }: ReadSummary): readonly string[] {
  return [
    ...missing.map(({ stack, parameter }) => `--parameter ${stack}.${parameter}=…`),
    ...unplaced.map((stack) => `--region ${stack}=…`),
  ];
}

function list(says: string, items: readonly Content[]): Content {
  return items.length === 0 ? undefined : html`<p>${says}</p><ul>${items.map((one) => html`<li>${one}</li>`)}</ul>`;
}

/** Beside the verdict: a network of which not all is known has no verdict that holds. Nothing when all is said. */
export function openValues(read: ReadSummary): Content {
  const count = asked(read).length;
  if (count === 0) return undefined;
  return html`<p><span class="badge warning">▲ warning</span> Routes depend on ${counted(count, 'value')} that the templates do not say:
<a href="#templates">which, and how to tell them</a>.</p>`;
}

export function templatesSection(read: ReadSummary): Markup {
  const { stacks, notes } = read;
  const rows = stacks.map(
    ({ id, region, file }) =>
      html`<tr><th scope="row">${id}</th><td>${region ?? 'region not known'}</td><td>${file}</td></tr>
`,
  );
  const options = asked(read).map((option) => html`<code>${option}</code>`);
  return html`<section id="templates"><h2>What was read</h2>
${list('What the templates do not say is told by these options:', options)}${list('Left out, and why:', notes)}
<details><summary>${counted(stacks.length, 'stack')}</summary>
<div class="scroll" tabindex="0" role="group" aria-label="stacks"><table><thead><tr><th scope="col">stack</th><th scope="col">region</th><th scope="col">file</th></tr></thead>
<tbody>${rows}</tbody></table></div></details></section>
`;
}
