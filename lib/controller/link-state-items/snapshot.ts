// Pure: what a replica holds, as the controller looks at it.

import type { Notice, Snapshot } from '../database';
import type { StoredValue } from './stored-value';

/** True when `next` replaces a notice with the same id: it is not older. */
function replaces(next: Notice, known: Notice): boolean {
  return next.version > known.version || (next.version === known.version && next.receivedMs >= known.receivedMs);
}

/** A message that several sites received is there once from each; the newest of it counts. */
function mergedNotices(notices: readonly Notice[]): readonly Notice[] {
  const merged = new Map<string, Notice>();
  for (const notice of notices) {
    const key = JSON.stringify([notice.trusted, notice.source, notice.id]);
    const known = merged.get(key);
    if (!known || replaces(notice, known)) merged.set(key, notice);
  }
  return [...merged.values()];
}

export function snapshotOf(values: readonly StoredValue[]): Snapshot {
  const ofKind = <K extends StoredValue['kind']>(kind: K) =>
    values.filter((value): value is Extract<StoredValue, { kind: K }> => value.kind === kind);
  return {
    notices: mergedNotices(ofKind('notice')),
    observations: ofKind('observation'),
    statuses: ofKind('status'),
    orders: ofKind('order'),
    admissions: ofKind('admission'),
    publications: ofKind('publication'),
  };
}
