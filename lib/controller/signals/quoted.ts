// Pure: what a sender wrote, for a sentence that a person reads.

import { printable } from '../../net/printable';

const MOST = 120;

/** In quotation marks, safe to print, and no longer than a line. */
export function quoted(text: string): string {
  const safe = printable(text.slice(0, MOST));
  return `"${safe}${text.length > MOST ? '…' : ''}"`;
}
