// Pure: prefixes as older command languages write them.

import { formatAddress, prefix } from '../net/prefix';

function maskOf(length: number): string {
  return formatAddress({ family: 4, bits: (0xffff_ffffn << BigInt(32 - length)) & 0xffff_ffffn });
}

/** `10.40.0.0 255.255.128.0`. */
export function withMask(text: string): string {
  const { length } = prefix(text);
  return `${text.split('/')[0]} ${maskOf(length)}`;
}

/** An address, or what stands for one, with the mask of its subnet. */
export function hostWithMask(address: string, length: number): string {
  return `${address} ${maskOf(length)}`;
}
