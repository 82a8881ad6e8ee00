// Pure: what a schema says about itself when a value does not fit it. JSON Schema generation never sees hints.

import * as z from 'zod';
import type { Draft } from './draft';

export interface Hint {
  readonly code: Draft['code'];
  /** With its article: `a duration`. */
  readonly what: string;
  readonly allowed: string;
  readonly example: string;
  /** What to do about a wrong value; absent: write something like the example. */
  readonly fix?: string;
  /** Says more about one wrong value. */
  readonly explain?: (got: unknown) => Partial<Pick<Draft, 'code' | 'problem' | 'allowed' | 'fix'>> | undefined;
}

export const HINTS = z.registry<Hint>();

/** The schema with a description, for the reference page and editors, and a hint, for its mistakes. */
export function told<T extends z.ZodType>(schema: T, description: string, hint: Hint, written?: unknown): T {
  const described = schema.meta(written === undefined ? { description } : { description, default: written });
  HINTS.add(described, hint);
  return described;
}
