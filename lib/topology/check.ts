// Pure: runs all rules. None of them relies on another, and what they find is put in the order of the file later.

import type { Draft } from './draft';
import type { Rule, Subject } from './rules/subject';

const RULES: readonly Rule[] = [];

export function check(subject: Subject): readonly Draft[] {
  return RULES.flatMap((rule) => rule(subject));
}
