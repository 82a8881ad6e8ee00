// Pure: whether the tables do what was written. A longer route than the steering prefixes still wins over them; it is
// reported, because nothing the controller owns can outrank it.

import type { AuditEntry } from './audit';
import { audited, type Change, type SteeredTables } from './plan';
import { publishedLinks } from './publication';
import type { SiteRouting } from './site-routing';

export function residuals(
  changes: readonly Change[],
  routing: SiteRouting,
  tables: SteeredTables,
  nowMs: number,
): readonly AuditEntry[] {
  return changes.flatMap((change): AuditEntry[] => {
    if (change.kind !== 'override') return [];
    const list = routing.listOf.get(change.remote);
    if (!list || change.to.kind !== 'link') return [];
    const meant = change.to.link;
    const others = publishedLinks(tables[change.table], list.entries, routing).filter((link) => link !== meant);
    if (others.length === 0) return [];
    const because = `${change.table} still sends part of ${change.remote} over ${others.join(', ')} instead of ${meant}`;
    return [{ atMs: nowMs, site: routing.site, code: 'residual-route', because, change: audited(change) }];
  });
}
