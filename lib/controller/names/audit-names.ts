// Pure: tells of what Route 53 has of a site's names and was not deployed, and changes nothing: what differs was somebody's hand,
// and a person decides whose is right.
//
//   the stack of the names           what was found           told                     NamesAstray
//   is being changed, or has been    anything                 names-in-change          nothing
//   while we looked
//   rests                            nothing                  nothing                  0
//   rests                            the same in two looks    it                       how much differs
//   rests                            not twice the same       nothing yet              nothing, or 0 once nothing is left
//
// The second look is a minute after the first: by then a person's command that forces checks, or lets them go, has done all of
// it, and what was refused by chance is answered. What could not be read counts as found, and not as something that differs.

import { NAMES_ASTRAY } from '../../net/gauges';
import type { AuditEntry } from '../audit';
import type { Measured } from '../measured';
import { compareNames, type NameFinding } from './compare-names';
import type { SiteNames } from './read-names';
import { type NamesReaders, readRoute53, unreadFinding } from './read-route53';

/** How CloudFormation stands with the stack that made the names. */
export interface StackStanding {
  readonly isChanging: boolean;
  /** When it was last begun to be changed, in epoch milliseconds. */
  readonly changedMs: number;
}

export interface NamesAudit extends NamesReaders {
  /** The site whose names they are. */
  readonly site: string;
  readonly stack: () => Promise<StackStanding>;
  /** What was deployed, as it was written down. */
  readonly names: () => Promise<SiteNames>;
  /** In how many parameters. */
  readonly writtenDown: number;
  readonly wait: (ms: number) => Promise<void>;
}

interface NamesTold {
  readonly entries: readonly AuditEntry[];
  /** How much differs; absent: it is not known that nothing does. */
  readonly astray?: number;
}

type Look = { readonly kind: 'changing' } | { readonly kind: 'found'; readonly findings: readonly NameFinding[] };

const BETWEEN_LOOKS_MS = 60_000;
const IN_CHANGE: NameFinding = {
  code: 'names-in-change',
  because: 'the stack of the names is being changed, so nothing is compared before that is over',
};

async function findings(audit: NamesAudit): Promise<readonly NameFinding[]> {
  let names: SiteNames;
  try {
    names = await audit.names();
  } catch (error) {
    return [unreadFinding('what was deployed', error)];
  }
  const { seen, unread } = await readRoute53(names, audit);
  return [...compareNames(names, seen), ...unread, ...lost(names, audit)];
}

/** What nobody has written down any more would be compared with nothing. */
function lost({ checks, services }: SiteNames, { writtenDown }: NamesAudit): readonly NameFinding[] {
  const found = checks.length + services.length;
  if (found === writtenDown) return [];
  const because = `what was deployed could not be read as a whole: of ${writtenDown} parameters of the names there are ${found}`;
  return [{ code: 'names-unread', because }];
}

/** What a deployment changes while it is looked at would be found as half of one and half of the other. */
async function look(audit: NamesAudit): Promise<Look> {
  try {
    const before = await audit.stack();
    if (before.isChanging) return { kind: 'changing' };
    const found = await findings(audit);
    const after = await audit.stack();
    const isSame = !after.isChanging && after.changedMs === before.changedMs;
    return isSame ? { kind: 'found', findings: found } : { kind: 'changing' };
  } catch (error) {
    return { kind: 'found', findings: [unreadFinding('whether the stack of the names is being changed', error)] };
  }
}

function told({ site, now }: NamesAudit, found: readonly NameFinding[]): readonly AuditEntry[] {
  return found.map((finding) => ({ atMs: now(), site, ...finding }));
}

/** Never rejects for what cannot be read: that is told. */
export async function auditNames(audit: NamesAudit): Promise<NamesTold> {
  const first = await look(audit);
  if (first.kind === 'changing') return { entries: told(audit, [IN_CHANGE]) };
  if (first.findings.length === 0) return { entries: [], astray: 0 };
  await audit.wait(BETWEEN_LOOKS_MS);
  const second = await look(audit);
  if (second.kind === 'changing') return { entries: told(audit, [IN_CHANGE]) };
  const before = new Set(first.findings.map(({ because }) => because));
  const stands = second.findings.filter(({ because }) => before.has(because));
  const astray = stands.filter(({ code }) => code !== 'names-unread').length;
  const isKnown = astray > 0 || second.findings.length === 0;
  return { entries: told(audit, stands), ...(isKnown ? { astray } : {}) };
}

/** As a metric: of nothing that is not known. */
export function astrayMeasure(site: string, { astray }: NamesTold): readonly Measured[] {
  if (astray === undefined) return [];
  return [{ dimensions: { Site: site }, measures: [{ name: NAMES_ASTRAY, unit: 'Count', value: astray }] }];
}
