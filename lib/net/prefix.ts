// Pure: IPv4 and IPv6 prefixes as values, and the arithmetic that routing needs. Parsing is ipaddr.js; the rest is
// shifts on the address read as one unsigned integer.

import ipaddr from 'ipaddr.js';
import { err, ok, type Result } from './result';

export type Family = 4 | 6;

/** An address: its family and its bits as an unsigned integer (32 or 128 bits). */
export interface Address {
  readonly family: Family;
  readonly bits: bigint;
}

/** A prefix whose host bits are all zero. `text` is its canonical form (RFC 4632 for IPv4, RFC 5952 for IPv6). */
export interface Prefix {
  readonly family: Family;
  /** The network address as an unsigned integer. */
  readonly bits: bigint;
  /** Number of significant bits, 0 to `width(family)`. */
  readonly length: number;
  readonly text: string;
}

/** Address width in bits: 32 or 128. */
export function width(family: Family): number {
  return family === 4 ? 32 : 128;
}

function toBits(bytes: readonly number[]): bigint {
  return bytes.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
}

function toBytes(family: Family, bits: bigint): number[] {
  const count = width(family) / 8;
  return Array.from({ length: count }, (_, i) => Number((bits >> BigInt(8 * (count - 1 - i))) & 0xffn));
}

/** Strict dotted quad or RFC 4291 text; leading zeros, shortened forms and zone ids are refused. */
export function parseAddress(text: string): Result<Address, string> {
  if (
    !ipaddr.IPv4.isValidFourPartDecimal(text) &&
    (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text))
  )
    return err('not an IP address');
  const parsed = ipaddr.parse(text);
  return ok({ family: parsed.kind() === 'ipv4' ? 4 : 6, bits: toBits(parsed.toByteArray()) });
}

/** The canonical text of an address. */
export function formatAddress(address: Address): string {
  return ipaddr.fromByteArray(toBytes(address.family, address.bits)).toString();
}

/** The prefix of `length` bits that holds the address. Throws RangeError when the length does not fit the family. */
export function prefixOf(address: Address, length: number): Prefix {
  const size = width(address.family);
  if (!Number.isInteger(length) || length < 0 || length > size)
    throw new RangeError(`prefix length ${length} is outside 0..${size}`);
  const shift = BigInt(size - length);
  const bits = (address.bits >> shift) << shift;
  return { family: address.family, bits, length, text: `${formatAddress({ family: address.family, bits })}/${length}` };
}

/** Reads `address/length`; the error says what is wrong. Host bits that are set are an error, not silently cleared. */
export function parsePrefix(text: string): Result<Prefix, string> {
  const match = /^([^/\s]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  if (!match) return err('not of the form address/length');
  const address = parseAddress(match[1] ?? '');
  if (!address.ok) return address;
  const length = Number(match[2]);
  const size = width(address.value.family);
  if (length > size) return err(`prefix length is over ${size}`);
  const prefix = prefixOf(address.value, length);
  return prefix.bits === address.value.bits ? ok(prefix) : err(`host bits are set; did you mean ${prefix.text}`);
}

/** More than a backbone has, so that text that nobody uses any more does not stay for ever. */
const MOST_REMEMBERED = 10_000;
const remembered = new Map<string, Prefix>();

/** Like parsePrefix, for text that was validated before, and quick for one that was read lately. Throws when it was not. */
export function prefix(text: string): Prefix {
  const known = remembered.get(text);
  if (known) return known;
  const parsed = parsePrefix(text);
  if (!parsed.ok) throw new Error(`bad prefix ${JSON.stringify(text)}: ${parsed.error}`);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, Object.freeze(parsed.value));
  return parsed.value;
}

/** Like parseAddress, for text that was validated before. Throws when it was not. */
export function address(text: string): Address {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(`bad address ${JSON.stringify(text)}: ${parsed.error}`);
  return parsed.value;
}

export function holdsAddress(outer: Prefix, inner: Address): boolean {
  const shift = BigInt(width(outer.family) - outer.length);
  return outer.family === inner.family && outer.bits >> shift === inner.bits >> shift;
}

/** True when every address of `inner` is in `outer`; a prefix contains itself. */
export function contains(outer: Prefix, inner: Prefix): boolean {
  return outer.length <= inner.length && holdsAddress(outer, inner);
}

/** True when they share an address: two prefixes either nest or are disjoint. */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return contains(a, b) || contains(b, a);
}

export function samePrefix(a: Prefix, b: Prefix): boolean {
  return a.family === b.family && a.length === b.length && a.bits === b.bits;
}

/** Order by family, then address, then length, so that a covering prefix stands before what it covers. */
export function comparePrefixes(a: Prefix, b: Prefix): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.bits !== b.bits) return a.bits < b.bits ? -1 : 1;
  return a.length - b.length;
}

/** Subnet number `index` of `length` bits inside `outer`. Throws RangeError when there is no such subnet. */
export function subnet(outer: Prefix, length: number, index: number): Prefix {
  const size = width(outer.family);
  const extra = length - outer.length;
  if (extra < 0 || length > size || index < 0 || BigInt(index) >= 1n << BigInt(extra))
    throw new RangeError(`${outer.text} has no /${length} number ${index}`);
  return prefixOf({ family: outer.family, bits: outer.bits | (BigInt(index) << BigInt(size - length)) }, length);
}

/** The two halves, one bit longer. Throws RangeError for a single address. */
export function halves(outer: Prefix): readonly [Prefix, Prefix] {
  return [subnet(outer, outer.length + 1, 0), subnet(outer, outer.length + 1, 1)];
}

/** Address number `offset` of the prefix, counted from its network address. Throws RangeError past its end. */
export function addressAt(outer: Prefix, offset: bigint): Address {
  if (offset < 0n || offset >= 1n << BigInt(width(outer.family) - outer.length))
    throw new RangeError(`${outer.text} has no address number ${offset}`);
  return { family: outer.family, bits: outer.bits + offset };
}
