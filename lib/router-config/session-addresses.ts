// Pure: addresses of BGP sessions that cannot be right, whoever gave them. What is not known yet is no mistake.

import { address, formatAddress, holdsAddress, parseAddress, prefixOf } from '../net/prefix';
import type { RouterSession } from './router-config';

/** Canonical text of an IPv4 address; `0.0.0.0` is one of nobody's. */
export function isIpv4(text: string): boolean {
  const parsed = parseAddress(text);
  return parsed.ok && parsed.value.family === 4 && parsed.value.bits > 0n && formatAddress(parsed.value) === text;
}

/** The first address of a subnet and the last are nobody's, unless there are no others. */
function isOfNobody(text: string, length: number): boolean {
  const { bits } = address(text);
  const host = bits & ((1n << BigInt(32 - length)) - 1n);
  return length < 31 && (host === 0n || host === (1n << BigInt(32 - length)) - 1n);
}

/** What is wrong with the two ends of a session. */
export function endsProblem({ name, amazonAddress, customerAddress, length }: RouterSession): string | undefined {
  const ends = [amazonAddress, customerAddress].filter(isIpv4);
  const nobodys = ends.find((end) => isOfNobody(end, length));
  if (nobodys !== undefined)
    return `got ${nobodys} for ${name}; allowed: an address of a /${length} other than its first and its last`;
  const [amazon, customer] = ends;
  if (amazon === undefined || customer === undefined) return undefined;
  if (amazon === customer) return `got ${amazon} for both ends of ${name}; allowed: two addresses of a /${length}`;
  if (holdsAddress(prefixOf(address(amazon), length), address(customer))) return undefined;
  return `got ${amazon} and ${customer} for ${name}; allowed: two addresses of one /${length}`;
}

/** A router tells its sessions apart by the address of the other end. */
export function sharedProblem(sessions: readonly RouterSession[]): string | undefined {
  for (const [i, { name, amazonAddress }] of sessions.entries()) {
    const before = sessions.slice(0, i).find((one) => one.amazonAddress === amazonAddress);
    if (before && isIpv4(amazonAddress))
      return `got ${amazonAddress} for ${before.name} and for ${name}; allowed: an AWS end of its own for each session`;
  }
  return undefined;
}
