// Pure: one mistake in an input, said so that its author can mend it without reading our code.

import type { Code } from './codes';

/** Where in a file something stands; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A mistake in an input file. All texts are lower case and without a full stop, so that they can be joined
 * into one line: `file:12:9: links.iad-pdx.cost: got 0; allowed: an integer from 1 to 65535; fix: …`.
 */
export interface Issue {
  /** Stable code of the rule that was broken, from the code registry. */
  readonly code: Code;
  /** Where in the document, as keys and indexes: `['links', 'iad-pdx', 'cost']`. */
  readonly path: readonly (string | number)[];
  /** What is wrong, in the user's words. */
  readonly problem: string;
  /** What was got, as it was written. */
  readonly got: string;
  readonly allowed: string;
  readonly fix: string;
  /** Known when the document came from a file. */
  readonly position?: Position;
}
