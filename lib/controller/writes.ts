// Pure: the calls that carry out a change, computed from what was read, so that one which a dead controller began is
// carried to its end. Adding comes before taking away.

import { type Prefix, samePrefix } from '../net/prefix';
import type { BackboneSite } from '../routing/backbone';
import type { BgpEnd } from './bgp-ends';
import type { AnnouncementChange, OverrideChange, WithdrawalChange } from './plan';
import { announcedRoutes } from './plan-bgp';
import type { BgpPort, EdgeRoute, Reference } from './ports';
import type { SiteRouting } from './site-routing';

/** What is to be added to a Direct Connect link's allowed prefixes, and taken from them. */
export interface AllowedUpdate {
  readonly add: readonly Prefix[];
  readonly remove: readonly Prefix[];
}

type BgpCall = (port: BgpPort) => Promise<void>;

export interface BgpWrites {
  readonly calls: readonly BgpCall[];
  /** Joined with those of other changes of the same link: it takes one update at a time. */
  readonly allowed: AllowedUpdate;
}

export function referenceFor(change: OverrideChange, routing: SiteRouting): Reference {
  const list = routing.listOf.get(change.remote);
  const attachment = change.after === null ? '' : routing.attachmentOf.get(change.after);
  if (!list || attachment === undefined) throw new Error(`no prefix list or attachment for ${change.remote}`);
  return { table: routing.tables[change.table], list: list.id, attachment };
}

type Routes = readonly { readonly prefix: Prefix; readonly attachment?: string | undefined }[];

function among(routes: Routes, to: Prefix): Routes[number] | undefined {
  return routes.find((route) => samePrefix(route.prefix, to));
}

function edgeCalls(table: string, have: Routes, want: Routes): readonly BgpCall[] {
  const set = want.flatMap(({ prefix: to, attachment = '' }): BgpCall[] => {
    const route: EdgeRoute = { table, prefix: to, attachment };
    const stands = among(have, to);
    if (!stands) return [(port) => port.createEdgeRoute(route)];
    return stands.attachment === attachment ? [] : [(port) => port.replaceEdgeRoute(route)];
  });
  const gone = have.filter((route) => !among(want, route.prefix));
  return [
    ...set,
    ...gone.map(
      (route): BgpCall =>
        (port) =>
          port.deleteEdgeRoute({ table, prefix: route.prefix }),
    ),
  ];
}

const NO_UPDATE: AllowedUpdate = { add: [], remove: [] };

export function announcementWrites(
  change: AnnouncementChange,
  at: BgpEnd,
  routing: SiteRouting,
  remote: BackboneSite,
): BgpWrites {
  const have = at.announced.get(remote.name)?.routes ?? [];
  const want: Routes = change.after === null ? [] : announcedRoutes(routing, change.after, remote);
  const table = at.end.edgeTable;
  if (table !== undefined) return { calls: edgeCalls(table, have, want), allowed: NO_UPDATE };
  const add = want.filter((one) => !among(have, one.prefix)).map((one) => one.prefix);
  const remove = have.filter((one) => !among(want, one.prefix)).map((one) => one.prefix);
  return { calls: [], allowed: { add, remove } };
}

function restoring({ end: { attachment, edgeTable = '' }, missing }: BgpEnd): BgpWrites {
  const { propagations, prefixes, edgeVpcs, edgeRoutes } = missing;
  const calls: BgpCall[] = [
    ...propagations.map(
      (table): BgpCall =>
        (port) =>
          port.enablePropagation({ table, attachment }),
    ),
    ...edgeVpcs.map(
      (vpc): BgpCall =>
        (port) =>
          port.enablePropagation({ table: edgeTable, attachment: vpc }),
    ),
    ...edgeRoutes.map(
      (route): BgpCall =>
        (port) =>
          port.createEdgeRoute(route),
    ),
  ];
  return { calls, allowed: { add: prefixes, remove: [] } };
}

function withdrawing({ end: { attachment, edgeTable = '' }, standing }: BgpEnd): BgpWrites {
  const { propagations, prefixes, edgeVpcs, edgeRoutes } = standing;
  const calls: BgpCall[] = [
    ...edgeRoutes.map(
      ({ table, prefix: to }): BgpCall =>
        (port) =>
          port.deleteEdgeRoute({ table, prefix: to }),
    ),
    ...edgeVpcs.map(
      (vpc): BgpCall =>
        (port) =>
          port.disablePropagation({ table: edgeTable, attachment: vpc }),
    ),
    ...propagations.map(
      (table): BgpCall =>
        (port) =>
          port.disablePropagation({ table, attachment }),
    ),
  ];
  return { calls, allowed: { add: [], remove: prefixes } };
}

/** What this site learns is withdrawn last and restored first: it is what it forwards by itself. */
export function withdrawalWrites({ after }: WithdrawalChange, at: BgpEnd): BgpWrites {
  return after === 'none' ? restoring(at) : withdrawing(at);
}
