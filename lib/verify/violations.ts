// Pure: findings as the CDK's report has them: those of one code that the same failure shows at the same place are one
// violation, whose id accepts all of them. Information is left out, and so is what the topology file accepts,
// and what is accepted with its cause, which is told itself.

import { labelled } from '../net/labelled';
import { printable } from '../net/printable';
import { flowTerm, idOf, type PlaceOf } from './acknowledgements';
import type { Finding } from './findings';

export interface Violation {
  /** With which it is acknowledged. */
  readonly id: string;
  /** The construct path of what it points at; empty for the whole app or stage. */
  readonly place: string;
  readonly severity: Finding['severity'];
  readonly isAcknowledged: boolean;
  readonly description: string;
  readonly fix: string;
  /** What is too long to be printed. */
  readonly details: Readonly<Record<string, string>>;
}

interface Group {
  readonly id: string;
  readonly place: string;
  readonly findings: [Finding, ...Finding[]];
}

function isTold({ severity, acknowledged }: Finding): boolean {
  if (acknowledged === undefined) return severity !== 'info';
  return acknowledged.at !== undefined && acknowledged.cause === undefined;
}

function groupsOf(findings: readonly Finding[], placeOf: PlaceOf): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const found of findings.filter(isTold)) {
    const id = found.acknowledged?.id ?? idOf(found);
    const place = placeOf(found);
    const key = JSON.stringify([id, found.acknowledged?.at, place, found.scenario ? '' : found.message]);
    const group = groups.get(key);
    if (group) group.findings.push(found);
    else groups.set(key, { id, place, findings: [found] });
  }
  return [...groups.values()];
}

type Labels = Readonly<Record<string, string>>;

/** The flows that are meant, and what becomes of the first packet, place by place. */
function detailsOf([first, ...others]: Group['findings'], labels: Labels): Record<string, string> {
  const flows = [...new Set([first, ...others].flatMap((found) => flowTerm(found) ?? []))];
  const hops = first.trace?.hops ?? [];
  return {
    code: first.code,
    ...(flows.length > 0 ? { flows: flows.join(' ') } : {}),
    ...(hops.length > 0 ? { trace: hops.map(({ said }) => printable(labelled(said, labels))).join('; ') } : {}),
  };
}

function violationOf({ id, place, findings }: Group, labels: Labels): Violation {
  const [first] = findings;
  const more = findings.length - 1;
  const others = more === 0 ? '' : `; and in ${more === 1 ? 'one more case' : `${more} more cases`} like it`;
  return {
    id,
    place,
    severity: first.acknowledged?.severity ?? first.severity,
    isAcknowledged: first.acknowledged !== undefined,
    description: printable(labelled(first.message, labels) + others),
    fix: printable(labelled(first.fix, labels)),
    details: detailsOf(findings, labels),
  };
}

/** In the order of the findings. */
export function violationsOf(findings: readonly Finding[], placeOf: PlaceOf, labels: Labels): readonly Violation[] {
  return groupsOf(findings, placeOf).map((group) => violationOf(group, labels));
}
