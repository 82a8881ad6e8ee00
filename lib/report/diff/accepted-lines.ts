// Pure: what somebody accepts at one side and not at the other, as lines. A reviewer has to see that a finding was not mended
// but accepted, why, and where that is written.

import type { Acceptance, Difference } from '../../verify/diff/difference-schema';
import { placeText } from '../acknowledged';
import { count, type Line, name, strong } from './spans';

function isSameId(a: Acceptance, b: Acceptance): boolean {
  return a.id === b.id && a.at === b.at;
}

/** What the other side accepts by the same id at the same place, for another reason. */
function otherReason(acceptance: Acceptance, others: readonly Acceptance[]): string | undefined {
  return others.find((other) => isSameId(acceptance, other))?.reason;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Why it is accepted, where that is written, and what it is about. */
function acceptanceText(acceptance: Acceptance): Line {
  const { id, reason, findings } = acceptance;
  const [first, ...more] = findings;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return [
    name(id),
    ` ${placeText(acceptance)}: ${oneLine(reason)}; what is accepted: ${first?.message ?? ''}${others}`,
  ];
}

function isWeighty({ findings }: Acceptance): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function comingTitle({ isKept, findings }: Acceptance, hasOther: boolean): string {
  if (hasOther) return 'Accepted for another reason';
  const what = findings.every(({ severity }) => severity === 'error') ? count(findings.length, 'error') : undefined;
  const title = isKept ? 'Accepted by what was accepted before' : 'Newly accepted';
  return what === undefined ? title : `${title}, ${what}`;
}

/** What is accepted now, those with errors first. */
export function comingLines({ accepted: { added, removed } }: Pick<Difference, 'accepted'>): readonly Line[] {
  const lines = (all: readonly Acceptance[]) =>
    all.map((acceptance): Line => {
      const other = otherReason(acceptance, removed);
      const was = other === undefined ? '' : `; before: ${oneLine(other)}`;
      return [strong(comingTitle(acceptance, other !== undefined)), ' ', ...acceptanceText(acceptance), was];
    });
  return [...lines(added.filter(isWeighty)), ...lines(added.filter((acceptance) => !isWeighty(acceptance)))];
}

/** What is accepted no longer: it counts again, or it is gone together with what was accepted. */
export function goingLines({ accepted: { added, removed }, findings }: Difference): readonly Line[] {
  const keyOf = ({ code, flow, scenario, source }: Acceptance['findings'][number]) =>
    JSON.stringify([code, flow, scenario, source]);
  const open = new Set(findings.added.filter(({ accepted }) => accepted === undefined).map(keyOf));
  return removed
    .filter((acceptance) => otherReason(acceptance, added) === undefined)
    .map((acceptance): Line => {
      const counts = acceptance.findings.some((finding) => open.has(keyOf(finding)));
      return [strong(counts ? 'No longer accepted' : 'Accepted before, and gone'), ' ', ...acceptanceText(acceptance)];
    });
}
