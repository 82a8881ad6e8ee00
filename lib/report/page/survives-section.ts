// Pure: the part of a page on what survives what: how to read it, what is left out, filters for the script, and the tables.

import { type Content, html, type Markup } from './html';
import type { Shown } from './shown';
import { survivalTables } from './survives';
import { counted, MARKS } from './wording';

function key(): Markup {
  const items = Object.entries(MARKS).map(
    ([mark, { sign, says }]) => html`<li><i class="mark ${mark}" aria-hidden="true">${sign}</i> ${says}</li>`,
  );
  return html`<ul class="key marks">${items}</ul>`;
}

/** What is not in the tables, and where it is. */
function leftOut({ calm, leftOutPairs, leftOutFates }: Shown): Content {
  const parts = [
    ...(calm > 0 ? [`${counted(calm, 'scenario')} in which every flow goes as before`] : []),
    ...(leftOutPairs > 0
      ? [`${counted(leftOutPairs, 'scenario')} of two failures, after which no flow is lost that must not be`]
      : []),
    ...(leftOutFates > 0 ? [`${counted(leftOutFates, 'flow')} that a failure moves to other links`] : []),
  ];
  if (parts.length === 0) return undefined;
  return html`<p>Not shown: ${parts.join('; ')}. <code>detour verify --trace --json</code> prints every result.</p>`;
}

/** The script takes `hidden` away; the choices are made by it from the data. */
const FILTERS = html`<form class="filters" hidden>
<label>site <select name="site"><option value="">any</option></select></label>
<label>link <select name="link"><option value="">any</option></select></label>
<label><input type="checkbox" name="losses"> only what is lost</label>
<output class="soft" role="status"></output>
</form>`;

const DIALOG = html`<dialog aria-labelledby="trace-title"><form method="dialog"><h2 id="trace-title" tabindex="-1"></h2><button type="submit">close</button></form>
<div class="picture"></div><div class="journeys"></div></dialog>`;

export function survivesSection(printing: Parameters<typeof survivalTables>[0], shown: Shown): Markup {
  const twice =
    shown.shape.kind === 'list'
      ? undefined
      : ' Where a cell has two signs, the first is the baseline, and the second is with the controller.';
  return html`<section id="survives"><h2>What survives what</h2>
<p>Each failure that moves or loses a flow, and what becomes of the flow.${twice}
<span class="scripted" hidden>Enter or a click shows the trace hop by hop, and in the picture; arrow keys go from cell to cell.</span></p>
${key()}${leftOut(shown)}
${FILTERS}
${survivalTables(printing, shown)}
${DIALOG}</section>
`;
}
