// Pure: what is left of two lists of findings when what both have is taken away. A finding that says the same of the same thing
// in other words, because a count in it is another, is in both.

import type { Finding } from '../findings';
import { canonicalJson } from '../json';

type KeyOf = (finding: Finding) => string;

const inAllWords: KeyOf = ({ code, flow, scenario, source, message }) =>
  canonicalJson([code, flow ?? null, scenario ?? null, source ?? null, message]);

/** Several findings may be told by one, which then names another case of them; what mends it is the same. */
const toBeMendedAlike: KeyOf = ({ code, fix, source }) => canonicalJson([code, fix, source ?? null]);

const inOtherWords: KeyOf = ({ code, flow, scenario, source }) =>
  canonicalJson([code, flow ?? null, scenario ?? null, source ?? null]);

/** What is left of both lists when each finding is taken away together with one of the other list. */
function unmatched(before: readonly Finding[], after: readonly Finding[], keyOf: KeyOf) {
  const waiting = new Map<string, number>();
  for (const finding of before) waiting.set(keyOf(finding), (waiting.get(keyOf(finding)) ?? 0) + 1);
  const isMatched = (finding: Finding) => {
    const left = waiting.get(keyOf(finding)) ?? 0;
    waiting.set(keyOf(finding), left - 1);
    return left > 0;
  };
  const added = after.filter((finding) => !isMatched(finding));
  const removed = [...before].reverse().filter((finding) => {
    const left = waiting.get(keyOf(finding)) ?? 0;
    waiting.set(keyOf(finding), left - 1);
    return left > 0;
  });
  return { added, removed: removed.reverse() };
}

interface Unmatched {
  readonly added: readonly Finding[];
  readonly removed: readonly Finding[];
}

/** In their order, errors first. */
export function unmatchedFindings(before: readonly Finding[], after: readonly Finding[]): Unmatched {
  const exact = unmatched(before, after, inAllWords);
  const reworded = unmatched(exact.removed, exact.added, inOtherWords);
  const isError = ({ severity }: Finding) => severity === 'error';
  const others = (findings: readonly Finding[]) => findings.filter((finding) => !isError(finding));
  const { added, removed } = unmatched(others(reworded.removed), others(reworded.added), toBeMendedAlike);
  return {
    added: [...reworded.added.filter(isError), ...added],
    removed: [...reworded.removed.filter(isError), ...removed],
  };
}
