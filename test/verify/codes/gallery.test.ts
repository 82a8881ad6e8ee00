// Every code that verification can give is shown by templates that have it, and by nearly the same that have not. What people read
// about each is in wordings.txt, which is reviewed like code. DETOUR_UPDATE_GOLDEN=1 writes it anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERIFY_CODES } from '../../../lib/net/codes/verify';
import { type Exhibit, said, shows, wording } from './exhibit';
import { GALLERY } from './gallery';

const CASES = GALLERY.map((exhibit) => [exhibit.code, exhibit.wrong[0], exhibit.right[0], exhibit] as const);

const WORDINGS = join(__dirname, 'wordings.txt');

function headingOf({ code, wrong: [what] }: Exhibit): string {
  return `== ${code}: ${what}\n`;
}

/** By heading. */
const WORDED = new Map(
  readFileSync(WORDINGS, 'utf8')
    .split(/^(?=== )/m)
    .map((part) => [part.slice(0, part.indexOf('\n') + 1), part.slice(part.indexOf('\n') + 1).trimEnd()]),
);

if (process.env.DETOUR_UPDATE_GOLDEN) {
  afterAll(() => {
    const parts = GALLERY.map((exhibit) => `${headingOf(exhibit)}${wording(exhibit, said(exhibit.wrong))}\n`);
    writeFileSync(WORDINGS, parts.join('\n'));
  });
}

test('every wording is of an exhibit', () => {
  expect([...WORDED.keys()]).toEqual(GALLERY.map(headingOf));
});

test('every code has an exhibit', () => {
  const shown = new Set(GALLERY.map(({ code }) => code as string));
  expect(Object.keys(VERIFY_CODES).filter((code) => !shown.has(code))).toEqual([]);
});

test('no two specimens of a code are called alike', () => {
  const names = CASES.flatMap(([code, wrong, right]) => [`${code} ${wrong}`, `${code} ${right}`]);
  expect(names).toEqual([...new Set(names)]);
});

describe.each(CASES)('%s', (_code, wrong, right, exhibit) => {
  test(`is found where ${wrong}, and told in words that people can act on`, () => {
    const sayings = said(exhibit.wrong);
    expect(shows(exhibit, sayings)).toBe(true);
    expect(wording(exhibit, sayings)).toBe(WORDED.get(headingOf(exhibit)));
  });

  test(`is not found where ${right}`, () => {
    expect(shows(exhibit, said(exhibit.right))).toBe(false);
  });
});
