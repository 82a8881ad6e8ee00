// What can be done with a mouse and with a keyboard: open a cell, walk among cells, filter, mark a shared risk.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { KeyInput, Page } from 'puppeteer-core';
import type { Scenario } from '../../../lib/routing/scenario';
import { ask, type Check } from '../check';
import { HYBRID } from '../pages';

const ROW = 'ord-iad-dx grey';
const FLOW = { from: 'iad', to: 'ord' };
const SCENARIO: Scenario = { links: [{ name: 'ord-iad-dx', form: 'grey' }], risks: [] };

/** The cell of that row and flow, as an expression. */
const CELL = `[...document.querySelectorAll('.matrix tr')].find((row) => row.cells[0].textContent === '${ROW}')
  .cells[[...document.querySelectorAll('.matrix thead th')].findIndex((head) => head.textContent === '${FLOW.from} → ${FLOW.to}')]`;

/** Where the focus is: the head of its row and the number of its column. */
const PLACE = `(() => { const cell = document.activeElement; return [cell.parentElement?.cells?.[0]?.textContent, cell.cellIndex].join(); })()`;

async function presses(tab: Page, ...keys: readonly KeyInput[]): Promise<void> {
  for (const key of keys) await tab.keyboard.press(key);
}

/** What the results say of the cell, against what the dialog and the pictures show. */
async function showsTheTrace(tab: Page): Promise<void> {
  equal(await ask<string>(tab, `document.querySelector('dialog h2').textContent`), `iad → ord, ${ROW}`);
  const said = await ask<string>(tab, `document.querySelector('dialog .journeys').innerText`);
  for (const mode of ['baseline', 'controlled'] as const) {
    const result = HYBRID.resultIn(SCENARIO, FLOW, mode);
    ok(result && result.hops.length > 2, 'there is no such result');
    const fate = result.outcome === 'delivered' ? `✔ over ${result.path.join(' › ')}` : `✘ ${result.outcome}`;
    ok(said.includes(`${mode}: ${fate}`), `${mode}: ${fate} is not in ${said}`);
    for (const { matched } of result.hops)
      if (matched) ok(said.includes(matched.prefix), `${matched.prefix} is missing`);
  }
  const path = HYBRID.resultIn(SCENARIO, FLOW, 'controlled')?.path ?? [];
  for (const picture of ['dialog svg', '#topology svg']) {
    const drawn = (mark: string) =>
      ask<string[]>(
        tab,
        `[...document.querySelectorAll('${picture} .link.${mark}')].map((one) => one.dataset.link).sort()`,
      );
    deepEqual(await drawn('failed'), ['ord-iad-dx']);
    deepEqual(await drawn('path'), [...path].sort());
  }
}

const isOpen = `document.querySelector('dialog').open`;

const MOUSE: Check = {
  name: 'a click on a cell shows its traces hop by hop, and its path and the failed link in the pictures',
  page: 'hybrid',
  run: async (tab) => {
    await ask(tab, `(${CELL}).scrollIntoView({ block: 'center' })`);
    const [x = 0, y = 0] = await ask<number[]>(
      tab,
      `(() => { const { left, top, width, height } = (${CELL}).getBoundingClientRect(); return [left + width / 2, top + height / 2]; })()`,
    );
    await tab.mouse.click(x, y);
    await showsTheTrace(tab);
    await tab.click('dialog button');
    equal(await ask<boolean>(tab, isOpen), false);
    await tab.click('#topology .shown button');
    equal(await ask<number>(tab, `document.querySelectorAll('#topology .path').length`), 0);
  },
};

const KEYBOARD: Check = {
  name: 'Enter opens a cell, Escape closes it, and the focus is back where it was and can be seen',
  page: 'hybrid',
  run: async (tab) => {
    await ask(tab, `(${CELL}).focus()`);
    await presses(tab, 'ArrowDown', 'ArrowUp', 'Enter');
    equal(await ask<boolean>(tab, isOpen), true);
    equal(await ask<string>(tab, 'document.activeElement.id'), 'trace-title');
    await showsTheTrace(tab);
    await presses(tab, 'Escape');
    equal(await ask<boolean>(tab, isOpen), false);
    match(await ask<string>(tab, PLACE), new RegExp(`^${ROW},`));
    equal(await ask<string>(tab, `getComputedStyle(document.activeElement).outlineStyle`), 'solid');
  },
};

const WALK: Check = {
  name: 'one cell of the matrix is in the order of tabs, and arrow keys, Home and End walk from it and stop at its edges',
  page: 'hybrid',
  run: async (tab) => {
    equal(await ask<number>(tab, `document.querySelectorAll('.matrix [tabindex="0"]').length`), 1);
    equal(await ask<string>(tab, `document.querySelector('.matrix').getAttribute('role')`), 'grid');
    await tab.focus('.matrix td[tabindex="0"]');
    equal(await ask<string>(tab, PLACE), 'nothing failed,1');
    await presses(tab, 'ArrowUp', 'ArrowLeft');
    equal(await ask<string>(tab, PLACE), 'nothing failed,1');
    await presses(tab, 'ArrowRight', 'ArrowRight');
    equal(await ask<string>(tab, PLACE), 'nothing failed,3');
    await presses(tab, 'ArrowDown');
    equal(await ask<string>(tab, PLACE), 'cmh-pdx grey,3');
    await presses(tab, 'End');
    equal(await ask<string>(tab, PLACE), 'cmh-pdx grey,12');
    await presses(tab, 'Home');
    equal(await ask<string>(tab, PLACE), 'cmh-pdx grey,1');
    equal(await ask<number>(tab, `document.querySelectorAll('.matrix [tabindex="0"]').length`), 1);
    await presses(tab, 'Tab');
    equal(await ask<boolean>(tab, `document.activeElement.closest('.matrix') === null`), true);
  },
};

const shownRows = `[...document.querySelectorAll('.matrix tr[data-s]')].filter((row) => !row.hidden).map((row) => row.cells[0].textContent)`;
const shownHeads = `[...document.querySelectorAll('.matrix thead th[data-f]')].filter((head) => !head.hidden).map((head) => head.textContent)`;

const FILTERS: Check = {
  name: 'filters leave the flows of a site, the failures of a link and what is lost',
  page: 'hybrid',
  run: async (tab) => {
    const all = await ask<string[]>(tab, shownRows);
    await tab.select('[name="site"]', 'ord');
    const heads = await ask<string[]>(tab, shownHeads);
    ok(heads.length === 6 && heads.every((head) => head.includes('ord')), heads.join());
    await tab.select('[name="site"]', '');
    await tab.select('[name="link"]', 'ord-iad-dx');
    const rows = await ask<string[]>(tab, shownRows);
    ok(rows.length > 0 && rows.every((row) => /ord-iad-dx|carrier-a|ord-meet-me-room-1|site/.test(row)), rows.join());
    await tab.select('[name="link"]', '');
    await tab.click('[name="losses"]');
    const losses = await ask<string[]>(tab, shownRows);
    ok(losses.length > 0 && losses.length < all.length && !losses.includes('nothing failed'), losses.join());
    await tab.click('[name="losses"]');
    deepEqual(await ask<string[]>(tab, shownRows), all);
  },
};

const RISKS: Check = {
  name: 'the name of a shared risk marks its links, and unmarks them',
  page: 'hybrid',
  run: async (tab) => {
    const marked = `[...document.querySelectorAll('#topology .link.group-of')].map((one) => one.dataset.link)`;
    await tab.click('button.risk-links');
    deepEqual(await ask<string[]>(tab, marked), ['ord-iad-dx']);
    await tab.click('button.risk-links');
    deepEqual(await ask<string[]>(tab, marked), []);
  },
};

const FINDING: Check = {
  name: 'a finding is told first, and shown in the picture',
  page: 'broken',
  run: async (tab) => {
    match(await ask<string>(tab, `document.querySelector('.verdict').innerText`), /error/);
    await tab.click('#findings button.show');
    equal(await ask<boolean>(tab, isOpen), true);
    ok(await ask<string>(tab, `document.querySelector('dialog .journeys').innerText`), 'it has no trace');
    ok((await ask<number>(tab, `document.querySelectorAll('dialog .site.end').length`)) > 0, 'no site is marked');
  },
};

const LIST: Check = {
  name: 'a list of failures opens, walks and filters as a matrix does',
  page: 'large',
  run: async (tab) => {
    await ask(tab, `document.querySelector('.failure').open = true`);
    await tab.focus('.failure td[tabindex="0"]');
    await presses(tab, 'ArrowRight', 'Enter');
    equal(await ask<boolean>(tab, isOpen), true);
    await presses(tab, 'Escape');
    await tab.select('[name="link"]', 's0-s1');
    const shown = await ask<string[]>(
      tab,
      `[...document.querySelectorAll('.failure')].filter((one) => !one.hidden).map((one) => one.querySelector('strong').textContent)`,
    );
    ok(shown.length > 0 && shown.every((name) => /s0-s1|duct-0|site/.test(name)), shown.join());
  },
};

const HARMLESS: Check = {
  name: 'names that would act and ask do neither, also when their trace is open',
  page: 'harmful',
  run: async (tab) => {
    await ask(tab, `document.querySelector('td.two').click()`);
    ok(
      (await ask<string>(tab, `document.querySelector('dialog h2').textContent`)).includes('<img src='),
      'it is not shown',
    );
    equal(await ask<number>(tab, `document.querySelectorAll('img').length`), 0);
    ok((await ask<string>(tab, 'document.title')).startsWith('acme'), 'a name has acted');
  },
};

const nothing = async () => {};

const CONTROLS: readonly Check[] = [
  {
    name: 'a page that asks somebody',
    page: 'requesting',
    run: nothing,
    refusedFor: /request: http:\/\/127\.0\.0\.1:9/,
  },
  { name: 'a page whose script fails', page: 'failing', run: nothing, refusedFor: /error: .*on purpose/ },
];

export const USING: readonly Check[] = [MOUSE, KEYBOARD, WALK, FILTERS, RISKS, FINDING, LIST, HARMLESS, ...CONTROLS];
