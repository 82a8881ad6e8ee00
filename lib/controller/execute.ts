// Carries out the changes that all guards let pass, one write each. A write that fails changes nothing here: the next
// reconcile finds what really stands and plans again.

import type { AuditEntry } from './audit';
import { audited, type Change } from './plan';
import type { Ports, Reference } from './ports';
import type { SiteRouting } from './site-routing';

function referenceFor(change: Change, routing: SiteRouting): Reference {
  const list = routing.listOf.get(change.remote);
  const attachment = change.after === null ? '' : routing.attachmentOf.get(change.after);
  if (!list || attachment === undefined) throw new Error(`no prefix list or attachment for ${change.remote}`);
  return { table: routing.tables[change.table], list: list.id, attachment };
}

async function write(change: Change, routing: SiteRouting, ports: Ports): Promise<AuditEntry['code']> {
  const reference = referenceFor(change, routing);
  if (change.after === null) {
    await ports.routing.deleteReference(reference);
    return 'override-removed';
  }
  if (change.before === null) {
    await ports.routing.createReference(reference);
    return 'override-created';
  }
  await ports.routing.modifyReference(reference);
  return 'override-moved';
}

function changeEntry(
  change: Change,
  code: AuditEntry['code'],
  because: string,
  site: string,
  atMs: number,
): AuditEntry {
  return { atMs, site, code, because, change: audited(change) };
}

function reasonOf(change: Change): string {
  const going = change.to.kind === 'link' ? `over ${change.to.link}` : 'nowhere known';
  return `traffic to ${change.remote} in ${change.table} now goes ${going}`;
}

/** Writes one change and gives what is to be said of it. */
async function carryOut(change: Change, routing: SiteRouting, ports: Ports): Promise<AuditEntry> {
  try {
    const code = await write(change, routing, ports);
    return changeEntry(change, code, reasonOf(change), routing.site, ports.clock.now());
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return changeEntry(change, 'write-failed', because, routing.site, ports.clock.now());
  }
}

/** So many writes are under way together. EC2 admits a burst of 50 of each action. */
const AT_ONCE = 10;

/** Each change was judged by itself, so within a pass their order does not matter; how soon they are done does. */
async function pass(changes: readonly Change[], routing: SiteRouting, ports: Ports): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let first = 0; first < changes.length; first += AT_ONCE) {
    const batch = changes.slice(first, first + AT_ONCE);
    entries.push(...(await Promise.all(batch.map((change) => carryOut(change, routing, ports)))));
  }
  return entries;
}

/** Writes what adds or moves, then what removes, and gives what is to be said of each. Never rejects. */
export async function execute(
  changes: readonly Change[],
  routing: SiteRouting,
  ports: Ports,
): Promise<readonly AuditEntry[]> {
  const added = changes.filter((change) => change.after !== null);
  const removed = changes.filter((change) => change.after === null);
  return [...(await pass(added, routing, ports)), ...(await pass(removed, routing, ports))];
}
