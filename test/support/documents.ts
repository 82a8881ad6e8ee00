// Arbitrary and hostile documents, and what is expected of whatever reads them.

import fc from 'fast-check';
import { CODES } from '../../lib/net/codes';
import type { Issue } from '../../lib/net/issue';
import type { Result } from '../../lib/net/result';

export const FUZZ_FILE = 'fuzz.yaml';

const CODE_NAMES = new Set(Object.keys(CODES));

/** What is wrong with an issue itself; checked without matchers, because there are very many. */
function flawsOf({ code, problem, got, allowed, fix, position }: Issue, lines: readonly string[]): string[] {
  const { file, line = 0, column = 0 } = position ?? {};
  const inside = line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1] ?? '').length + 1;
  const flaws = {
    'is not registered': !CODE_NAMES.has(code),
    'leaves something unsaid': [problem, got, allowed, fix].includes(''),
    'names another file': file !== FUZZ_FILE,
    [`is outside the file, at ${line}:${column}`]: !inside,
  };
  return Object.entries(flaws).flatMap(([flaw, present]) => (present ? [`${code} ${flaw}`] : []));
}

/** Whatever the text, the answer is a value, or issues that are complete and point into the text. */
export function flawsOfAnswer(text: string, parsed: Result<unknown, readonly Issue[]>): readonly string[] {
  if (parsed.ok) return [];
  const lines = text.split('\n');
  return parsed.error.length === 0
    ? ['fails and says nothing']
    : parsed.error.flatMap((issue) => flawsOf(issue, lines));
}

/** Text made of the characters that mean something to YAML. */
export const yamlish: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...'[]{},:-?&*!|>\'"%@`#\n\t ',
      '  ',
      'a',
      'iad: ',
      '- ',
      '\r\n',
      '<<: ',
      '---\n',
      '...\n',
      '\ufeff',
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

/** The text with a part replaced. */
export function damaged(text: string): fc.Arbitrary<string> {
  const cut = fc.record({ from: fc.nat(text.length), length: fc.nat(40), by: fc.string({ maxLength: 10 }) });
  return cut.map(({ from, length, by }) => text.slice(0, from) + by + text.slice(from + length));
}

/** Values that have broken programs before. */
const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 1, '', '\u0000'),
  fc.constantFrom<unknown>(
    '::/0',
    '0.0.0.0/0',
    '10.10.0.0/32',
    '255.255.255.255/32',
    'constructor',
    '__proto__',
    '-1s',
  ),
  fc.constantFrom<unknown>([], {}, [[]], ['iad'], '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', 'constructor/core'),
  fc.constantFrom<unknown>({ constructor: { prototype: 1 } }, { toString: 'x', hasOwnProperty: 1 }, { kind: 'aws' }),
  fc.object({ maxDepth: 4 }),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

type Step = string | number;

/** Every place in a value, as the steps that lead to it. */
function placesIn(value: unknown, path: readonly Step[] = []): readonly (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps: Step[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...steps.flatMap((step) => placesIn((value as Record<Step, unknown>)[step], [...path, step]))];
}

function replaced(value: unknown, [step, ...rest]: readonly Step[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? replaced(item, rest, by) : item));
  const entries = Object.entries(value as object).map(([key, inner]) => [
    key,
    key === step ? replaced(inner, rest, by) : inner,
  ]);
  return Object.fromEntries(entries);
}

/** The document with one to three of its values replaced by anything. */
export function changed(whole: unknown): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.constantFrom(...placesIn(whole)), nasty);
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) =>
    changes.reduce<unknown>((document, [path, by]) => {
      const stillThere = placesIn(document).some((place) => place.join('\n') === path.join('\n'));
      return stillThere ? replaced(document, path, by) : document;
    }, whole),
  );
}
