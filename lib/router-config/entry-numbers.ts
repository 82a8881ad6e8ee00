// Pure: numbers of policy entries. What an entry is about fixes its number, so that nothing else moves it: an entry that is
// written over another one's number has the conditions of both.

import { prefix } from '../net/prefix';

/** Numbers of the entries that every policy has. */
export const ENTRIES = { fromAws: 10, probe: 10, announced: 20, target: 30, rest: 65535 } as const;

/** Below the AS numbers of two bytes that a gateway can have, 64512 to 65534, which stand for themselves. */
const LONG_ASNS = { first: 100, count: 64_000 } as const;

function folded(asn: number): number {
  return LONG_ASNS.first + (asn % LONG_ASNS.count);
}

/** By name of the site: its AS number, folded when it has four bytes; two that meet are numbered one after the other. */
export function siteEntries(
  sites: readonly { readonly name: string; readonly asn: number }[],
): ReadonlyMap<string, number> {
  const entries = new Map<string, number>();
  const taken = new Set<number>();
  for (const { name, asn } of [...sites].sort((a, b) => a.asn - b.asn)) {
    let entry = asn < ENTRIES.rest ? asn : folded(asn);
    for (let next = asn + 1; taken.has(entry); next += 1) entry = folded(next);
    taken.add(entry);
    entries.set(name, entry);
  }
  return entries;
}

/** In a list of prefixes that do not overlap. */
export function prefixEntry(text: string): number {
  return Number(prefix(text).bits);
}
