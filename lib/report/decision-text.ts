// Pure: a decision of a controller, or several that say the same, as a line for people.

import type { AuditEntry, AuditedChange } from '../controller/audit';

function linksText(links: readonly string[]): string {
  return links.length === 0 ? 'nothing' : links.join(' and ');
}

/** Codes of changes that were made; other entries about a change say why it was not. */
const MADE = /^(override|announcement)-|^link-(withdrawn|restored)$|^bgp-(taken-down|let-up)$/;

export function isMade(code: string): boolean {
  return MADE.test(code);
}

function announcementText(group: readonly AuditEntry[], change: AuditedChange & { kind: 'announcement' }): string {
  const remotes = group.flatMap(({ change: one }) => (one?.kind === 'announcement' ? [one.remote] : []));
  const sites = linksText([...new Set(remotes)].sort());
  const { premises, link, after } = change;
  return after
    ? `${premises} is drawn to ${link} for ${sites}`
    : `${premises} is no longer drawn to ${link} for ${sites}`;
}

function heldText({ because }: AuditEntry, change: Exclude<AuditedChange, { kind: 'override' }>): string {
  if (change.kind === 'announcement')
    return `the announcement of ${change.remote} over ${change.link} stays as it is for now: ${because}`;
  if (change.kind === 'bgp-down')
    return `BGP on ${change.link} is not ${change.after ? 'taken down' : 'let up'} yet: ${because}`;
  return `${change.link} is not ${change.after ? 'withdrawn' : 'restored'} yet: ${because}`;
}

/** What was decided, in a line: of a change what it did, or for a change that is held what it would have done. */
export function decisionText(group: readonly AuditEntry[], first: AuditEntry): string {
  const { change } = first;
  if (!change) return first.because;
  if (change.kind === 'override') return overrideText(group, first, change);
  if (!isMade(first.code)) return heldText(first, change);
  if (change.kind === 'announcement') return announcementText(group, change);
  const { link } = change;
  if (change.kind === 'bgp-down')
    return change.after ? `AWS holds BGP on ${link} down, for a while` : `AWS lets BGP come back on ${link}`;
  return change.after
    ? `${link} is withdrawn: no routes over it, either way`
    : `${link} brings and announces routes again`;
}

function overrideText(
  group: readonly AuditEntry[],
  first: AuditEntry,
  { remote, from, to }: AuditedChange & { kind: 'override' },
): string {
  const tables = new Set(group.flatMap(({ change }) => (change?.kind === 'override' ? [change.table] : [])));
  if (!isMade(first.code)) return `${remote} stays on ${linksText(from)} for now: ${first.because}`;
  const instead = from.join() === to.join() ? '' : ` instead of ${linksText(from)}`;
  return `${[...tables].sort().join(', ')}: ${remote} over ${linksText(to)}${instead}`;
}
