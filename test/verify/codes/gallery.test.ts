// Every code that verification can give is shown by templates that have it, and by nearly the same that have not.

import { VERIFY_CODES } from '../../../lib/net/codes/verify';
import { shows } from './exhibit';
import { GALLERY } from './gallery';

const CASES = GALLERY.map((exhibit) => [exhibit.code, exhibit.wrong[0], exhibit.right[0], exhibit] as const);

test('every code has an exhibit', () => {
  const shown = new Set(GALLERY.map(({ code }) => code as string));
  expect(Object.keys(VERIFY_CODES).filter((code) => !shown.has(code))).toEqual([]);
});

test('no two specimens of a code are called alike', () => {
  const names = CASES.flatMap(([code, wrong, right]) => [`${code} ${wrong}`, `${code} ${right}`]);
  expect(names).toEqual([...new Set(names)]);
});

describe.each(CASES)('%s', (_code, wrong, right, exhibit) => {
  test(`is found where ${wrong}`, () => {
    expect(shows(exhibit, exhibit.wrong)).toBe(true);
  });

  test(`is not found where ${right}`, () => {
    expect(shows(exhibit, exhibit.right)).toBe(false);
  });
});
