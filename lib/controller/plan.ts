// Pure: what a change is, and the difference between the overrides that stand and those that should, as changes.

import type { Backbone } from '../routing/backbone';
import type { GatewayTable } from '../routing/network';
import type { Standings } from '../routing/shortest-paths';
import type { Announcement } from './announcements';
import type { AuditedChange } from './audit';
import type { BgpEnd } from './bgp-ends';
import { type Effective, effectiveLink, linksIn, withoutOverrides } from './effective';
import { type Override, overridesFor, standingOverride } from './overrides';
import { specificsOf } from './site-prefixes';
import { type SiteRouting, STEERED_TABLES, type SteeredTable } from './site-routing';
import type { Ways } from './ways';

export type SteeredTables = Readonly<Record<SteeredTable, GatewayTable>>;

export type Change = OverrideChange | AnnouncementChange | WithdrawalChange | BgpDownChange;

/** The override of one remote site's steering prefixes in one table. */
export interface OverrideChange {
  readonly kind: 'override';
  readonly table: SteeredTable;
  readonly remote: string;
  /** Link of the override before and after; null: there is none. */
  readonly before: string | null;
  readonly after: string | null;
  /** Where the remote's traffic goes before and after the write. */
  readonly from: Effective;
  readonly to: Effective;
}

/** The announcement of one AWS site's steering prefixes over one BGP link. */
export interface AnnouncementChange {
  readonly kind: 'announcement';
  readonly link: string;
  readonly premises: string;
  readonly remote: string;
  /** True when any of it is announced. */
  readonly before: boolean;
  readonly after: Announcement | null;
}

/** The withdrawal of one BGP link, or its end. */
export interface WithdrawalChange {
  readonly kind: 'withdrawal';
  readonly link: string;
  readonly premises: string;
  readonly before: BgpEnd['withdrawn'];
  readonly after: 'none' | 'whole';
}

/** AWS is to hold the BGP session of a Direct Connect link down for a while, or to let it come back. */
export interface BgpDownChange {
  readonly kind: 'bgp-down';
  readonly link: string;
  readonly premises: string;
  readonly before: boolean;
  readonly after: boolean;
  /** One sentence for a person, lower case, no full stop. */
  readonly because: string;
}

/** A change as it is written down. */
export function audited(change: Change): AuditedChange {
  switch (change.kind) {
    case 'override': {
      const { kind, table, remote, before, after, from, to } = change;
      return { kind, table, remote, before, after, from: linksIn(from), to: linksIn(to) };
    }
    case 'announcement': {
      const { kind, link, premises, remote, before, after } = change;
      return { kind, link, premises, remote, before, after: after !== null };
    }
    case 'withdrawal': {
      const { kind, link, premises, before, after } = change;
      return { kind, link, premises, before: before === 'whole', after: after === 'whole' };
    }
    case 'bgp-down': {
      const { kind, link, premises, before, after } = change;
      return { kind, link, premises, before, after };
    }
  }
}

/** What a change is about; a site plans at most one change of each subject. */
export function subjectOf(change: Change): string {
  switch (change.kind) {
    case 'override':
      return `${change.table} ${change.remote}`;
    case 'announcement':
      return `announce ${change.remote} ${change.link}`;
    case 'withdrawal':
      return `withdraw ${change.link}`;
    case 'bgp-down':
      return `bgp-down ${change.link}`;
  }
}

/** True when a change takes something away, so that whatever takes its place has to stand first. */
export function isRemoval(change: Change): boolean {
  switch (change.kind) {
    case 'withdrawal':
      return change.after === 'whole';
    case 'bgp-down':
      return change.after;
    default:
      return change.after === null;
  }
}

/** Changes that add or move come first, removals last, so that nothing is taken away before its successor stands. */
export function additionsFirst<T extends Change>(changes: readonly T[]): readonly T[] {
  return [...changes.filter((change) => !isRemoval(change)), ...changes.filter(isRemoval)];
}

/**
 * The tables are as CloudFormation wrote them (written-tables.ts), so that what a removal gives way to is the baseline
 * even while a link of it is withdrawn.
 */
export function planOverrides(
  routing: SiteRouting,
  tables: SteeredTables,
  backbone: Backbone,
  desired: readonly Override[],
): readonly OverrideChange[] {
  const wanted = new Map(desired.map((override) => [`${override.table} ${override.remote}`, override.link]));
  const changes = backbone.sites.flatMap((remote) => {
    const list = routing.listOf.get(remote.name);
    if (!list) return [];
    const specifics = specificsOf(remote);
    return STEERED_TABLES.flatMap((name): OverrideChange[] => {
      const table = tables[name];
      const before = standingOverride(table, list.id, routing);
      const after = wanted.get(`${name} ${remote.name}`) ?? null;
      if (before === after) return [];
      const beneath = effectiveLink(withoutOverrides(table, routing), specifics, routing);
      const from = effectiveLink(table, specifics, routing);
      const to: Effective = after === null ? beneath : { kind: 'link', link: after };
      return [{ kind: 'override', table: name, remote: remote.name, before, after, from, to }];
    });
  });
  return additionsFirst(changes);
}

/** What a site would change to hold the overrides that these standings, and these ways, ask for. */
export function plannedOverrides(
  routing: SiteRouting,
  tables: SteeredTables,
  backbone: Backbone,
  standings: Standings,
  ways?: Ways,
): readonly OverrideChange[] {
  return planOverrides(routing, tables, backbone, overridesFor(routing, tables, backbone, standings, ways));
}
