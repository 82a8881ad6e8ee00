// Pure: findings that are new, findings that are gone, and what somebody accepts of them now and did not before.
//
//   before       after        it is
//   none, gone   open         a new finding
//   open         none         a finding that is gone
//   none         accepted     a new finding, which is accepted: a new acceptance
//   open         accepted     a new acceptance: nothing is mended by it, so that it is not gone
//   accepted     open         an acceptance less, and a new finding: it counts again
//   accepted     none         an acceptance less, and a finding that is gone
//   accepted     accepted     nothing; by another id, at another place or with another reason a new one, and one less

import type { Finding } from '../findings';
import { compareText } from '../json';
import type { Acceptance, Difference, FoundBefore } from './difference-schema';
import { unmatchedFindings } from './matching-findings';
import type { Compared } from './side';

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

type Accepted = Finding & Required<Pick<Finding, 'acknowledged'>>;

function isAccepted(finding: Finding): finding is Accepted {
  return finding.acknowledged !== undefined;
}

/** In the order in which verification tells them: errors first. */
export function findingChanges(base: Compared, head: Compared): Difference['findings'] {
  const { findings: before } = base.verification;
  const { findings: after } = head.verification;
  const isOpen = (finding: Finding) => !isAccepted(finding);
  const all = unmatchedFindings(before, after);
  const open = unmatchedFindings(before.filter(isOpen), after.filter(isOpen));
  return {
    added: [...open.added, ...all.added.filter(isAccepted)].map(toldOf),
    removed: all.removed.map(toldOf),
  };
}

/** Accepted findings by who accepts them, and for which reason. */
function byAcceptance({ verification }: Compared): ReadonlyMap<string, readonly Accepted[]> {
  const groups = new Map<string, Accepted[]>();
  for (const finding of verification.findings.filter(isAccepted)) {
    const { id, at, reason } = finding.acknowledged;
    const key = JSON.stringify([id, at ?? null, reason]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return groups;
}

/** What is accepted here and not there, one for each acknowledgement. */
function acceptedOnly(here: ReturnType<typeof byAcceptance>, there: typeof here): readonly Acceptance[] {
  return [...here].flatMap(([key, findings]): Acceptance[] => {
    const own = unmatchedFindings(there.get(key) ?? [], findings).added.filter(isAccepted);
    const [first] = own;
    if (!first) return [];
    const { id, reason, at } = first.acknowledged;
    const accepted = own.map((finding) => {
      const { accepted: _reason, ...told } = toldOf(finding);
      return { ...told, severity: finding.acknowledged.severity };
    });
    return [{ id, reason, ...(at === undefined ? {} : { at }), isKept: there.has(key), findings: accepted }];
  });
}

/** By id and place. */
export function acceptanceChanges(base: Compared, head: Compared): Difference['accepted'] {
  const [before, after] = [byAcceptance(base), byAcceptance(head)];
  const keyOf = ({ id, at = '', reason }: Acceptance) => JSON.stringify([id, at, reason]);
  const sorted = (all: readonly Acceptance[]) => [...all].sort((a, b) => compareText(keyOf(a), keyOf(b)));
  return { added: sorted(acceptedOnly(after, before)), removed: sorted(acceptedOnly(before, after)) };
}
