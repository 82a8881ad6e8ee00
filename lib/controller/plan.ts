// Pure: the difference between the overrides that stand and those that should, as changes.

import { prefix } from '../net/prefix';
import type { Backbone } from '../routing/backbone';
import type { GatewayTable } from '../routing/network';
import type { Standings } from '../routing/shortest-paths';
import type { AuditedChange } from './audit';
import { type Effective, effectiveLink, linksIn, withoutOverrides } from './effective';
import { type Override, overridesFor, standingOverride } from './overrides';
import { type SiteRouting, STEERED_TABLES, type SteeredTable } from './site-routing';

export type SteeredTables = Readonly<Record<SteeredTable, GatewayTable>>;

/** One write: the override of one remote site's steering prefixes in one table. */
export interface Change {
  readonly table: SteeredTable;
  readonly remote: string;
  /** Link of the override before and after; null: there is none. */
  readonly before: string | null;
  readonly after: string | null;
  /** Where the remote's traffic goes before and after the write. */
  readonly from: Effective;
  readonly to: Effective;
}

/** A change as it is written down. */
export function audited({ table, remote, before, after, from, to }: Change): AuditedChange {
  return { table, remote, before, after, from: linksIn(from), to: linksIn(to) };
}

/** Changes that add or move come first, removals last, so that nothing is taken away before its successor stands. */
export function planChanges(
  routing: SiteRouting,
  tables: SteeredTables,
  backbone: Backbone,
  desired: readonly Override[],
): readonly Change[] {
  const wanted = new Map(desired.map((override) => [`${override.table} ${override.remote}`, override.link]));
  const changes = backbone.sites.flatMap((remote) => {
    const list = routing.listOf.get(remote.name);
    if (!list) return [];
    const specifics = remote.specifics.map(prefix);
    return STEERED_TABLES.flatMap((name): Change[] => {
      const table = tables[name];
      const before = standingOverride(table, list.id, routing);
      const after = wanted.get(`${name} ${remote.name}`) ?? null;
      if (before === after) return [];
      const beneath = effectiveLink(withoutOverrides(table, routing), specifics, routing);
      const from = effectiveLink(table, specifics, routing);
      const to: Effective = after === null ? beneath : { kind: 'link', link: after };
      return [{ table: name, remote: remote.name, before, after, from, to }];
    });
  });
  return [...changes.filter((c) => c.after !== null), ...changes.filter((c) => c.after === null)];
}

/** What a site would change to hold the overrides that these standings ask for. */
export function plannedChanges(
  routing: SiteRouting,
  tables: SteeredTables,
  backbone: Backbone,
  standings: Standings,
): readonly Change[] {
  return planChanges(routing, tables, backbone, overridesFor(routing, tables, backbone, standings));
}
