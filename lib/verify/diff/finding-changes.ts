// Pure: findings that are new, and findings that are gone. One that says the same of the same thing in other words, because
// a count in it is another, is neither.

import type { Finding } from '../findings';
import { canonicalJson } from '../json';
import type { Difference, FoundBefore } from './difference-schema';
import type { Compared } from './side';

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

function toldOf({ code, severity, message, fix, flow, scenario, source, acknowledged }: Finding): FoundBefore {
  return {
    code,
    severity,
    message,
    fix,
    ...(flow ? { flow } : {}),
    ...(scenario ? { scenario } : {}),
    ...(source === undefined ? {} : { source }),
    ...(acknowledged ? { accepted: acknowledged.reason } : {}),
  };
}

/** In the order in which verification tells them: errors first. */
export function findingChanges(base: Compared, head: Compared): Difference['findings'] {
  const { findings: before } = base.verification;
  const { findings: after } = head.verification;
  const exact = unmatched(before, after, inAllWords);
  const reworded = unmatched(exact.removed, exact.added, inOtherWords);
  const isError = ({ severity }: Finding) => severity === 'error';
  const others = (findings: readonly Finding[]) => findings.filter((finding) => !isError(finding));
  const { added, removed } = unmatched(others(reworded.removed), others(reworded.added), toBeMendedAlike);
  return {
    added: [...reworded.added.filter(isError), ...added].map(toldOf),
    removed: [...reworded.removed.filter(isError), ...removed].map(toldOf),
  };
}
