// Pure: findings that somebody has accepted, and why. What is accepted is a code, or some of its findings, in brackets as
// cdk-nag writes them:
//
//   verify-takeover-mtu                       every finding of the code
//   verify-no-path[ord>iad]                   those of a flow, whatever has failed
//   verify-no-path[iad-pdx]                   those after exactly this failure: of a link, a shared risk or a site
//   verify-no-path[cmh-pdx,iad-pdx,ord>iad]   those of a flow after exactly these two failures
//   verify-no-path[nothing-failed]            those of a network in which nothing has failed
//   verify-vpc-overlap[acme-iad/Vpc/core]     those at a construct or below it
//
// Accepting that a link is the only way accepts what its failure does to the flows that have no other, wherever that is found
// (accepted-causes.ts). An acknowledgement holds at the construct that gives it and below, as the CDK has it. The CDK writes hyphens for spaces.

import { VERIFY_CODES } from '../net/codes/verify';
import { scenarioName } from '../routing/scenario';
import { withAcceptedCauses } from './accepted-causes';
import { type Finding, finding } from './findings';
import { compareText } from './json';

/** The plugin of the CDK is called so; in its acknowledgements the name stands before `::`. */
export const PLUGIN_NAME = 'Detour';

export interface Acknowledgement {
  /** What is accepted. Of several, each is; one that is found justifies all of them. */
  readonly ids: readonly string[];
  readonly reason: string;
  /** The construct path of who gives it, empty for a whole app; absent: the topology file. */
  readonly at?: string;
}

/** The resource that a finding points at: its construct path; empty for none. */
export type PlaceOf = (finding: Finding) => string;

function asTheCdkWrites(text: string): string {
  return text.replaceAll(' ', '-');
}

/** What has failed where a finding holds, without forms; absent of findings that hold whatever fails. */
function failedNames({ scenario }: Finding): readonly string[] | undefined {
  if (!scenario) return undefined;
  const { links, risks, sites = [] } = scenario;
  const names = [...links, ...risks].map(({ name }) => name).concat(sites);
  return names.length > 0 ? names : [asTheCdkWrites(scenarioName(scenario))];
}

/** How a flow is written in an id. */
export function flowTerm({ flow }: Finding): string | undefined {
  return flow && `${flow.from}>${flow.to}`;
}

/** The id of a finding and of those like it: its code, and after which failure. */
export function idOf(found: Finding): string {
  const failed = failedNames(found);
  return failed ? `${found.code}[${failed.join()}]` : found.code;
}

/** What people write with spaces around it comes from the CDK with hyphens there. */
function termOf(written: string): string {
  return asTheCdkWrites(written)
    .replace(/^-+|-+$/g, '')
    .replace(/-*>-*/, '>');
}

interface Meant {
  readonly code: string;
  /** Absent: every finding of the code. */
  readonly terms?: readonly string[];
}

function meantBy(id: string): Meant {
  const [, code = id, terms] = /^([^[]*)\[(.*)\]$/.exec(id) ?? [];
  return terms === undefined ? { code } : { code, terms: terms.split(',').map(termOf) };
}

/** Of construct paths. */
export function isAtOrBelow(path: string, above: string): boolean {
  return above === '' || path === above || path.startsWith(`${above}/`);
}

/** Failures are named all or not at all, so that accepting the failure of one link accepts no pair of links. */
function isMeant({ code, terms }: Meant, found: Finding, place: string): boolean {
  if (code !== found.code) return false;
  if (terms === undefined) return true;
  const failed = failedNames(found) ?? [];
  const isPlace = (term: string) => term !== '' && isAtOrBelow(asTheCdkWrites(place), term);
  const others = terms.filter((term) => term !== flowTerm(found) && !isPlace(term));
  const isWhole = others.every((name) => failed.includes(name)) && failed.every((name) => others.includes(name));
  return others.length === 0 || isWhole;
}

function accepts({ ids, at = '' }: Acknowledgement, found: Finding, place: string): string | undefined {
  return isAtOrBelow(place, at) ? ids.find((id) => isMeant(meantBy(id), found, place)) : undefined;
}

function hasReason({ reason }: Acknowledgement): boolean {
  return reason.trim() !== '';
}

function givenAt({ at }: Acknowledgement): string {
  if (at === undefined) return 'in the topology file';
  return at === '' ? 'on the whole app' : `at ${at}`;
}

function sourceAt({ at }: Acknowledgement): { source?: string } {
  return at ? { source: at } : {};
}

function withoutReason(given: Acknowledgement): Finding {
  return finding('verify-acknowledgement-without-reason', {
    message: `${given.ids.join(' and ')} is acknowledged ${givenAt(given)}, and nothing says why`,
    fix: 'say in its reason why the finding is accepted, for whoever reads it next',
    ...sourceAt(given),
  });
}

function unused(given: Acknowledgement): Finding {
  const strange = given.ids.map((id) => meantBy(id).code).filter((code) => !Object.hasOwn(VERIFY_CODES, code));
  const why = strange.length > 0 ? `there is no code ${strange.join(' and ')}` : 'nothing like it is found';
  return finding('verify-acknowledgement-unused', {
    message: `${given.ids.join(' and ')} is acknowledged ${givenAt(given)}, but ${why}`,
    fix: 'remove the acknowledgement, so that it accepts nothing that comes later',
    ...sourceAt(given),
  });
}

/** The nearest construct decides, of several there the narrowest id; what the topology file says comes last. */
function byNearness(given: readonly Acknowledgement[]): readonly Acknowledgement[] {
  const length = ({ ids }: Acknowledgement) => Math.max(...ids.map((id) => id.length));
  const depth = ({ at }: Acknowledgement) => at?.length ?? -1;
  return [...given].sort(
    (a, b) => depth(b) - depth(a) || length(b) - length(a) || compareText(a.ids.join(), b.ids.join()),
  );
}

/**
 * The findings, of which accepted ones are information, whatever they were: `acknowledged` says what, and why it is
 * accepted. An acknowledgement without a reason accepts nothing and is an error; one that accepts nothing is a warning.
 */
export function acknowledge(
  findings: readonly Finding[],
  given: readonly Acknowledgement[],
  placeOf: PlaceOf,
): readonly Finding[] {
  const reasoned = byNearness(given.filter(hasReason));
  const used = new Set<Acknowledgement>();
  const judged = findings.map((found): Finding => {
    const place = placeOf(found);
    const accepting = reasoned.filter((each) => accepts(each, found, place) !== undefined);
    for (const each of accepting) used.add(each);
    const [nearest] = accepting;
    if (!nearest) return found;
    const { reason, at } = nearest;
    const id = accepts(nearest, found, place) ?? found.code;
    const acknowledged = { severity: found.severity, id, reason, ...(at === undefined ? {} : { at }) };
    return { ...found, severity: 'info', acknowledged };
  });
  return [
    ...withAcceptedCauses(judged),
    ...given.filter((each) => !hasReason(each)).map(withoutReason),
    ...reasoned.filter((each) => !used.has(each)).map(unused),
  ];
}
