// Pure: whether AWS has maintenance pending for a tunnel. EC2 says it in a word, and does not document which ones there
// are: some are plain, and for any other the time decides from which on AWS does it by itself.
//
//   the word                                time, and the last maintenance     pending
//   none, or false, none, no                any                                no
//   any                                     maintained since that time         no
//   true, yes, available, pending           otherwise                          yes
//   any other                               a time, and not since              yes
//   any other                               no time                            no

import type { SeenMaintenance } from '../status/region-apis';

const NO: ReadonlySet<string> = new Set(['', 'false', 'none', 'no']);
const YES: ReadonlySet<string> = new Set(['true', 'yes', 'available', 'pending']);

export function isPending({ pending, autoAppliedAfterMs: afterMs, lastAppliedMs }: SeenMaintenance): boolean {
  const word = (pending ?? '').trim().toLowerCase();
  if (NO.has(word)) return false;
  if (afterMs !== undefined && lastAppliedMs !== undefined && lastAppliedMs >= afterMs) return false;
  return YES.has(word) || afterMs !== undefined;
}
