// Pure: what EC2 says about a prefix-list reference while it changes. Its routes are in force when the call returns; for a
// while after that the reference is `pending`, `modifying` or `deleting`.
//
//   create      (absent) -> pending   -> available
//   modify      available -> modifying -> available
//   delete      available -> deleting  -> (absent)
//
// A reference to an empty list has no route to be seen by, so what it leads to is kept here.

import type { GatewayTable, PrefixList, RouteTarget } from '../../../routing/network';
import { type ReferenceKey, referenceTarget } from '../../references';

type Changing = 'pending' | 'modifying' | 'deleting';

export interface Reference extends ReferenceKey {
  readonly state: Changing | 'available';
  readonly target: RouteTarget;
}

interface Change {
  readonly state: Changing;
  readonly target: RouteTarget;
  readonly untilMs: number;
}

function keyOf({ table, list }: ReferenceKey): string {
  return `${table} ${list}`;
}

export class ReferenceStates {
  constructor(private readonly changes: ReadonlyMap<string, Change> = new Map()) {}

  with(key: ReferenceKey, change: Change): ReferenceStates {
    return new ReferenceStates(new Map([...this.changes, [keyOf(key), change]]));
  }

  /** The table's reference to the list at this time; undefined when there is none. */
  reference(table: GatewayTable, list: PrefixList, atMs: number): Reference | undefined {
    const key = { table: table.id, list: list.id };
    const change = this.changes.get(keyOf(key));
    const lasts = change !== undefined && atMs < change.untilMs;
    const stands = change !== undefined && (lasts || change.state !== 'deleting');
    const known = stands && (list.entries.length === 0 || change.state === 'deleting') ? change.target : undefined;
    const target = referenceTarget(table, list.id) ?? known;
    return target && { ...key, state: lasts ? change.state : 'available', target };
  }
}
