// Pure: addresses that nobody reaches across the Internet.

import { type Address, holdsAddress, type Prefix, prefix } from './prefix';

/**
 * Special-purpose prefixes that are not globally reachable, and multicast. Documentation prefixes are let through: examples
 * use them. Source: IANA's IPv4 and IPv6 special-purpose address registries (RFC 6890).
 */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
].map(prefix);

/** The prefix that keeps an address from being reached; undefined when it is public. */
export function notPublic(address: Address): Prefix | undefined {
  return NOT_PUBLIC.find((area) => holdsAddress(area, address));
}
