// Pure: an answer in pages. A token says after which item the next page begins, and for which question it was given, so
// that items that come and go between two pages neither shift nor repeat the others.

import { createHash } from 'node:crypto';
import { Refused } from '../refused';

export interface Paging {
  readonly token: string | undefined;
  /** Items that a page may have at most. */
  readonly size: number;
  /** What is asked; a token of another question is refused. */
  readonly question: string;
  /** AWS's name for a bad token. */
  readonly refusal: string;
}

interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

function digest(question: string): string {
  return createHash('sha256').update(question).digest('base64url').slice(0, 16);
}

function tokenAfter(question: string, key: string): string {
  return Buffer.from(JSON.stringify([digest(question), key])).toString('base64url');
}

function keyIn({ token, question, refusal }: Paging): string | undefined {
  if (token === undefined) return undefined;
  const refused = new Refused(refusal, 'The token is not one that was given for this question');
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (!Array.isArray(read) || read[0] !== digest(question) || typeof read[1] !== 'string') throw refused;
    return read[1];
  } catch {
    throw refused;
  }
}

/** One page of items in the order of their keys, which are unique. */
export function page<T>(items: readonly T[], keyOf: (item: T) => string, paging: Paging): Page<T> {
  const after = keyIn(paging);
  const rest = items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .filter(({ key }) => after === undefined || key > after);
  const given = rest.slice(0, paging.size);
  const last = given.at(-1);
  const next = last && rest.length > given.length ? tokenAfter(paging.question, last.key) : undefined;
  return { items: given.map(({ item }) => item), next };
}
