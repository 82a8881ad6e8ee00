// Pure: the scalar values that any file of ours may have.

import * as z from 'zod';
import { type Hint, told } from './hint';

const LABEL = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LABEL_TEXT = 'lower-case letters, digits and single hyphens, beginning with a letter';

const DURATION = /^(0|[1-9]\d{0,8})(ms|s|m|h|d)$/;

export function label(what: string, longest: number, description: string) {
  return told(z.string().max(longest).regex(LABEL), description, {
    code: 'document-bad-name',
    what,
    allowed: `at most ${longest} characters: ${LABEL_TEXT}`,
    example: 'east-1',
    explain: (got) => (typeof got === 'string' ? { fix: suggestLabel(got, longest) } : undefined),
  });
}

function suggestLabel(got: string, longest: number): string {
  const words =
    got
      .slice(0, 100)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const name = words
    .join('-')
    .replace(/^[0-9-]+/, '')
    .slice(0, longest)
    .replace(/-$/, '');
  return LABEL.test(name) ? `rename it, for example to ${name}, everywhere it is used` : 'choose another name';
}

/** The name of something that is defined elsewhere; a rule checks that it exists. */
export function reference(what: string, description: string, example = 'iad') {
  return told(z.string(), description, { code: 'document-bad-name', what, allowed: what, example });
}

export function integer(min: number, max: number, description: string, written?: number) {
  const allowed = `an integer from ${min} to ${max}`;
  const hint: Hint = {
    code: 'document-out-of-range',
    what: allowed,
    allowed,
    example: String(written ?? min),
    fix: 'choose a number in this range',
    explain: (got) => (typeof got === 'string' && /^\d+$/.test(got) ? { fix: 'remove the quotes' } : undefined),
  };
  return told(z.int().min(min).max(max), description, hint, written);
}

export function flag(description: string, written: boolean) {
  const hint: Hint = { code: 'document-wrong-type', what: 'true or false', allowed: 'true or false', example: 'true' };
  return told(z.boolean(), description, hint, written);
}

export function choice<const T extends readonly [string, ...string[]]>(
  values: T,
  description: string,
  written?: string,
) {
  const allowed = values.join(' or ');
  const hint: Hint = { code: 'document-bad-value', what: allowed, allowed, example: written ?? values[0] };
  return told(z.enum(values), description, hint, written);
}

/** Text of a form that a pattern says. */
export function text(pattern: RegExp, description: string, hint: Hint) {
  return told(z.string().regex(pattern), description, hint);
}

export function duration(description: string, written: string) {
  const allowed = 'a whole number with a unit: ms, s, m, h or d';
  const hint: Hint = { code: 'document-bad-duration', what: 'a duration', allowed, example: written };
  return told(z.string().regex(DURATION), description, hint, written);
}

/** The version that a file says it is written for. */
export function formatVersion<const T extends number>(version: T) {
  const allowed = String(version);
  const hint: Hint = { code: 'document-unknown-version', what: 'a known version', allowed, example: allowed };
  return told(z.literal(version), 'Version of this format.', hint);
}
