// Pure: what controllers have said, for an operator.

import type { AuditEntry, AuditedChange } from '../audit';
import type { OperatorSite } from './operator-site';
import { reasonOf, type Unread } from './site-reading';

function linksOf(change: AuditedChange): readonly (string | null)[] {
  if (change.kind !== 'override') return [change.link];
  return [change.before, change.after, ...change.from, ...change.to];
}

/** True when the entry is about the link, or about a change of what goes over it. */
export function concerns({ link, change }: AuditEntry, name: string): boolean {
  return link === name || (change !== undefined && linksOf(change).includes(name));
}

async function allOf(pages: AsyncIterable<readonly AuditEntry[]>): Promise<readonly AuditEntry[]> {
  const all: AuditEntry[] = [];
  for await (const entries of pages) all.push(...entries);
  return all.reverse();
}

interface Told {
  readonly entries: readonly AuditEntry[];
  readonly unread: readonly Unread[];
}

/** From the site's own replica of the audit, else from the first other one that can be read. */
async function toldBy(at: OperatorSite, others: readonly OperatorSite[], sinceMs: number): Promise<Told> {
  const unread: Unread[] = [];
  for (const replica of [at, ...others])
    try {
      return { entries: await allOf(replica.audited(at.site, sinceMs)), unread };
    } catch (error) {
      if (replica === at) unread.push({ site: at.site, what: 'audit', why: reasonOf(error) });
    }
  return { entries: [], unread };
}

/** What all sites have said since then, the newest last; of one moment in the order of sites. Never rejects. */
export async function historySince(sites: readonly OperatorSite[], sinceMs: number): Promise<Told> {
  const told = await Promise.all(
    sites.map((at) =>
      toldBy(
        at,
        sites.filter((other) => other !== at),
        sinceMs,
      ),
    ),
  );
  return {
    entries: told.flatMap(({ entries }) => entries).sort((a, b) => a.atMs - b.atMs),
    unread: told.flatMap(({ unread }) => unread),
  };
}
