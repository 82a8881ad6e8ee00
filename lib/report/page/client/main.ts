// What acts in a page: cells open their traces, pictures show what a trace is about, tables are filtered. Without it everything
// but that can be read.

import type { PageData } from '../page-data';
import { makeGrid } from './cells';
import { all, element, find } from './elements';
import { makeFilters } from './filters';
import { type Cell, cellOf, journeyList } from './journeys';
import { NOTHING_PICKED, type Picked, pick, pickGroup } from './picture';

function readData(): PageData {
  return JSON.parse(document.getElementById('data')?.textContent ?? '');
}

function pickedOf({ failed, lost, from, to, journeys }: Cell): Picked {
  return { path: journeys[0]?.path ?? [], failed, ends: [from, to], lost };
}

/** The picture of the page keeps showing what was opened last, and says so. */
function keepShown(section: Element, cell: Cell, saying: Element): void {
  pick(section, pickedOf(cell));
  const clear = element('button', 'clear');
  clear.type = 'button';
  clear.addEventListener('click', () => {
    pick(section, NOTHING_PICKED);
    saying.replaceChildren();
  });
  saying.replaceChildren(`Shown: ${cell.from} → ${cell.to}, ${cell.scenario}. `, clear);
}

/** Gives what opens a cell: a dialog with its traces and the picture. Closing it gives the focus back, as dialogs do. */
function makeDialog(data: PageData, dialog: HTMLDialogElement): (cell: HTMLElement) => void {
  const section = document.getElementById('topology');
  const drawn = section && find(section, 'svg.topology', SVGElement);
  const copy = drawn?.cloneNode(true);
  const picture = find(dialog, '.picture', HTMLElement);
  if (copy) picture?.append(copy);
  if (picture) picture.hidden = !copy;
  return ({ dataset }) => {
    const cell = cellOf(data, dataset.c ?? '');
    if (!cell) return;
    const title = find(dialog, 'h2', HTMLElement);
    if (title) title.textContent = `${cell.from} → ${cell.to}, ${cell.scenario}`;
    find(dialog, '.journeys', HTMLElement)?.replaceChildren(...journeyList(cell));
    if (picture) pick(picture, pickedOf(cell));
    const saying = section && find(section, '.shown', HTMLElement);
    if (saying) keepShown(section, cell, saying);
    dialog.showModal();
    dialog.scrollTop = 0;
    title?.focus();
  };
}

/** Pressed, the name of a shared risk marks its links; pressed again, or another, it does so no more. */
function makeRisks(section: HTMLElement): void {
  const buttons = all(section, 'button.risk-links', HTMLButtonElement);
  for (const button of buttons)
    button.addEventListener('click', () => {
      const isOn = button.getAttribute('aria-pressed') !== 'true';
      for (const other of buttons) other.setAttribute('aria-pressed', String(isOn && other === button));
      pickGroup(section, isOn ? JSON.parse(button.dataset.links ?? '[]') : []);
    });
}

/** What is folded is printed too. */
function openForPaper(): void {
  let opened: readonly HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    opened = all(document, 'details:not([open])', HTMLDetailsElement);
    for (const one of opened) one.open = true;
  });
  addEventListener('afterprint', () => {
    for (const one of opened) one.open = false;
  });
}

function main(): void {
  const data = readData();
  const section = document.getElementById('survives');
  const dialog = find(document, 'dialog', HTMLDialogElement);
  if (section && dialog) {
    const open = makeDialog(data, dialog);
    for (const table of all(section, 'table.matrix, table.list', HTMLTableElement)) makeGrid(table, open);
    const form = find(section, 'form.filters', HTMLFormElement);
    if (form) makeFilters(data, section, form);
    for (const button of all(document, 'button.show', HTMLButtonElement)) {
      button.hidden = false;
      button.addEventListener('click', () => open(button));
    }
  }
  for (const hint of all(document, '.scripted', HTMLElement)) hint.hidden = false;
  const topology = document.getElementById('topology');
  if (topology) makeRisks(topology);
  openForPaper();
}

main();
