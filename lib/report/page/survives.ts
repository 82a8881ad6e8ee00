// Pure: which flows survive what, as tables: scenarios by flows, or for each failure the flows that it touches. Each cell says
// what happens in the baseline and when controlled, by shape, by colour and in words, and leads to the trace.

import { nothingFailed, scenarioName } from '../../routing/scenario';
import type { Book } from './book';
import { byKind, type Fate, fates, type Kind, type Row } from './fates';
import { type Content, html, type Markup } from './html';
import type { Judged } from './judged';
import type { Shown, ShownRow } from './shown';
import { traceName } from './traces';
import { counted, fateText, flowText, MARKS } from './wording';

interface Printing {
  readonly judged: Judged;
  readonly book: Book;
  /** How many traces stand in the page, the first ones. */
  readonly written: number;
}

function sign(mark: Fate['marks']['baseline']): Markup {
  return html`<i class="mark ${mark}" aria-hidden="true">${MARKS[mark].sign}</i>`;
}

function leading({ written }: Printing, traces: readonly number[], content: Markup): Markup {
  const there = traces.find((trace) => trace < written);
  if (there === undefined) return content;
  return html`<a href="#t${there + 1}">${content}<b class="ref">${traceName(there)}</b></a>`;
}

/** Which scenario, flow and traces (baseline, controlled) a cell is about, for the script. */
function numbersOf(
  { book }: Printing,
  { scenario, flow, baseline, controlled }: Fate,
): readonly [string, number, number] {
  const [before, after] = [book.trace(baseline), book.trace(controlled)];
  return [[book.scenario(scenario), book.flow(flow), before, after].join(' '), before, after];
}

function matrixCell(printing: Printing, fate: Fate | undefined): Markup {
  if (fate === undefined)
    return html`<td class="unjudged"><span class="unseen">not judged: it starts or ends at a lost site</span></td>`;
  const { marks, baseline, controlled, scenario } = fate;
  const [numbers, before, after] = numbersOf(printing, fate);
  if (marks.baseline === 'as-before' && marks.controlled === 'as-before') {
    const said = nothingFailed(scenario) ? fateText(controlled) : 'as before';
    return html`<td data-c="${numbers}">${sign('as-before')}<span class="unseen">${said}</span></td>`;
  }
  const said = `baseline: ${fateText(baseline)}; controlled: ${fateText(controlled)}`;
  const content = html`${sign(marks.baseline)}${sign(marks.controlled)}<span class="unseen">${said}</span>`;
  return html`<td class="two" data-c="${numbers}">${leading(printing, [after, before], content)}</td>`;
}

function kindRow(kind: Kind, columns: number): Markup {
  return html`<tbody class="kind"><tr><th colspan="${columns}" scope="colgroup">${kind}</th></tr></tbody>`;
}

type Matrix = Extract<Shown['shape'], { kind: 'matrices' }>['matrices'][number];

function matrixRows(printing: Printing, { flows }: Matrix, rows: readonly Row[]): readonly Markup[] {
  const fateOf = fates(printing.judged);
  return rows.map(({ scenario }) => {
    const cells = flows.map((flow) => matrixCell(printing, fateOf(scenario, flow)));
    const name = scenarioName(scenario);
    return html`<tr data-s="${printing.book.scenario(scenario)}"><th scope="row">${name}</th>${cells}</tr>
`;
  });
}

function matrixTable(printing: Printing, matrix: Matrix): Markup {
  const { flows, from } = matrix;
  const heads = flows.map(
    (flow) =>
      html`<th scope="col" data-f="${printing.book.flow(flow)}"><span>${from === undefined ? flowText(flow) : `→ ${flow.to}`}</span></th>`,
  );
  const bodies = byKind(matrix.rows).map(
    ([kind, rows]) =>
      html`${kind === 'nothing failed' ? undefined : kindRow(kind, flows.length + 1)}<tbody>${matrixRows(printing, matrix, rows)}</tbody>`,
  );
  const label = from === undefined ? 'scenarios by flows' : `scenarios by flows from ${from}`;
  return html`<div class="scroll wide" tabindex="0" role="group" aria-label="${label}"><table class="matrix" aria-label="${label}">
<thead><tr><th scope="col">what fails</th>${heads}</tr></thead>
${bodies}</table></div>
`;
}

function rowCounts(touched: readonly Fate[]): string {
  const [lost, spared, moved] = [['lost', 'unknown'], ['spared'], ['moved']].map(
    (marks) => touched.filter(({ marks: { controlled } }) => marks.includes(controlled)).length,
  );
  const alone = touched.filter(({ baseline }) => baseline.outcome !== 'delivered').length;
  const parts = [
    [lost, 'lost or unknown'],
    [spared, 'lost beyond what they survive'],
    [moved, 'moved'],
    [alone, 'lost without the controller'],
  ] as const;
  return parts.flatMap(([count = 0, says]) => (count === 0 ? [] : [`${count} ${says}`])).join(', ');
}

function listRow(printing: Printing, fate: Fate): Markup {
  const { marks, baseline, controlled, flow } = fate;
  const [numbers, before, after] = numbersOf(printing, fate);
  const cell = (mark: keyof typeof MARKS, said: string, trace: number) =>
    html`<td data-c="${numbers}">${leading(printing, [trace], html`${sign(mark)} ${said}`)}</td>`;
  return html`<tr data-f="${printing.book.flow(flow)}"><th scope="row">${flowText(flow)}</th>${cell(marks.baseline, fateText(baseline), before)}${cell(marks.controlled, fateText(controlled), after)}</tr>
`;
}

function moreRow(count: number): Content {
  return count === 0 ? undefined : html`<tr><td colspan="3" class="soft">and ${counted(count, 'more flow')}</td></tr>`;
}

function listed(printing: Printing, { scenario, touched, leftOut }: ShownRow): Markup {
  const name = scenarioName(scenario);
  const all = [...touched, ...leftOut];
  return html`<details class="failure" data-s="${printing.book.scenario(scenario)}"><summary><strong>${name}</strong>: ${counted(all.length, 'flow')}: ${rowCounts(all)}</summary>
<div class="scroll" tabindex="0" role="group" aria-label="${name}"><table class="list" aria-label="${name}"><thead><tr><th scope="col">flow</th><th scope="col">baseline</th><th scope="col">controlled</th></tr></thead>
<tbody>${touched.map((fate) => listRow(printing, fate))}${moreRow(leftOut.length)}</tbody></table></div></details>
`;
}

function list(printing: Printing, rows: readonly ShownRow[]): Content {
  return byKind(rows).map(
    ([kind, own]) => html`<h3>${kind}</h3>
${own.map((row) => listed(printing, row))}`,
  );
}

/** The tables, whichever fit. */
export function survivalTables(printing: Printing, { shape, rows }: Shown): Content {
  if (printing.judged.verification.flows.length === 0) return html`<p>There are no flows.</p>`;
  if (shape.kind === 'list') return list(printing, rows);
  const [first, ...more] = shape.matrices;
  if (first === undefined) return undefined;
  if (first.from === undefined) return matrixTable(printing, first);
  return [first, ...more].map(
    (matrix, i) =>
      html`<details class="from" ${i === 0 ? 'open' : ''}><summary>from <strong>${matrix.from}</strong></summary>
${matrixTable(printing, matrix)}</details>
`,
  );
}
