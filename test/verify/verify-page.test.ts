// docs/verify.md tells of everything that verification finds, and of nothing else.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { VERIFY_CODES } from '../../lib/net/codes/verify';

const page = readFileSync(path.join(__dirname, '../../docs/verify.md'), 'utf8');
const named = new Set([...page.matchAll(/`(verify-[a-z-]+)`/g)].map(([, code]) => code ?? ''));

test('every code is on the page', () => {
  expect(Object.keys(VERIFY_CODES).filter((code) => !named.has(code))).toEqual([]);
});

test('the page names no code that there is not', () => {
  expect([...named].filter((code) => !Object.hasOwn(VERIFY_CODES, code))).toEqual([]);
});
