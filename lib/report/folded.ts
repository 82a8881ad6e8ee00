// Pure: what controllers say at about the same time and in the same sense, put together: several sites say the same of a
// link, and one site makes several changes for one reason.

import type { AuditEntry } from '../controller/audit';

const FOLD_MS = 5_000;

/** What makes two entries the same piece of news. */
function subjectOf({ code, link, site, because, change }: AuditEntry): string {
  if (change?.kind === 'override') return [code, site, change.remote, change.from.join(), change.to.join()].join(' ');
  if (change) return [code, site, change.kind, change.premises, change.link].join(' ');
  return [code, link ?? site, because].join(' ');
}

/** A site that says the same of a link again within so short a time means that it has happened again. */
function belongs(entry: AuditEntry, [first, ...more]: readonly AuditEntry[]): boolean {
  if (!first || entry.atMs - first.atMs > FOLD_MS) return false;
  return entry.change !== undefined || ![first, ...more].some(({ site }) => site === entry.site);
}

/** Groups in the order of their first entries; `entries` are in the order of time, and none is lost. */
export function folded(entries: readonly AuditEntry[]): readonly (readonly [AuditEntry, ...AuditEntry[]])[] {
  const open = new Map<string, [AuditEntry, ...AuditEntry[]]>();
  const groups: [AuditEntry, ...AuditEntry[]][] = [];
  for (const entry of entries) {
    const subject = subjectOf(entry);
    const group = open.get(subject);
    if (group && belongs(entry, group)) {
      group.push(entry);
      continue;
    }
    const fresh: [AuditEntry] = [entry];
    open.set(subject, fresh);
    groups.push(fresh);
  }
  return groups;
}

/** The sites that say it, the first one first. */
export function sitesIn(group: readonly AuditEntry[]): readonly string[] {
  return [...new Set(group.map(({ site }) => site))];
}
