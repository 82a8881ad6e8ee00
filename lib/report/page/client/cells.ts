// A table of cells that lead to traces, by keyboard: one cell is in the order of tabs, arrow keys go to its neighbours, Enter
// opens it. As the pattern for grids has it (WAI-ARIA Authoring Practices, grid).

import { all } from './elements';

type Opens = (cell: HTMLTableCellElement) => void;

function isShown(element: HTMLElement): boolean {
  return !element.hidden && !element.closest('[hidden]');
}

/** Cells with traces that are shown, row by row. */
function rowsOf(table: HTMLTableElement): readonly (readonly HTMLTableCellElement[])[] {
  return [...table.rows]
    .filter(isShown)
    .map((row) => all(row, 'td[data-c]', HTMLTableCellElement).filter(isShown))
    .filter((row) => row.length > 0);
}

/** Puts one cell into the order of tabs, and takes the others out. */
function settle(table: HTMLTableElement, cell: HTMLTableCellElement | undefined): void {
  for (const other of all(table, 'td[tabindex="0"]', HTMLTableCellElement)) other.tabIndex = -1;
  if (cell) cell.tabIndex = 0;
}

/** After rows or columns have been hidden, some cell that is shown can still be reached. */
export function settleAgain(table: HTMLTableElement): void {
  const cells = rowsOf(table).flat();
  settle(table, cells.find(({ tabIndex }) => tabIndex === 0) ?? cells[0]);
}

/** A row and a column. */
type At = readonly [number, number];
type Steps = Readonly<Record<string, (at: At, last: At) => At>>;

const STEPS: Steps = {
  ArrowUp: ([row, column]) => [row - 1, column],
  ArrowDown: ([row, column]) => [row + 1, column],
  ArrowLeft: ([row, column]) => [row, column - 1],
  ArrowRight: ([row, column]) => [row, column + 1],
  Home: ([row]) => [row, 0],
  End: ([row], [, column]) => [row, column],
  PageUp: ([row, column]) => [Math.max(0, row - 10), column],
  PageDown: ([row, column], [last]) => [Math.min(last, row + 10), column],
};

function neighbour(table: HTMLTableElement, cell: HTMLTableCellElement, { key, ctrlKey }: KeyboardEvent) {
  const rows = rowsOf(table);
  const row = rows.findIndex((one) => one.includes(cell));
  const own = rows[row] ?? [];
  if (ctrlKey && key === 'Home') return rows[0]?.[0];
  if (ctrlKey && key === 'End') return rows.at(-1)?.at(-1);
  const [down = 0, across = 0] = STEPS[key]?.([row, own.indexOf(cell)], [rows.length - 1, own.length - 1]) ?? [];
  const there = STEPS[key] === undefined ? undefined : rows[down];
  return there?.[across];
}

function pressed(table: HTMLTableElement, opens: Opens, event: KeyboardEvent): void {
  const cell = event.target instanceof HTMLTableCellElement ? event.target : undefined;
  if (!cell || event.altKey || event.metaKey) return;
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    opens(cell);
    return;
  }
  const next = neighbour(table, cell, event);
  if (!next) return;
  event.preventDefault();
  settle(table, next);
  next.focus();
}

/** Makes a grid of a table. What its cells lead to is opened instead of the trace that is written in the page. */
export function makeGrid(table: HTMLTableElement, opens: Opens): void {
  table.setAttribute('role', 'grid');
  for (const cell of all(table, 'td[data-c]', HTMLTableCellElement)) {
    cell.tabIndex = -1;
    for (const link of all(cell, 'a', HTMLAnchorElement)) link.tabIndex = -1;
  }
  settleAgain(table);
  table.addEventListener('keydown', (event) => pressed(table, opens, event));
  table.addEventListener('click', (event) => {
    const cell = event.target instanceof Element ? event.target.closest('td') : null;
    if (!cell?.dataset.c) return;
    event.preventDefault();
    settle(table, cell);
    opens(cell);
  });
  table.addEventListener('mouseover', ({ target }) => {
    const cell = target instanceof Element ? target.closest('td') : null;
    const said = cell?.querySelector('.unseen')?.textContent;
    if (cell && said && cell.title === '') cell.title = said;
  });
}
