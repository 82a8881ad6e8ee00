// Pure: what a notice adds to what is stored. Regions deliver the same message, and each delivers it at least once.

import type { Notice } from '../database';

/** What is stored under the notice's own name, at whatever site. */
export function copiesOf(notice: Notice, stored: readonly Notice[]): readonly Notice[] {
  return stored.filter(({ id, source, trusted }) => {
    return id === notice.id && source === notice.source && trusted === notice.trusted;
  });
}

/**
 * The notice to store; undefined when it is stored already. A site that knows other links names them beside those that are
 * stored, and says that it was received when the first copy was. A repeat is not stored again, because an operator who has
 * overruled it since would have to do so again.
 */
export function newsOf(notice: Notice, stored: readonly Notice[]): Notice | undefined {
  const copies = copiesOf(notice, stored);
  if (copies.some(({ version }) => version > notice.version)) return undefined;
  const same = copies.filter(({ version }) => version === notice.version);
  const known = new Set(same.flatMap(({ links }) => links));
  if (same.length > 0 && notice.links.every((link) => known.has(link))) return undefined;
  const receivedMs = Math.min(notice.receivedMs, ...same.map((copy) => copy.receivedMs));
  return { ...notice, links: [...new Set([...known, ...notice.links])].sort(), receivedMs };
}
