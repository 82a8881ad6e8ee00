// What can be read: all of it without scripts, at every size, in both schemes, and on paper.

import { equal, match, ok } from 'node:assert/strict';
import { source } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { ask, type Check } from '../check';
import type { Look } from '../chromium';

const WIDTHS = [360, 1024, 1920] as const;
const SCHEMES = ['light', 'dark'] as const;

/** Fails on anything that the rules of axe find. */
async function readableForAll(tab: Page): Promise<void> {
  await tab.evaluate(source);
  const found = await ask<readonly { id: string; nodes: readonly { html: string }[] }[]>(
    tab,
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  const said = found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)} (${nodes.length})`);
  equal(said.join('\n'), '');
}

async function fitsAcross(tab: Page): Promise<void> {
  const [wide, room] = await ask<[number, number]>(tab, '[document.documentElement.scrollWidth, innerWidth]');
  ok(wide <= room, `the page is ${wide} pixels wide in a window of ${room}`);
}

const looks: readonly Partial<Look>[] = WIDTHS.flatMap((width) =>
  SCHEMES.map((scheme) => ({ width, height: 800, scheme })),
);

const SIZES: readonly Check[] = looks.flatMap((look): readonly Check[] => [
  {
    name: `the hybrid report fits and is readable for all, ${look.width} pixels wide and ${look.scheme}`,
    page: 'hybrid',
    look,
    run: async (tab) => {
      await fitsAcross(tab);
      await readableForAll(tab);
    },
  },
]);

const OTHERS: readonly Check[] = (['broken', 'ring', 'large', 'harmful'] as const).map((page) => ({
  name: `the ${page} report fits and is readable for all on a telephone`,
  page,
  look: { width: 360, height: 740, scheme: 'dark' },
  run: async (tab) => {
    await fitsAcross(tab);
    await readableForAll(tab);
  },
}));

const OPENED: Check = {
  name: 'a trace that is open is readable for all',
  page: 'hybrid',
  run: async (tab) => {
    await ask(tab, `document.querySelector('td.two').click()`);
    await readableForAll(tab);
  },
};

const STILL: Check = {
  name: 'without scripts everything is there, and nothing that would need one',
  page: 'hybrid',
  look: { scripts: false },
  run: async (tab) => {
    const text = await ask<string>(tab, 'document.body.innerText');
    for (const part of [
      'Findings',
      'Sites and links',
      'What survives what',
      'What flows must survive',
      'ord-iad-dx grey',
    ])
      ok(text.includes(part), `${part} is missing`);
    ok(!text.includes('only what is lost'), 'filters are shown');
    const dead = await ask<number>(
      tab,
      `[...document.querySelectorAll('a[href^="#"]')].filter((a) => !document.getElementById(a.getAttribute('href').slice(1))).length`,
    );
    equal(dead, 0);
    await tab.click('td.two a');
    match(await ask<string>(tab, 'location.hash'), /^#t\d+$/);
  },
};

const STICKY: Check = {
  name: 'the heads of the matrix stay where they are when it is scrolled',
  page: 'hybrid',
  look: { width: 360, height: 500 },
  run: async (tab) => {
    const corner = `(() => { const { x, y } = document.querySelector('.matrix thead th').getBoundingClientRect(); return [x, y].join(); })()`;
    await ask(tab, `document.querySelector('.scroll.wide').scrollIntoView()`);
    const before = await ask<string>(tab, corner);
    await ask(tab, `document.querySelector('.scroll.wide').scrollTo(120, 200)`);
    ok(await ask<boolean>(tab, `document.querySelector('.scroll.wide').scrollTop > 100`), 'it does not scroll');
    equal(await ask<string>(tab, corner), before);
  },
};

/** Each page of a PDF is an object of its own. */
function sheets(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type\s*\/Page\b/g)?.length ?? 0
  );
}

const PAPER: Check = {
  name: 'on paper it is light, nothing is folded or cut off, and it has a sane number of sheets',
  page: 'hybrid',
  look: { scheme: 'dark' },
  run: async (tab) => {
    const count = sheets(await tab.pdf({ format: 'A4', printBackground: true }));
    ok(count >= 4 && count <= 40, `it has ${count} sheets`);
    await tab.emulateMediaType('print');
    equal(await ask<string>(tab, 'getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
    equal(await ask<string>(tab, `getComputedStyle(document.querySelector('.scroll.wide')).overflow`), 'visible');
    equal(await ask<string>(tab, `getComputedStyle(document.querySelector('.filters')).display`), 'none');
    equal(await ask<string>(tab, `getComputedStyle(document.querySelector('td .ref')).display`), 'block');
    await ask(tab, `dispatchEvent(new Event('beforeprint'))`);
    equal(await ask<number>(tab, `document.querySelectorAll('details:not([open])').length`), 0);
    await ask(tab, `dispatchEvent(new Event('afterprint'))`);
    ok((await ask<number>(tab, `document.querySelectorAll('details:not([open])').length`)) > 0, 'all stays open');
  },
};

const CONTROL: Check = {
  name: 'a page with faint text',
  page: 'unreadable',
  run: readableForAll,
  refusedFor: /color-contrast/,
};

export const READING: readonly Check[] = [...SIZES, ...OTHERS, OPENED, STILL, STICKY, PAPER, CONTROL];
