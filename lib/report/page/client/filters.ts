// Hides rows and columns: of flows that do not start or end at a site, of failures in which a link stays up, and of those in
// which nothing is lost.

import type { PageData } from '../page-data';
import { settleAgain } from './cells';
import { all, element, find } from './elements';

interface Wanted {
  readonly site: string;
  readonly link: string;
  readonly losses: boolean;
}

function isWantedFlow(data: PageData, { site }: Wanted, number: string | undefined): boolean {
  return site === '' || number === undefined || (data.flows[Number(number)]?.includes(site) ?? true);
}

function isWantedScenario(data: PageData, { link }: Wanted, number: string | undefined): boolean {
  if (link === '' || number === undefined) return true;
  const [, failed = []] = data.scenarios[Number(number)] ?? [];
  return failed.some((one) => data.links[one] === link);
}

function showsLoss(row: Element): boolean {
  return all(row, '.mark.lost, .mark.spared, .mark.unknown', HTMLElement).some((mark) => !mark.closest('[hidden]'));
}

/** Columns first, since a row whose losses stand in hidden columns shows none. */
function filterMatrix(data: PageData, wanted: Wanted, table: HTMLTableElement): void {
  const heads = all(table, 'thead th', HTMLTableCellElement);
  const isShown = heads.map(({ dataset }) => isWantedFlow(data, wanted, dataset.f));
  for (const row of table.rows)
    if (row.cells.length === heads.length)
      [...row.cells].forEach((cell, i) => {
        cell.hidden = !isShown[i];
      });
  for (const row of all(table, 'tr[data-s]', HTMLTableRowElement))
    row.hidden = !isWantedScenario(data, wanted, row.dataset.s) || (wanted.losses && !showsLoss(row));
}

function filterList(data: PageData, wanted: Wanted, table: HTMLTableElement): void {
  for (const row of all(table, 'tbody tr', HTMLTableRowElement)) {
    row.hidden = !isWantedFlow(data, wanted, row.dataset.f);
    row.hidden ||= wanted.losses && !showsLoss(row);
  }
  const failure = table.closest<HTMLElement>('details[data-s]');
  if (!failure) return;
  const isEmpty = all(table, 'tbody tr', HTMLTableRowElement).every(({ hidden }) => hidden);
  failure.hidden = isEmpty || !isWantedScenario(data, wanted, failure.dataset.s);
}

function apply(data: PageData, wanted: Wanted, section: HTMLElement): number {
  const tables = all(section, 'table.matrix, table.list', HTMLTableElement);
  for (const table of tables) {
    if (table.classList.contains('matrix')) filterMatrix(data, wanted, table);
    else filterList(data, wanted, table);
    settleAgain(table);
  }
  return all(section, 'tr[data-s], details[data-s]', HTMLElement).filter((one) => !one.hidden).length;
}

/** Fills the choices from what the tables show, and filters at every change. */
export function makeFilters(data: PageData, section: HTMLElement, form: HTMLFormElement): void {
  const names = {
    site: data.flows.flat(),
    link: data.scenarios.flatMap(([, failed]) => failed.map((one) => data.links[one] ?? '')),
  };
  for (const [name, list] of Object.entries(names)) {
    const choices = [...new Set(list)].sort().map((value) => {
      const option = element('option', value);
      option.value = value;
      return option;
    });
    find(form, `[name="${name}"]`, HTMLSelectElement)?.append(...choices);
  }
  const output = find(form, 'output', HTMLOutputElement);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => {
    const given = new FormData(form);
    const wanted = {
      site: String(given.get('site') ?? ''),
      link: String(given.get('link') ?? ''),
      losses: given.has('losses'),
    };
    const count = apply(data, wanted, section);
    if (output) output.value = `${count} ${count === 1 ? 'row' : 'rows'}`;
  });
  form.hidden = false;
}
