// Pure: which changes of a site's replica are worth waking its controller for. A controller that is woken reads everything,
// so a change that says nothing new only costs; one that was missed waits for the minute's tick.
//
//   item          wakes when
//   observation   its verdict changes
//   status        what AWS says of the end changes
//   publication   it is another site's, and tells more than a sign of life
//   lease         never
//   any other     it is written, changed or deleted
//   any           it comes or goes, but for leases

import { stateOf } from './link-state-items/item';
import type { StoredValue } from './link-state-items/stored-value';
import { isNews } from './publication';

/** `before` and `after` are undefined where there was nothing, there is nothing any more, or it cannot be read. */
export function wakes(site: string, before: StoredValue | undefined, after: StoredValue | undefined): boolean {
  if ((after ?? before)?.kind === 'lease') return false;
  if (before === undefined || after === undefined) return true;
  if (before.kind === 'observation' && after.kind === 'observation') return before.verdict !== after.verdict;
  if (before.kind === 'status' && after.kind === 'status') return stateOf(before) !== stateOf(after);
  if (before.kind === 'publication' && after.kind === 'publication')
    return after.site !== site && isNews(after, before);
  return true;
}
