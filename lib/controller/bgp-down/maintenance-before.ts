// Pure: whether maintenance of a link is on or about to begin, by any word of it: a notice that binds nobody may be true
// all the same, and what asks here can only do harm then.

import type { Notice } from '../database';
import { currentNotices } from '../link-state/notices';
import { windowText } from '../window-text';

/** In words, for a person; undefined: nobody speaks of any that is on now or begins before `byMs`. */
export function maintenanceBefore(
  link: string,
  notices: readonly Notice[],
  nowMs: number,
  byMs: number,
): string | undefined {
  const isOpen = ({ links, status, startMs, endMs }: Notice) =>
    links.includes(link) && (status === 'confirmed' || status === 'tentative') && endMs > nowMs && startMs < byMs;
  const open = currentNotices(notices).find(isOpen);
  return open && `${open.source} speaks of maintenance of ${link}, ${windowText(open.startMs, open.endMs)}`;
}
