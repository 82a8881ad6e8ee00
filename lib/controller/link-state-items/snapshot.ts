// Pure: what a replica holds, as the controller looks at it.

import type { Notice, Snapshot } from '../database';
import { endIn, type ItemKey } from './item-key';
import type { StoredValue } from './stored-value';

/** True when `next` replaces a notice with the same id: it is not older. */
function replaces(next: Notice, known: Notice): boolean {
  return next.version > known.version || (next.version === known.version && next.receivedMs >= known.receivedMs);
}

/**
 * The one that counts. Sites receive the same message at the same moment, and each names the links that it knows: who
 * names fewer takes none back. It was received when the first of them did, so that a copy that comes late does not
 * overrule an operator who has restored the link meanwhile.
 */
function merged(known: Notice, next: Notice): Notice {
  const newer = replaces(next, known) ? next : known;
  if (next.version !== known.version) return newer;
  const links = [...new Set([...known.links, ...next.links])].sort();
  return { ...newer, links, receivedMs: Math.min(known.receivedMs, next.receivedMs) };
}

/** A message that several sites received is there once from each; the newest of it counts. */
function mergedNotices(notices: readonly Notice[]): readonly Notice[] {
  const messages = new Map<string, Notice>();
  for (const notice of notices) {
    const key = JSON.stringify([notice.trusted, notice.source, notice.id]);
    const known = messages.get(key);
    messages.set(key, known ? merged(known, notice) : notice);
  }
  return [...messages.values()];
}

/** `unreadable` are the keys of items that are there beside these values and cannot be read. */
export function snapshotOf(values: readonly StoredValue[], unreadable: readonly ItemKey[] = []): Snapshot {
  const unread = unreadable.flatMap((key) => endIn(key) ?? []);
  const ofKind = <K extends StoredValue['kind']>(kind: K) =>
    values.filter((value): value is Extract<StoredValue, { kind: K }> => value.kind === kind);
  return {
    notices: mergedNotices(ofKind('notice')),
    observations: ofKind('observation'),
    ...(unread.length === 0 ? {} : { unread }),
    statuses: ofKind('status'),
    orders: ofKind('order'),
    admissions: ofKind('admission'),
    publications: ofKind('publication'),
  };
}
